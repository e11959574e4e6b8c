"""委员审议参阅: two facing pages for each disputed article, the most disputed first.

For members who have an evening: on the left the article and what changed in it, on the right the
reasons people give for and against it in their own sentences, the numbers, and what the office
proposes. What is disputed is measured (`reports.papers.disputes`); which sentences stand here is
decided by what they add (`reports.papers.arguments`). 立法法 (2023) arts. 36 and 58: important
different opinions, and how they were dealt with, are put before those who decide.
"""

from collections.abc import Sequence

from reports.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    said,
)
from reports.papers.disputes import Dispute, disputes
from reports.papers.kinds import Kind, Source
from reports.papers.spread import anchor, spread
from reports.quoting import Voice

MOST = 12
"""How many articles the paper holds."""
_RULE = (
    "分歧大小按数据计算：支持现条文与要求修改、增加、删除两方面意见中较少一方的条数，加上采纳（含部分采纳）"
    "与未采纳两类中较少一类的条数；相同的，意见多的在前。",
    "支持与不支持按提出人所选的意见类型归列；同类意见中以所选较多的为准，未选或者两边一样多的，按代表意见的用语归列。",
    "所列理由均为意见原句，按说明理由和不重复选取，不按人数多少选取；句末为意见编号，“……”表示原文前后还有文字。",
    "每条的左页为条文和修改情况，右页为各方理由和处理意见；篇幅不足的部分予以省略并注明出处。",
)


def write(source: Source, most: int = MOST) -> Document:
    """The reader's pack of a round: a page of contents, then two pages an article, at most
    `most` of them. Where opinions part on no article it says so."""
    contested, where = disputes(source)
    shown = contested[:most]
    voice = Voice(source.report.edition)
    sections = [Section("争议条文", tuple(_front(source, contested, shown)))]
    for number, one in enumerate(shown, start=1):
        sections += spread(number, one, source, where, voice)
    sections.append(Section("编制说明", (Heading(1, "编制说明"), *map(_body, _RULE))))
    report = source.report
    return Document(
        kind=Kind.READER.value,
        title=(f"《{report.bill}》（{report.reading}）", "委员审议参阅"),
        sections=tuple(sections),
        body=report.body,
        made_on=report.made_on,
        edition=report.edition,
        note=(f"征求意见时间：{report.period}　{report.edition_name}",),
    )


def _front(source: Source, contested: Sequence[Dispute], shown: Sequence[Dispute]) -> list[Block]:
    figures = source.report.figures
    came = (
        f"这次征求意见共收到{figures.people}人提出的意见{figures.submissions}件、{figures.comments}条，"
        f"涉及{figures.articles}条条文。"
    )
    if not shown:
        return [_body(came + "按照所附规则，没有意见分歧的条文。")]
    which = "全部" if len(shown) == len(contested) else f"分歧最大的{len(shown)}条"
    split = f"其中{len(contested)}条的意见有分歧，下面列出{which}，每条两页。"
    return [_body(came + split), _index(shown)]


def _index(shown: Sequence[Dispute]) -> Table:
    heads = ("序号", "条文", "意见", "支持", "改动", "其他", "采纳", "未采纳")
    widths = (1.0, 4.6, 1.1, 1.1, 1.1, 1.1, 1.1, 1.3)
    rows = [
        Row(
            (
                number,
                (said(one.section.title, link=anchor(number)),),
                one.section.comments,
                *(camp.comments for camp in one.camps),
                one.taken,
                one.refused,
            )
        )
        for number, one in enumerate(shown, start=1)
    ]
    columns = tuple(
        Column(head, width, Align.LEFT if head == "条文" else Align.RIGHT)
        for head, width in zip(heads, widths, strict=True)
    )
    caption = "意见有分歧的条文（单位：条意见；采纳含部分采纳）"
    return Table(columns, tuple(rows), caption=caption, name="争议条文")


def _body(text: str) -> Paragraph:
    return Paragraph(said(text))
