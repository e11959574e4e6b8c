"""A review report made ready to be read page by page: where each anchor leads, who stands where."""

import hashlib
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

import msgspec

from consult.errors import NotFound
from reports.review import (
    AppendixEntry,
    AppendixGroup,
    AppendixSection,
    ArticleSection,
    ComparisonRow,
    ReviewReport,
)


class Leaf(StrEnum):
    """The pages of a report: one an article, the list of opinions, the comparison."""

    ARTICLE = "articles"
    OPINIONS = "opinions"
    COMPARISON = "comparison"


class Way(msgspec.Struct, frozen=True):
    """Where a link of the report leads: a page, and for an article whose."""

    leaf: Leaf
    article: str = ""


class Told(msgspec.Struct, frozen=True):
    """One comment with the cluster and the article it stands under."""

    section: AppendixSection
    group: AppendixGroup
    entry: AppendixEntry


class Named(msgspec.Struct, frozen=True):
    """What a version calls a cluster, and the anchor of the article it is on."""

    code: str
    name: str
    article: str


class Passage(msgspec.Struct, frozen=True):
    """A text that can be searched: its page and anchor, its title, and itself as it is compared."""

    leaf: Leaf
    anchor: str
    title: str
    text: str
    folded: str


class Book(msgspec.Struct, frozen=True, dict=True):
    """A report and its indexes: `ways` by anchor, `opinions` in the order of the appendix,
    `starts` the first opinion of each anchor there, `clusters` by id and `rows` of the
    comparison by anchor."""

    report: ReviewReport
    ways: dict[str, Way]
    opinions: tuple[Told, ...]
    starts: dict[str, int]
    clusters: dict[int, Named]
    rows: dict[str, ComparisonRow]

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Everything that can be searched: articles, clusters, comments. Made by the first search
        and kept as long as the book."""
        return tuple(
            Passage(leaf, anchor, title, text, folded_text(f"{title}\n{text}"))
            for leaf, anchor, title, text in _texts(self)
        )

    def section(self, anchor: str) -> ArticleSection:
        """The article with this anchor. Raises NotFound."""
        for one in self.report.sections:
            if one.anchor == anchor:
                return one
        raise NotFound("这份报告里没有这一条。请从目录进入。")

    def at(self, address: str) -> ArticleSection | None:
        """The section on an address ("" the draft as a whole), or None."""
        wanted = address or None
        return next((one for one in self.report.sections if one.address == wanted), None)

    def row(self, section: ArticleSection) -> ComparisonRow | None:
        """The article's row of the comparison, or None."""
        return self.rows.get(section.comparison.href) if section.comparison else None

    def label(self, section: ArticleSection, cluster: int) -> str:
        """What a place is called in a list: an article (`cluster` 0), or one of its clusters.
        Raises NotFound when the article has no such cluster."""
        if not cluster:
            return section.title
        named = self.clusters.get(cluster)
        if named is None or named.article != section.anchor:
            raise NotFound("这一版报告里没有这一类意见。请从目录进入。")
        return f"{section.label}\u3000{named.code}\u3000{named.name}"

    def digest(self, section: ArticleSection) -> str:
        """The hash of what a reader finds on the article's page, numbering left aside: a version
        in which nothing of it changed has the same."""
        row = self.row(section)
        said = (
            (section.title, section.paragraphs),
            [
                (
                    (block.verdict.key, block.reason, block.comments),
                    [(v.label, v.size, v.quotation.text, v.proposed) for v in block.clusters],
                )
                for block in section.blocks
            ],
            (row.old, row.new, row.note) if row else (),
        )
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def bound(report: ReviewReport) -> Book:
    """A report with its indexes."""
    opinions = tuple(
        Told(section, group, entry)
        for section in report.appendix
        for group in section.groups
        for entry in group.entries
    )
    return Book(
        report=report,
        ways=_ways(report),
        opinions=opinions,
        starts=_starts(opinions),
        clusters=_clusters(report),
        rows=_rows(report),
    )


def folded_text(text: str) -> str:
    """A text as it is compared: letters of any width and case alike."""
    return unicodedata.normalize("NFKC", text).casefold()


def _texts(book: Book) -> Iterator[tuple[Leaf, str, str, str]]:
    sections = book.report.sections
    for one in sections:
        reasons = (block.reason for block in one.blocks)
        yield Leaf.ARTICLE, one.anchor, one.title, _joined(*one.paragraphs, *reasons)
    for one in sections:
        for view in one.clusters:
            text = _joined(view.label, view.quotation.text, view.proposed)
            yield Leaf.ARTICLE, view.anchor, f"{one.label}\u3000{view.code}", text
    for told in book.opinions:
        title = f"{told.entry.number}\u3000{told.section.label}"
        yield Leaf.OPINIONS, told.entry.anchor, title, _joined(*told.entry.parts)


def _joined(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _ways(report: ReviewReport) -> dict[str, Way]:
    ways: dict[str, Way] = {}
    for listed in report.appendix:
        anchors = [listed.anchor, *(group.anchor for group in listed.groups)]
        anchors += [entry.anchor for group in listed.groups for entry in group.entries]
        ways |= dict.fromkeys(anchors, Way(Leaf.OPINIONS))
    for section in report.sections:
        here = Way(Leaf.ARTICLE, section.anchor)
        ways |= dict.fromkeys([section.anchor, *(view.anchor for view in section.clusters)], here)
    return ways | dict.fromkeys(_rows(report), Way(Leaf.COMPARISON))


def _starts(opinions: tuple[Told, ...]) -> dict[str, int]:
    starts: dict[str, int] = {}
    for at, told in enumerate(opinions):
        for anchor in (told.section.anchor, told.group.anchor, told.entry.anchor):
            starts.setdefault(anchor, at)
    return starts


def _clusters(report: ReviewReport) -> dict[int, Named]:
    named = {
        one.cluster: Named(one.code, one.label, listed.back.href)
        for listed in report.appendix
        for one in listed.groups
    }
    for section in report.sections:
        for view in section.clusters:
            named[view.cluster] = Named(view.code, view.label, section.anchor)
    return {int(key): one for key, one in named.items() if key.isdecimal()}


def _rows(report: ReviewReport) -> dict[str, ComparisonRow]:
    table = report.comparison
    return {
        anchor: row
        for row in (table.rows if table else ())
        for anchor in (row.anchor, *row.anchors)
    }
