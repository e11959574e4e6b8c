"""For or against, how much, which article: what keeps two texts apart that differ in a small word.

「支持提高罚款」 and 「反对提高罚款」 are 83 % alike. Similarity cannot see the difference, so texts
whose stance differs are never joined automatically, whatever their score.

Figures count where they are demanded (罚款五千元, 改为三十日) and where they name an article
(第三条). To count all would take a letter apart by whom it comes from (养犬八年, 养犬三年): in the
sample round the largest cluster would shrink from 57 to 15; those demanded part 2 of 2,022 pairs.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from reports.normalize import fold, without_unseen
from reports.stance_words import LINES, PASSED, USUAL
from reports.suggesting.amounts import value

_WORDS = {
    word.replace("_", " "): (family, pole) for family, pole, line in LINES for word in line.split()
}
_LETTERS = re.compile(r"[a-z]+")
_RUN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]+")
_NO_WORD = re.compile(r"[\W_]+")
_CONTRACTED = re.compile(
    r"\b(do|does|did|is|are|was|were|should|would|could|wo|must|have|has|had|need|ca)n ?t\b"
)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_EITHER = re.compile(rf"[不没沒](?<=([{_HAN}])[不没沒])\1")
_BETWEEN = "\u0294"  # ʔ, a letter nobody writes here: folding keeps it
_NEGATION = "not"
_AGAIN = 8  # so often a word said again is one with it
_CACHED = 200
# What is demanded in figures, in a folded text: 改为三十日, 五百元以上五千元以下; and which article
# is spoken of. Begun with the figure so that it can be looked for; 一个, 一点 count nothing.
_HAN_FIGURES = "零〇一二两三四五六七八九十百千万"
_DEMANDED = re.compile(
    rf"([0-9{_HAN_FIGURES}](?<=[第为成改到至给款罚以费收交缴处议望求多少长短高低于过得码该应当要满限降加是在上养].)"
    rf"(?<!差不多.)(?!(?<=一)[个点分次块只])(?:(?<=[0-9])[0-9]*[万千百]?|(?<=[{_HAN_FIGURES}])[{_HAN_FIGURES}]*))"
    "(个?工作日|日|天|个月|周|年|个?小时|分钟|点|元|块|公里|平方米|厘米|米|公斤|斤|倍|次|只|条|款|项|岁|分贝|分|个)"
)
_THUMBS = (("👍", "支持"), ("👎", "反对"))


def _branches(words: Iterable[str]) -> str:
    """The words as one expression that takes the longest: 不(?:支持|得(?:不)?)?, not a list that is
    tried from its beginning at every character."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words):
        rests.setdefault(word[:1], []).append(word[1:])
    ends = "" in rests
    parts = [re.escape(first) + _branches(rest) for first, rest in rests.items() if first]
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)})" + ("?" if ends else "")


def _lexicon(words: Iterable[str], before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(rf"{before}({_branches(words)}){after}(?:[ ]?\1{after}){{0,{_AGAIN}}}")


_IN_HAN = _lexicon(word for word in _WORDS if not _LETTERS.match(word))
_IN_LATIN = _lexicon((word for word in _WORDS if _LETTERS.match(word)), r"\b", r"\b")
# One character for a family and a pole, nothing for what is passed over.
_POLES = sorted({one for one in _WORDS.values() if one[1] != PASSED})
_SIGNS = {
    word: "" if one[1] == PASSED else chr(ord("A") + _POLES.index(one))
    for word, one in _WORDS.items()
}


def _latin(text: str, key: str) -> str:
    """The Latin words of a text in small letters, a blank between them."""
    words = unicodedata.normalize("NFKC", " ".join(_RUN.findall(without_unseen(text)))).lower()
    if words.replace(" ", "") != "".join(_LETTERS.findall(key)):  # accents, 𝐬𝐭𝐲𝐥𝐞𝐝 letters
        words = " ".join(_LETTERS.findall(fold(_NO_WORD.sub(_BETWEEN, without_unseen(text)))))
    return _CONTRACTED.sub(r"\1 not", words)


def _found(text: str, key: str) -> list[str]:
    """The words of stance in the order of the text, Latin ones last; said twice on end, once."""
    plain = key
    if "不" in key or "没" in key or "沒" in key:
        # 「是不是」「可不可以」 ask, they do not deny
        plain = _EITHER.sub(_asked, key)
    found: list[str] = _IN_HAN.findall(plain)
    if _LETTERS.search(key):
        found += _IN_LATIN.findall(_latin(text, key))
    return found


def _asked(either: re.Match[str]) -> str:
    """是不是 is 是; 可不可以 is a word of its own."""
    return either.group() if either[1] == "可" else ""


@lru_cache(maxsize=65536)
def _key(signs: str) -> str:
    poles: dict[str, list[str]] = {}
    for sign in signs:
        family, pole = _POLES[ord(sign) - ord("A")]
        poles.setdefault(family, []).append(pole)
    turned = {name: "".join(found) for name, found in poles.items() if {*found} != {USUAL}}
    return " ".join(sorted(_family(name, found) for name, found in turned.items()))


def _family(name: str, found: str) -> str:
    """One pole said again is no other stance, but every 不 counts."""
    return name + (found[0] if name != _NEGATION and len(set(found)) == 1 else found)


def stance(text: str, key: str | None = None) -> str:
    """The stance of a text as a short key; empty when nothing in it turns away from the usual.

    On each family of `stance_words` the poles are listed in the order of the text, so that
    「将允许改为禁止」 differs from 「将禁止改为允许」 and 「支持甲，支持乙，反对丙」 from
    「支持甲，反对乙，反对丙」. A family with its usual pole only is left out; one turned pole all
    through counts once, but every negation counts. The figures demanded follow, 三十日 as 30日.

    Han characters are read without the punctuation between them, Latin words as words: a copy with
    other punctuation, width, case or unseen characters has the same stance. `key` is `fold(text)`
    where the caller has it.

    Two texts with different stances must not be joined without a person's word. Being an
    equivalence, this also holds between any two members of a cluster.
    """
    key = fold(text) if key is None else key
    found = _found(text, key)
    found += [word for thumb, word in _THUMBS if thumb in text]
    signs = "".join([_SIGNS[word] for word in found])
    poles = _key(signs) if len(signs) <= _CACHED else _key.__wrapped__(signs)
    figures = {f"{value(figure):g}{unit}" for figure, unit in _DEMANDED.findall(key)}
    return " ".join([poles, *sorted(figures)]) if figures else poles
