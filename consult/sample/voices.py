"""How people put it: what stands before and after the point itself, by channel.

Everything added is neutral: it says nothing for or against, so that it suits every opinion.
"""

import random
import re

_OPENINGS = {
    "web": ("您好，", "看了草案，提一点意见。", "说一句：", "仔细读了一遍，", "留个言："),
    "wechat": (
        "看到推送来留言，",
        "顶一下，",
        "说说我的看法：",
        "转给邻居都看了，",
        "终于有地方说了，",
    ),
    "email": (
        "您好：\n",
        "法工委的同志，您好。\n",
        "尊敬的工作人员：\n　　您好！",
    ),
    "letter": (
        "市人大常委会：\n　　",
        "法制工作委员会的同志：\n　　",
        "尊敬的各位委员：\n　　",
        "你们好。\n　　",
    ),
    "hotline": ("来电人表示：", "市民来电反映：", "来电人提出：", "来电人称："),
    "contact-point": (
        "（橘园社区联系点）居民提出：",
        "（松岭镇联系点）座谈发言：",
        "（云麓区律师协会联系点）整理：",
        "（柳湾街道联系点）入户走访记录：",
    ),
}
_CLOSINGS = {
    "web": ("谢谢。", "请认真考虑。", "希望采纳。", "辛苦了！"),
    "wechat": ("🙏", "😊", "就说这么多～", "🐶"),
    "email": ("\n顺颂工作顺利。", "\n谢谢阅读。", "\n盼复。", "\n此致\n敬礼"),
    "letter": ("\n　　此致\n敬礼", "\n　　以上意见供参考。", "\n　　望采纳。"),
    "hotline": ("来电人希望得到答复。", "来电人不要求回复。", "（已记录）"),
    "contact-point": ("", "在场的人多数赞成。", "（现场记录整理）"),
}
_OPENED = {
    "web": 0.12,
    "wechat": 0.2,
    "email": 0.6,
    "letter": 0.85,
    "hotline": 0.75,
    "contact-point": 0.85,
}
_CLOSED = {
    "web": 0.1,
    "wechat": 0.25,
    "email": 0.45,
    "letter": 0.7,
    "hotline": 0.25,
    "contact-point": 0.2,
}
_SITUATIONS = (
    "本人在锦溪区住了二十多年。",
    "本人从事社区工作。",
    "本人是退休职工。",
    "本人是外来务工人员，在云川第六年。",
    "本人在物业公司上班。",
    "本人是大学生，学法律的。",
    "家里有老人也有小孩。",
    "说句公道话，",
    "站在老百姓的角度，",
)
_OTHER_WORDS = (
    ("建议", "希望"),
    ("建议", "我建议"),
    ("应当", "应该"),
    ("太短", "过短"),
    ("删去", "删掉"),
    ("怎么办", "该怎么办"),
    ("不合理", "很不合理"),
    ("支持", "非常支持"),
    ("犬只", "狗"),
    ("取消", "取消掉"),
    ("全部", "全都"),
    ("一律", "统统"),
    ("没有必要", "实在没必要"),
    ("邻居", "街坊"),
    ("太重", "过重"),
    ("太松", "过松"),
    ("为什么", "凭什么"),
)
_ADDED = (
    "我们一家人都是这个意见。",
    "楼上楼下的邻居也这么看。",
    "这一点很多人都提到了。",
    "请务必改过来。",
    "说得不对请指正。",
    "我身边好几个朋友也有同感。",
)
_ENDS = ("！", "", "……", "！！")
_NOISE = ("\u200b", "\u200d", "\ufeff", "\u2060")


def put(rng: random.Random, channel: str, says: str) -> str:
    """The point as it arrives by a channel, perhaps with a word before and after."""
    opening = rng.choice(_OPENINGS[channel]) if rng.random() < _OPENED[channel] else ""
    closing = rng.choice(_CLOSINGS[channel]) if rng.random() < _CLOSED[channel] else ""
    situation = ""
    if channel in {"letter", "email"} and rng.random() < 0.3 and _impersonal(says):
        situation = rng.choice(_SITUATIONS)
    return opening + situation + says + closing


def _impersonal(says: str) -> bool:
    """Whether nothing in the words tells who is speaking."""
    return not re.search("[我咱家]|本人|你", says)


def reword(rng: random.Random, says: str) -> str:
    """The same point in slightly other words; sentences quoting the draft keep theirs."""
    if "“" not in says:
        here = [pair for pair in _OTHER_WORDS if pair[0] in says]
        for old, new in rng.sample(here, min(len(here), rng.randint(1, 2))):
            says = says.replace(old, new, 1)
    if len(says) > 60 and rng.random() < 0.25:
        return says + rng.choice(_ADDED)
    if says.endswith("。") and rng.random() < 0.5:
        return says[:-1] + rng.choice(_ENDS)
    return says


def with_noise(rng: random.Random, says: str) -> str:
    """The same words with unseen characters strewn in, as copied from some apps."""
    return "".join(
        char + (rng.choice(_NOISE) if rng.random() < 0.3 else "") for char in says
    ) + rng.choice(_NOISE)
