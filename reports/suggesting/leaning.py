"""Which way an opinion leans, from its words and what negates them: more or less, allow or forbid,
keep or drop, for or against. Free phrasings of one opinion share the way, not the words."""

import re

from reports.suggesting.amounts import Amount, trend
from reports.suggesting.words import pattern_of

AXES = ("more", "allow", "strict", "exempt", "exist", "support")
"""more: the amount or the time spoken of should grow; strict: the rule should bind harder."""

# A general vocabulary of demands and complaints: axis, sign, words; an indented line goes on.
_VOCABULARY = """
more + 提高 上调 调高 加重 加大 太低 过低 偏低 太轻 过轻 偏轻 太少 过少 偏少 不够重 翻倍 加倍
  往上 起步 重罚 狠罚 多罚 上涨 高一点 高一些 重一点 便宜了 太便宜 挠痒 不痛不痒 不疼不痒 不肉疼
  加码 提升 提至 提到 增至 增到 成本过低 成本太低 等于没罚 不够用 还不够 远远不够 都不多 罚得轻
  罚得太轻 罚轻了 罚少了 没有威慑 威慑力不足 长记性 抬高 涨到 再加 更高 更重 延长 太短 过短 偏短
  太紧 太赶 太急 来不及 赶不及 赶不上 放长 长一点 多给 太快 过快 宽限 延至 延到 推迟 延后 顺延
  往后推 等满 拉长 哪办得完 加长 仓促 太勤 太频繁 过于频繁 缓一缓 太小 偏小 过小 放宽到 增加到
  扩大到 多几天 留足 留够 raise increase higher longer extend extended too_low too_short
  too_little
more - 降低 下调 调低 减轻 减少 太高 过高 偏高 太重 过重 偏重 太狠 太贵 降为 降到 降至 下降 少罚
  轻一点 低一点 低一些 少一点 少收 减半 吃不消 罚得重 罚那么重 罚这么重 罚得太重 罚重了 罚多了
  这么高 那么高 往下 过罚不相当 不相称 不相当 罚得也太狠 罚得太狠 太多 压低 便宜点 门槛高 缩短
  太长 过长 偏长 太久 太宽 压缩 拖得越久 提前 缩到 缩至 短些 短一点 再短 太慢 过慢 少收点
  收得太多 太大 偏大 过大 缩小 缩减 lower reduce reduced decrease shorten shortened cut too_high
  too_much too_long
allow + 允许 准许 放开 开放 解禁 让进 放行 许可 应可以 总可以 也可以 让养 活路 网开一面 松绑 不禁
  为什么不能 怎么就不能 凭什么不能 为啥不能 咋就不能 就不能 为什么不让 凭什么不让 去哪 留个地方
  留块 allow allowed permit permitted
allow - 禁止 严禁 不准 不许 不让 不得 禁 别让 别进 不要来 不要进 杜绝 不能让 谢绝 取缔 关停 查封
  禁行 清退 赶出去 不可以进 ban banned prohibit prohibited forbid
strict + 从严 严格 收紧 一律 统统 坚决 零容忍 守住 坚持 严管 管严 强制 严惩 严查 严打 底线 不能少
  黑名单 顶格 终身 吊销 立即 必须 屡教不改 没有商量 没得商量 担得起 隐患 罚到 违法成本 一纸空文
  动真格 管起来 不能放松 一票否决 必罚 mandatory strict strictly
strict - 放宽 宽松 太严 过严 严苛 苛刻 太死 一刀切 不近人情 讲不讲道理 讲道理 灵活 松一点 人性化
  通融 松口 碍着 惯着 管那么宽 管得宽 管太宽 管这么宽 自愿 自主 自行决定 引导为主 教育为主
  警告为主 先教育 首违 给次机会 改正的机会 何苦 冤 自己选 自己决定 自己说了算 开口子 不合适
  关政府什么事 咋办 太过分 服了 老传统 老习惯 负担 养家糊口 体谅 酌情 变通 因地制宜 刁难 添堵
  不切实际 不现实 行不通 强人所难 多管闲事 小题大做 矫枉过正 怎么活 excessive unfair
exempt + 豁免 除外 例外 免除 免了 免掉 免于 免予 免费 免收 减免 不收费 不收钱 不要钱 政府出
  政府掏 财政出 财政承担 财政负担 财政补 政府补 报销 不作强制 不强制 不用 不必 不需要 无需 补贴
  优惠 exempt free
exempt - 没有例外 没例外 不分 自费 自己掏 谁养谁出 谁用谁出 一个都不能少 不搞特殊
exist + 保留 增加 补充 增设 写进 写入 写上 加上 加一条 加一款 添上 建立 设立 恢复 留着 别动 别改
  照原样 就按 多设 多建 配备 add keep retain
exist - 取消 删除 删去 删掉 去掉 废除 拿掉 划掉 删了 删 撤销 多此一举 没必要 没有必要 多余 拿下
  去除 不必要 砍掉 形式主义 没意义 remove delete drop abolish
support + 支持 赞成 赞同 我同意 完全同意 同意草案 同意限 同意这 同意保留 同意本 拥护 点赞 举双手
  规定得好 写得好 说得好 定得合理 很合理 挺好 终于 总算 早该 很有必要 太好了 好事 欢迎 没意见
  没毛病 叫好 support agree welcome
support - 反对 不同意 不赞成 不支持 不认同 抵制 接受不了 不能接受 不合理 荒唐 离谱 胡闹 拍脑袋
  不妥 欠妥 oppose object disagree absurd unreasonable
"""
_NEGATION = re.compile(
    r"(?:不要再?|不应当?|不应该|不宜|不能|不可|不该|不得|不准|不许|没必要|没有必要|别再?|千万别|莫|勿|不是|并非|"
    r"凭什么|何必|何苦|干嘛|等于|哪能|岂能|不会|没人|not|never|don't|dont|no)[^，。！？；,.!?;\s]{0,4}\Z"
    r"|[不没未]\Z|(?:反对|凭什么|有人说|听说)[^，。！？；,.!?;\s]{0,12}\Z"
)
_REACH = 16
_EITHER = re.compile(r"([\u3400-\u9fff])[不没]\1")  # 能不能 asks, it does not deny


def _signs() -> dict[str, tuple[str, int]]:
    found = {}
    for line in _VOCABULARY.replace("\n  ", " ").strip().splitlines():
        axis, sign, *words = line.split()
        found.update({word.replace("_", " "): (axis, 1 if sign == "+" else -1) for word in words})
    return found


_SIGNS = _signs()


_PATTERN = pattern_of(dict.fromkeys(_SIGNS))


def leaning(text: str, amounts: tuple[Amount, ...] = ()) -> dict[str, int]:
    """+1 or -1 on each axis of AXES on which a text (simplified, lower case) leans one way.

    A word behind a negation or a rhetorical 凭什么 counts the other way round. `amounts` are the
    figures of the text: 由十五日改为三十日 asks for more as plainly as 延长 does.
    """
    text = _EITHER.sub(r"\1", text)
    sums: dict[str, int] = {}
    for found in _PATTERN.finditer(text):
        axis, sign = _SIGNS[found.group()]
        before = text[max(0, found.start() - _REACH) : found.start()]
        sums[axis] = sums.get(axis, 0) + (-sign if _NEGATION.search(before) else sign)
    sums["more"] = sums.get("more", 0) + trend(amounts)
    return {axis: 1 if total > 0 else -1 for axis, total in sums.items() if total}


_BURDEN = {"more": 0, "allow": -2, "strict": 2, "exempt": -2, "exist": 1, "support": 1}


def burden(leans: dict[str, int]) -> int:
    """Whether an opinion wants the rule to bind harder (+1) or to let go (-1), over all axes."""
    total = sum(_BURDEN[axis] * sign for axis, sign in leans.items())
    return (total > 0) - (total < 0)
