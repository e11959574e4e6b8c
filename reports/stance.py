"""For or against: what keeps two texts apart that differ in one small word.

「支持提高罚款」 and 「反对提高罚款」 are 83 % alike. Similarity cannot see the difference, so texts
whose stance differs are never joined automatically, whatever their score.
"""

import re
import unicodedata
from itertools import groupby

from reports.normalize import visible

# One line an axis: what it is about, the words of its usual pole, the words that turn it round.
# The usual pole equals silence (「建议增加」 and 「增加」 say the same); every other pole does not.
# Traditional forms stand beside the simplified ones. Words are matched longest first.
_AXES: tuple[tuple[str, str, str], ...] = (
    (
        "support",
        "支持 赞成 赞同 同意 拥护 认同 贊成 贊同 擁護 認同 不反对 不反對 👍",
        "反对 反對 不支持 不赞成 不贊成 不赞同 不贊同 不同意 不认同 不認同 不拥护 抵制 抗议 👎",
    ),
    ("advise", "建议 建議 希望", "不建议 不建議 不希望"),
    (
        "level",
        "提高 上调 上調 加大 加重 加强 加強 延长 延長 扩大 擴大 调高 調高 提升",
        "降低 下调 下調 减少 減少 减轻 減輕 减小 減小 缩短 縮短 缩小 縮小 调低 調低 减弱",
    ),
    ("strict", "从严 從嚴 收紧 收緊 严格 嚴格", "从宽 從寬 放宽 放寬 宽松 寬鬆 放开 放開"),
    (
        "exist",
        "增加 增设 增設 新增 增列 添加 设立 設立 保留 恢复 恢復",
        "取消 删除 刪除 删去 刪去 删掉 刪掉 废除 廢除 废止 廢止 撤销 撤銷 去掉 移除 剔除 停止 终止",
    ),
    (
        "allow",
        "允许 允許 准许 准許 不禁止 解除禁止 取消禁止",
        "禁止 严禁 嚴禁 禁 不允许 不允許 不准 不许 不許 不准许",
    ),
    ("duty", "应当 應當 应该 應該 必须 必須 不得不", "不得 不应 不應 不应当 不應當 不应该 不應該"),
    ("may", "是否可以 可不可以 可以考虑 建议可以 可以适当", "可以"),
    (
        "need",
        "需要 有必要",
        "不必 无需 無需 无须 無須 毋须 不需要 不用 没必要 没有必要 沒有必要 不须",
    ),
    (
        "degree",
        " ".join(much + what for much in "过過太偏" for what in "高重严嚴长長多大宽寬快"),
        " ".join(much + what for much in "过過太偏" for what in "低轻輕松鬆短少小窄慢"),
    ),
    ("bound", "以上 高于 高於 多于 多於 大于 大於", "以下 低于 低於 少于 少於 小于 小於"),
    (
        "not",
        # not a negation although written with one
        "不仅 不僅 不但 不过 不過 不同意见 不同意見 不同 不断 不斷 不少 不管 不论 不論 不如 不知 "
        "不只 不光 不止 不良 不动产 不動產 不久 不时 不一 不再是 不好意思 对不起 對不起 了不起 "
        "差不多 无论 無論 无关 無關 无非 無非 无人 無人 非常 未成年 未来 未來 未必 没准 别人 別人 "
        "别的 別的 特别 特別 分别 分別 个别 個別 级别 級別 类别 類別 性别 性別 区别 區別 识别 識別 "
        "非机动 非法 非物质 非公 除非 莫非 无偿 无障碍 沒收 没收 埋没 沉没 not_only no_doubt",
        "不 没 沒 无 無 未 非 勿 别 別 not no never cannot nor none without",
    ),
    ("support", "support supports agree agrees favor favour endorse", ""),
    (
        "support",
        "",
        "oppose opposes opposed against disagree disagrees object reject not_support not_agree "
        "not_favor",
    ),
    ("level", "increase raise expand extend", "decrease reduce lower cut shorten shrink"),
    ("allow", "allow permit", "ban prohibit forbid disallow"),
    ("exist", "add keep retain reinstate restore", "remove delete repeal abolish eliminate drop"),
    ("degree", "too_much too_high too_strict more", "too_little too_low too_lax less fewer"),
)
_TURNED = "-"
_USUAL = "+"
_LATIN = re.compile(r"[a-z]")
_CONTRACTED = re.compile(r"\b(?:do|does|did|is|are|was|were|should|would|could|ca|wo|must)n't\b")
_HAN_BLANK = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])")
_EITHER = re.compile(r"([\u3400-\u9fff])[不没沒]\1")


def _lexicon() -> dict[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for axis, usual, turned in _AXES:
        for pole, line in ((_USUAL, usual), (_TURNED, turned)):
            words.update((word.replace("_", " "), (axis, pole)) for word in line.split())
    return words


_WORDS = _lexicon()


def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_WORDS, key=lambda word: (-len(word), word))
    bounded = (
        rf"\b{re.escape(word)}\b" if _LATIN.match(word) else re.escape(word)
        for word in longest_first
    )
    firsts = re.escape("".join(sorted({word[0] for word in _WORDS})))
    # the look-ahead spares most positions the trial of every word
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(bounded)})")


_PATTERN = _pattern()


def _readable(text: str) -> str:
    """Lower case, one form of every character, no blanks between Han characters."""
    plain = visible(unicodedata.normalize("NFKC", visible(text))).casefold().replace("’", "'")
    plain = _CONTRACTED.sub("not", plain)
    # 「是不是」「可不可以」 ask, they do not deny
    return _EITHER.sub(r"\1", _HAN_BLANK.sub("", plain))


def stance(text: str) -> str:
    """The stance of a text as a short key; empty when nothing in it turns away from the usual.

    On each axis the poles are listed in the order of the text, repetitions collapsed, so that
    「将允许改为禁止」 differs from 「将禁止改为允许」. An axis with its usual pole only is left
    out.

    Two texts with different keys must not be joined without a person's word. Being an
    equivalence, this also holds between any two members of a cluster.
    """
    seen: dict[str, list[str]] = {}
    for match in _PATTERN.finditer(_readable(text)):
        axis, pole = _WORDS[match.group()]
        seen.setdefault(axis, []).append(pole)
    poles = {axis: "".join(pole for pole, _ in groupby(found)) for axis, found in seen.items()}
    return " ".join(f"{axis}{found}" for axis, found in sorted(poles.items()) if _TURNED in found)
