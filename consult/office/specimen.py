"""A tiny invented round with one of everything a report can show, and papers with one of every
block, to try templates on."""

import datetime as dt

from msgspec.structs import replace

from consult.lifecycle import SHANGHAI
from drafts.diff import compare
from drafts.splitter import split
from reports.document import (
    Align,
    Column,
    Document,
    Heading,
    Paragraph,
    Picture,
    Row,
    Section,
    Style,
    Table,
    cell,
    said,
)
from reports.model import (
    Cluster,
    Comment,
    CommentKind,
    Disposition,
    Edition,
    Material,
    Member,
    Outcome,
    RoundFacts,
)

MADE_ON = dt.date(2026, 4, 20)
DURING = dt.date(2026, 3, 20)
_DRAFT = """样例条例（草案）

第一条　为了试排版式，制定本条例。

第二条　样例应当齐全。

第三条　本条例自公布之日起施行。
"""
_TEXTS = (
    ("art_1", "目的写得太简单，建议补充。", CommentKind.AMEND),
    ("art_1", "目的写得太简单，建议补充。另外建议写明适用范围。", CommentKind.AMEND),
    ("art_2", "齐全的标准是什么？", CommentKind.QUESTION),
    ("art_2", "建议删去本条。", CommentKind.DELETE),
    (None, "总体赞成。", CommentKind.SUPPORT),
    ("art_3", "施行日期建议推后。", CommentKind.AMEND),
)
_GROUPS = ((1, 2), (3,), (4,), (5,), (6,))
_OUTCOMES = {
    "k1": Disposition(Outcome.ADOPTED, "已经补充。"),
    "k2": Disposition(Outcome.PARTLY, "部分写明。"),
    "k3": Disposition(Outcome.NOT_ADOPTED, "本条有必要保留。"),
    "k4": Disposition(Outcome.STUDY, "另行研究。"),
}


def material() -> Material:
    """The round: three articles, six comments, every way to decide on them, a next draft."""
    draft, following = split(_DRAFT), split(_DRAFT.replace("应当齐全", "应当齐全、准确"))
    comments = tuple(_comment(number, *said) for number, said in enumerate(_TEXTS, start=1))
    return Material(
        facts=RoundFacts(
            bill="样例条例",
            draft=draft.title,
            reading=1,
            body="样例市人大常委会",
            opens=dt.datetime(2026, 3, 1, tzinfo=SHANGHAI),
            closes=dt.datetime(2026, 4, 1, tzinfo=SHANGHAI),
            slug="sample",
        ),
        draft=draft,
        comments=comments,
        clusters=tuple(_cluster(at, numbers, comments) for at, numbers in enumerate(_GROUPS, 1)),
        dispositions=_OUTCOMES,
        next_draft=following,
        changes=compare(draft, following),
        audit_head="0" * 64,
    )


def _comment(number: int, article: str | None, text: str, kind: CommentKind) -> Comment:
    return Comment(
        id=f"c{number}",
        text=text,
        article=article,
        address=article,
        number=f"1-{number:04d}",
        kind=kind,
        received=dt.datetime(2026, 3, 2 + number, 9, tzinfo=SHANGHAI),
        submission=f"s{number}",
        person=f"p{number}",
    )


def _cluster(at: int, numbers: tuple[int, ...], comments: tuple[Comment, ...]) -> Cluster:
    of = [comments[number - 1] for number in numbers]
    members = tuple(
        Member(one.id, 100.0, unique=one.text if one is not of[0] else "") for one in of
    )
    return Cluster(f"k{at}", of[0].article, of[0].id, of[0].id, of[0].text, members)


def papers() -> tuple[Document, ...]:
    """Two papers with one of every block: with a cover, and without one on wide pages."""
    table = Table(
        (Column("条款"), Column("条数", align=Align.RIGHT)),
        (
            Row((cell("总则"),), anchor="t-1", spanning=True),
            Row(((said("第一条", link="t-1"),), 2)),
            Row((cell("合计"), 2), total=True),
        ),
        caption="样例表",
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    blocks = (
        Heading(1, "一、样例"),
        Paragraph(said("第一段")),
        table,
        Picture(svg, "样例图"),
        Paragraph(said("样例机关"), Style.SIGNATURE),
    )
    plain = Document(
        kind="results",
        title=("样例", "通报"),
        sections=(Section("样例", blocks),),
        body="样例市人大常委会",
        made_on=MADE_ON,
        edition=Edition.PUBLIC,
        note=("样例",),
        landscape=True,
    )
    return plain, replace(plain, cover=True, landscape=False)
