"""The fixed sentences of the papers by name, and an office's own wording in their place.

A sentence may hold {placeholders}; an office's may hold those of ours and no other, each as often
as it likes or not at all. docs/office.md lists them all.
"""

from collections.abc import Callable, Mapping
from string import Formatter

from reports.office import Office
from reports.review import ReviewReport

TEXTS: dict[str, str] = {
    "cover.internal": "内部版",
    "cover.public": "公开版",
    "cover.issuer": "{body}",
    "heading.overview": "一、总体情况",
    "heading.articles": "二、逐条意见及处理情况",
    "heading.comparison": "三、草案修改前后对照表",
    "heading.annex": "{annex}　全部意见",
    "heading.notes": "编制说明",
    "overview.opening": "{body}于{period}就《{bill}》{reading}向社会公开征求意见",
    "overview.interim": (
        "截至{today}，征求意见尚未结束，本报告是阶段性报告，数字以结束后的报告为准。到目前为止"
    ),
    "overview.counts": (
        "共收到{people}人提交的来件{submissions}件、意见{comments}条。"
        "经逐条登记、归并，形成同类意见{clusters}类，涉及{articles}条条文。"
    ),
    "overview.decided": (
        "截至{today}，已对{decided_clusters}类、{decided_comments}条意见提出处理意见，"
        "占意见总数的{share}。"
    ),
    "overview.undecided": "各类意见均待处理。",
    "overview.silent": "没有收到意见的条文：{articles}。",
    "overview.closing": "",
    "articles.reason": "处理理由：",
    "articles.explanation": "处理说明：",
    "annex.opening": (
        "按条文顺序、同类意见大小和意见编号排列，每条意见列一次。"
        "下划线文字是该条意见比代表意见多出的内容。"
    ),
    "notes.counting": (
        "“人”是不同的提出人，“件”是来件，“条”是针对某一条文的一项意见，“类”是文字相近、"
        "归并在一起的意见。一件来件可以有多条意见；重复的意见归并但不删除，每条都计数。"
    ),
    "notes.quoting": (
        "每类意见引用的代表意见是同类中与其他各条最接近的一条，文字照录，没有改写；"
        "其余各类和单独提出的意见，逐条意见一章引用时略去称呼、问候和来电记录用语，全文见{annex}。"
    ),
    "notes.public": (
        "本报告为公开版：意见正文中的手机号、固定电话、身份证号、银行卡号、电子邮箱和车牌号"
        "按格式识别并隐去，隐去处有标记；提出人同意具名的才署名。除此之外与内部版相同。"
    ),
    "notes.internal": (
        "本报告为内部版，含有提出人姓名，不得对外提供。公开版只隐去个人信息，其他内容相同。"
    ),
    "notes.marks": (
        "处理情况的标记：● 采纳，◐ 部分采纳，○ 未采纳，▣ 已有规定，◇ 另行研究，□ 待处理。"
    ),
    "notes.thanks": "",
    "notes.characters": "来件中有些字符无法印出，括号内为在本报告中出现的次数。",
    "notes.manifest": (
        "下列校验值（SHA-256）由生成报告所用的数据算出，同样的数据得到同样的报告，一个字节也不差；"
        "用 consult verify 可以核对。数据另附于文件内：opinions.csv、report.json、manifest.json。"
    ),
    "review.title": "关于《{bill}》\n{reading}公开征求意见{interim}情况的报告",
}
"""The sentences of the review report; the title is broken in lines by meaning."""


def placeholders(sentence: str) -> frozenset[str]:
    """The names between braces. Raises ValueError when the braces do not close, or when more than
    a name stands between them."""
    found = set()
    for _, name, form, conversion in Formatter().parse(sentence):
        if name is not None:
            if form or conversion or not name.isidentifier():
                raise ValueError(name)
            found.add(name)
    return frozenset(found)


def speaker(texts: Mapping[str, str], ours: Mapping[str, str] = TEXTS) -> Callable[..., str]:
    """A function `text(name, **values)` that says a sentence: the office's own where it has one.

    It raises KeyError for a name that is no sentence's, and for a placeholder without a value.
    """

    def text(name: str, **values: object) -> str:
        sentence = ours[name]
        return texts.get(name, sentence).format_map(values)

    return text


def title(report: ReviewReport, office: Office) -> tuple[str, ...]:
    """The lines of the report's title in the office's wording."""
    own = office.texts.get("review.title")
    if own is None:
        return report.title
    said = own.format(
        bill=report.bill,
        reading=report.reading,
        interim="阶段性" if report.ongoing else "",
    )
    return tuple(line for line in said.splitlines() if line.strip())
