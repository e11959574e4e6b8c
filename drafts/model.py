"""The shapes every part of the house shares when it speaks of a draft's text."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

import msgspec


class Kind(StrEnum):
    """What a unit of a draft is. 编章节条款项目 are 立法法 (2023) art. 65."""

    TITLE = "title"
    NOTE = "note"
    TOC = "toc"
    PREAMBLE = "preamble"
    PART = "part"
    SUBPART = "subpart"
    CHAPTER = "chapter"
    SECTION = "section"
    HEADING = "heading"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    TABLE = "table"
    ANNEX = "annex"
    SIGNATURE = "signature"
    TEXT = "text"


class Unit(msgspec.Struct, frozen=True):
    """One node of a draft: a span of the source and what it says.

    `start` and `end` are code-point offsets into the decoded source. Top-level units tile the
    source; children lie inside their parent, in order. `number` is (n, inserted): 第十二条之一
    is (12, 1). `text` is for reading: the unit's own words without number, caption and blanks.
    """

    kind: Kind
    address: str
    start: int
    end: int
    label: str | None = None
    number: tuple[int, int] | None = None
    heading: str | None = None
    caption: str | None = None
    text: str = ""
    children: tuple["Unit", ...] = ()

    def walk(self) -> Iterator["Unit"]:
        """This unit, then everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


class Finding(msgspec.Struct, frozen=True):
    """A doubtful decision: which rule, at which code point, in one plain sentence."""

    rule: str
    start: int
    message: str


class Draft(msgspec.Struct, frozen=True, dict=True):
    """One text version of a bill, split. `source` is the text the offsets speak of."""

    title: str
    source: str
    sha256: str
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...] = ()

    def walk(self) -> Iterator[Unit]:
        """Every unit of the draft, in the order of the text."""
        for unit in self.units:
            yield from unit.walk()

    def articles(self) -> Iterator[Unit]:
        """The articles (条) of the body and the annexes, in the order of the text."""
        return (unit for unit in self.walk() if unit.kind is Kind.ARTICLE)

    def find(self, address: str) -> Unit | None:
        """The unit at an address such as `art_12__para_2`, or None."""
        return self._at.get(address)

    @cached_property
    def _at(self) -> dict[str, Unit]:
        found: dict[str, Unit] = {}
        for unit in self.walk():
            found.setdefault(unit.address, unit)
        return found

    @cached_property
    def gathering(self) -> dict[str, Unit]:
        """For each address the article, or else the annex, that gathers its comments."""
        annexes = (unit for unit in self.walk() if unit.kind is Kind.ANNEX)
        return {
            unit.address: place for place in (*annexes, *self.articles()) for unit in place.walk()
        }


class Change(StrEnum):
    """What happened to an article between two drafts."""

    SAME = "same"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"


class LinkStatus(StrEnum):
    """Whether a link between two articles may be followed without a person's word."""

    AUTOMATIC = "automatic"
    PROPOSED = "proposed"


class Link(msgspec.Struct, frozen=True):
    """Two articles, by address, that are one across two drafts; None where there is no partner.

    `score` (0…1) is how much of the words speaks for the link; 1.0 for added and removed.
    """

    old: str | None
    new: str | None
    change: Change
    score: float
    status: LinkStatus


class Op(StrEnum):
    """One step of a diff: kept, deleted, inserted."""

    KEEP = "="
    DELETE = "-"
    INSERT = "+"


class Row(msgspec.Struct, frozen=True):
    """One row of a comparison: an old article, a new one, or both, and how the words changed.

    Joining the texts of `=` and `-` ops spells the old article, `=` and `+` the new one.
    `score` is 0…1.
    """

    old: str | None
    new: str | None
    change: Change
    score: float
    status: LinkStatus
    ops: tuple[tuple[Op, str], ...] = ()
