"""归档目录: the texts and papers of a round as a list for the archive box, with hashes to check by.

The items are those of 归档文件目录 in DA/T 22 归档文件整理规则: 件号, 责任者, 题名, 日期 in eight
digits, 页数, 备注. 重大行政决策程序暂行条例 art. 33: 归档.
"""

from collections.abc import Iterator

from drafts.model import Draft
from reports.assemble import EDITION_NAMES
from reports.chinese import day, long_date
from reports.document import (
    Align,
    Block,
    Column,
    Document,
    Row,
    Section,
    Table,
    cell,
)
from reports.manifest import DATA
from reports.papers.kinds import Kept, Kind, Source
from reports.papers.wording import body, sayer, section, signed

_COLUMNS = (
    Column("件号", 0.9, Align.CENTRE),
    Column("题名", 3.5),
    Column("责任者", 2.1),
    Column("日期", 1.6),
    Column("页数", 0.9, Align.RIGHT),
    Column("字节数", 1.3, Align.RIGHT),
    Column("SHA-256", 4.7),
    Column("备注", 1.2),
)


def write(source: Source) -> Document:
    """The catalogue of everything kept of a round. What was made after `made_on` is not in it."""
    report = source.report
    return Document(
        kind=Kind.CATALOGUE.value,
        title=(f"《{report.bill}》{report.reading}", "公开征求意见归档目录"),
        note=(f"征求意见时间：{report.period}",),
        sections=(Section("目录", tuple(_blocks(source))),),
        body=report.body,
        made_on=report.made_on,
        edition=report.edition,
        landscape=True,
    )


def _blocks(source: Source) -> Iterator[Block]:
    report = source.report
    texts, papers = _texts(source), _papers(source)
    yield section(1, "文本")
    rows = [_text(number, name, draft) for number, (name, draft) in enumerate(texts, start=1)]
    yield Table(_TEXT_COLUMNS, tuple(rows), name="文本")
    yield section(2, "材料")
    if papers:
        first = len(texts) + 1
        kept = [_paper(number, one, report.body) for number, one in enumerate(papers, start=first)]
        yield Table(_COLUMNS, tuple(kept), name="材料")
        pages = sum(one.pages for one in papers)
        yield from body(f"材料共{len(papers)}件，{pages}页，{sum(o.size for o in papers)}字节。")
    else:
        yield from body(f"截至{long_date(report.made_on)}，这次征求意见还没有生成材料。")
    yield section(3, "数据和操作记录")
    yield Table(_DATA_COLUMNS, tuple(_data(source)), name="数据和操作记录")
    yield from body(sayer(source.office)("catalogue.verifying"))
    yield from signed(report.body, report.made_on, source.office)


_TEXT_COLUMNS = (
    Column("件号", 0.9, Align.CENTRE),
    Column("题名", 3.8),
    Column("文本", 2.1),
    Column("条数", 0.9, Align.RIGHT),
    Column("字数", 1.4, Align.RIGHT),
    Column("SHA-256（文本，UTF-8）", 8),
)
_TEXTS = ("draft", "following")
"""The parts of a manifest that the list of texts has already."""
_DATA_COLUMNS = (Column("内容", 2), Column("数量", 2), Column("SHA-256", 8))


def _texts(source: Source) -> list[tuple[str, Draft]]:
    """The texts the round is about: the law in force, the draft, the one after it."""
    material = source.material
    known = (
        ("现行法规", material.law),
        ("征求意见文本", material.draft),
        ("下一审次文本", material.next_draft),
    )
    return [(name, draft) for name, draft in known if draft is not None]


def _text(number: int, name: str, draft: Draft) -> Row:
    articles = sum(1 for _ in draft.articles())
    return Row(
        (number, cell(draft.title), cell(name), articles, len(draft.source), cell(draft.sha256))
    )


def _papers(source: Source) -> list[Kept]:
    """By kind in the order of `Kind`, then edition, then the time they were made."""
    order = {kind: at for at, kind in enumerate(Kind)}
    return sorted(
        source.kept,
        key=lambda one: (order[one.kind], str(one.edition or ""), one.made_at, one.sha256),
    )


def _paper(number: int, one: Kept, body_name: str) -> Row:
    edition = EDITION_NAMES[one.edition] if one.edition else ""
    return Row(
        (
            number,
            cell(one.title, one.filename),
            cell(body_name),
            cell(f"{day(one.made_at):%Y%m%d}"),
            one.pages or cell("—"),
            one.size,
            cell(one.sha256),
            cell(edition),
        )
    )


def _data(source: Source) -> Iterator[Row]:
    """What the papers were made from, hashed as the manifest of the review report has it."""
    figures, manifest = source.report.figures, source.report.manifest
    counts = {
        "comments": f"{figures.submissions}件、{figures.comments}条",
        "clusters": f"{figures.clusters}类",
        "dispositions": f"{figures.decided_clusters}类已办",
    }
    for key, name in DATA.items():
        if key not in _TEXTS and (digest := getattr(manifest, key)):
            words = "链尾" if key == "audit_head" else counts.get(key, "")
            yield Row((cell(name), cell(words), cell(digest)))
