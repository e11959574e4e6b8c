"""Papers for the tests of renderings: one that holds every kind of block, and arbitrary ones."""

import datetime as dt

from hypothesis import strategies as st

from reports.document import (
    Align,
    Column,
    Document,
    Heading,
    Mark,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Style,
    Table,
    cell,
    said,
)
from reports.model import Edition
from reports.review import VERDICTS

MADE_ON = dt.date(2026, 4, 20)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="40pt" viewBox="0 0 200 40">'
    '<rect x="0" y="5" width="120" height="14" fill="#1f4e79"/>'
    '<text x="126" y="16" font-family="Noto Sans CJK SC" font-size="9">网页 12条</text></svg>'
)
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "'=1",
    "https://a.cn",
)
"""What a spreadsheet might run, or a program turn into a link."""

TABLE = Table(
    columns=(
        Column("序号", 1, Align.CENTRE),
        Column("条文", 2),
        Column("意见", 6),
        Column("条数", 1, Align.RIGHT),
    ),
    rows=(
        Row((cell("第一章　总则"),), spanning=True, anchor="chapter-1"),
        Row(
            (
                1,
                cell("第三条"),
                (
                    (Run("期限为"), Run("三十日", Mark.DELETED), Run("十五日", Mark.INSERTED)),
                    said("○未采纳", verdict="not-adopted"),
                ),
                12,
            ),
            anchor="row-1",
        ),
        Row((2, cell("第四条"), (said("见总体情况", link="part-1"),), 3)),
        Row((cell("合计"), (), (), 15), total=True),
    ),
    caption="表一　意见汇总",
    name="意见汇总",
)

PAPER = Document(
    kind="summary",
    title=("关于《云川市养犬管理条例（草案）》", "征求意见汇总表"),
    body="云川市人民代表大会常务委员会法制工作委员会",
    made_on=MADE_ON,
    edition=Edition.PUBLIC,
    note=("征求意见时间：2026年3月2日至4月1日", "公开版"),
    cover=True,
    sections=(
        Section(
            "总体情况",
            (
                Heading(1, "一、总体情况", "part-1"),
                Paragraph(said("各位委员："), Style.ADDRESS),
                Paragraph(
                    (
                        Run("共收到意见15条，"),
                        Run("采纳3条", Mark.STRONG, verdict="adopted"),
                        Run("，见"),
                        Run("汇总表", link="row-1"),
                        Run("。"),
                    )
                ),
                Heading(2, "（一）来源", "sources"),
                Picture(SVG, "意见来源：网页12条。", "图一　意见来源"),
                Heading(3, "1. 条文"),
                Paragraph(said("第三条　养犬应当登记。\n登记每年一次。"), Style.LAW, "law"),
                Paragraph(said("我建议缩短期限。"), Style.QUOTE),
                Paragraph(said("处理理由："), Style.LEAD),
                Paragraph(said("注：数字按条计算。", Mark.QUIET), Style.SMALL),
                Paragraph(said("法制工作委员会\n2026年4月20日"), Style.SIGNATURE),
            ),
        ),
        Section("汇总表", (Heading(1, "二、汇总表", "part-2"), TABLE)),
    ),
)

_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30),
    st.sampled_from(
        ["养犬应当登记。", "<b>&amp;\"'", "{{ 7 }}", "_x0041_", "a\nb", "  两端  ", *HOSTILE]
    ),
)
_RUN = st.builds(
    Run,
    _TEXT,
    st.sampled_from(Mark),
    st.sampled_from(["", "", "here"]),
    st.sampled_from(["", *(verdict.key for verdict in VERDICTS)]),
)
_RUNS = st.lists(_RUN, max_size=3).map(tuple)
_PARAGRAPH = st.builds(Paragraph, _RUNS, st.sampled_from(Style))
_HEADING = st.builds(Heading, st.integers(1, 3), _TEXT)
_CELL = st.lists(_RUNS, max_size=2).map(tuple) | st.integers(-(10**6), 10**9)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any table."""
    columns = tuple(
        draw(
            st.lists(
                st.builds(Column, _TEXT, st.floats(0.5, 9), st.sampled_from(Align)),
                min_size=1,
                max_size=4,
            )
        )
    )
    rows = st.lists(_CELL, min_size=len(columns), max_size=len(columns)).map(tuple)
    spanning = st.builds(Row, st.tuples(_CELL), spanning=st.just(True))
    plain = st.builds(Row, rows, total=st.booleans())
    return Table(columns, tuple(draw(st.lists(plain | spanning, max_size=5))), draw(_TEXT))


@st.composite
def papers(draw: st.DrawFn) -> Document:
    """Any paper that has a table; its links lead to its first heading."""
    blocks = draw(st.lists(_PARAGRAPH | _HEADING | tables(), max_size=5))
    return Document(
        kind="summary",
        title=tuple(draw(st.lists(_TEXT, min_size=1, max_size=2))),
        sections=(
            Section("一", (Heading(1, "一、总则", "here"), *blocks)),
            Section("二", (draw(tables()),)),
        ),
        body="云川市人大常委会",
        made_on=MADE_ON,
        edition=draw(st.sampled_from(Edition)),
        note=tuple(draw(st.lists(_TEXT, max_size=1))),
        cover=draw(st.booleans()),
        landscape=draw(st.booleans()),
    )
