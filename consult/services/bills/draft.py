"""Drafts: load a text as a reading of a bill, show it, compare it with the reading before."""

import datetime as dt
from collections import Counter
from functools import cached_property

import msgspec

from consult.errors import NotFound
from consult.services.bills import alignment, amended, citation, plain_note
from consult.services.bills.amended import AmendedRow, AmendedView
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.bills.citation import Pieces, Steps
from consult.services.bills.loading import LoadedDraft, load_draft
from consult.services.bills.plain_note import Note
from consult.services.public import short
from consult.services.public.opinion import (
    ArticleCount,
    OpinionView,
    counts_by_article,
    opinions_of,
)
from consult.services.records import find
from consult.services.submissions import target
from drafts import model
from drafts.address import label
from drafts.annexes import annexes
from drafts.model import Change, Row, Unit

__all__ = [
    "AmendmentPage",
    "ArticlePage",
    "Comparison",
    "DraftPage",
    "Earlier",
    "LoadedDraft",
    "OpinionsPage",
    "compare",
    "load_draft",
    "show_amendment",
    "show_article",
    "show_draft",
    "show_opinions",
]


class Sums(msgspec.Struct, frozen=True):
    """How many articles a comparison finds changed, added, gone and as they were."""

    changed: int
    added: int
    gone: int
    kept: int


class DraftPage(msgspec.Struct, frozen=True, dict=True):
    """A draft with what belongs beside it. `changes` is keyed by this draft's addresses, `cites`
    by those of its provisions that cite another; `gone` has the articles of the reading before that
    stood right before an article of this one and are gone; "" is the end. `amended` is what a
    decision changes in the law in force, where the draft is made of these. `marked` are the steps
    of `changes`, and `marked_against` those of `amended`, of the articles that cite, their
    citations as links. `notes` are the plain-language notes by article, `code` is
    that of the short address."""

    bill: BillCard
    view: ReadingView
    code: str
    draft: model.Draft
    counts: dict[str, ArticleCount]
    previous: int | None
    next: int | None
    changes: dict[str, Row]
    gone: dict[str, tuple[Row, ...]]
    labels_before: dict[str, str]
    cites: Pieces
    amended: AmendedView | None
    marked: dict[str, Steps]
    marked_against: dict[str, Steps]
    notes: dict[str, Note]

    @cached_property
    def most(self) -> int:
        """The most comments on one article or annex; the draft as a whole is none of them."""
        return max((one.comments for at, one in self.counts.items() if at), default=0)

    @property
    def sums(self) -> Sums:
        """How many articles changed since the reading before."""
        rows = [self.changes.get(one.address) for one in self.draft.articles()]
        kinds = Counter(row.change for row in rows if row)
        added, kept = kinds[Change.ADDED], kinds[Change.SAME] + kinds[Change.RENUMBERED]
        gone = sum(map(len, self.gone.values()))
        return Sums(kinds.total() - added - kept, added, gone, kept)


class Comparison(msgspec.Struct, frozen=True):
    """Two drafts of a bill, row by row."""

    bill: BillCard
    old_reading: int
    new_reading: int
    rows: tuple[Row, ...]
    old: model.Draft
    new: model.Draft


class AmendmentPage(msgspec.Struct, frozen=True):
    """A law in force and its consolidated text side by side."""

    bill: BillCard
    view: ReadingView
    amended: AmendedView


class Earlier(msgspec.Struct, frozen=True):
    """What was said about this article in an earlier reading, and what became of it."""

    reading: int
    address: str
    label: str
    opinions: tuple[OpinionView, ...]


class ArticlePage(msgspec.Struct, frozen=True):
    """One article, the opinions on it, where it came from and what became of it; `amended` is
    what a decision changes in it, () where the draft was loaded whole."""

    bill: BillCard
    view: ReadingView
    code: str | None
    unit: Unit
    count: ArticleCount
    opinions: tuple[OpinionView, ...]
    before: Row | None
    before_label: str
    after: Row | None
    after_label: str
    earlier: tuple[Earlier, ...]
    cites: Pieces
    amended: tuple[AmendedRow, ...]
    note: Note | None


class OpinionsPage(msgspec.Struct, frozen=True):
    """The opinions on a draft as a whole."""

    bill: BillCard
    view: ReadingView
    count: ArticleCount
    opinions: tuple[OpinionView, ...]


async def show_draft(slug: str, reading: int, now: dt.datetime) -> DraftPage:
    """A draft by article, with its opinions' numbers and what changed. Raises NotFound."""
    card = await show_bill(slug, now)
    row = await find.draft_row(slug, reading)
    before = await alignment.with_previous(row)
    old = before.old if before else None
    tree = await find.tree(row)
    changes = {r.new: r for r in (*before.rows, *before.annexes) if r.new} if before else {}
    against = await amended.view(row)
    sole = {at: rows[0].row for at, rows in against.of.items() if rows} if against else {}
    return DraftPage(
        bill=card,
        view=_view(card, reading),
        code=short.bill_code(row["bill"]),
        draft=tree,
        counts=await counts_by_article(row["id"]),
        previous=reading - 1 if card.at(reading - 1) else None,
        next=reading + 1 if card.at(reading + 1) else None,
        changes=changes,
        gone=_gone(before.rows) if before else {},
        labels_before={
            one.address: one.label or label(one.address) for one in (*old.articles(), *annexes(old))
        }
        if old
        else {},
        cites=citation.pieces_of(tree),
        amended=against,
        marked=citation.steps_of(tree, changes),
        marked_against=citation.steps_of(tree, sole),
        notes=await plain_note.notes_at(row["bill"], reading),
    )


def _gone(rows: tuple[Row, ...]) -> dict[str, tuple[Row, ...]]:
    """The removed articles by the article that now stands where they stood."""
    found: dict[str, tuple[Row, ...]] = {}
    following = ""
    for row in reversed(rows):
        if row.new:
            following = row.new
        else:
            found[following] = (row, *found.get(following, ()))
    return found


async def show_amendment(slug: str, reading: int, now: dt.datetime) -> AmendmentPage:
    """A law in force beside what a decision makes of it. Raises NotFound for a draft that was
    loaded whole."""
    card = await show_bill(slug, now)
    row = await find.draft_row(slug, reading)
    view = await amended.view(row)
    if view is None:
        raise NotFound("第{n}次审议的文本不是由修改决定合并而成的。", n=reading)
    return AmendmentPage(card, _view(card, reading), view)


async def compare(slug: str, reading: int, now: dt.datetime) -> Comparison:
    """A reading against the one before it. Raises NotFound when there is none."""
    row = await find.draft_row(slug, reading)
    pair = await alignment.with_previous(row)
    if pair is None:
        raise NotFound("第{n}次审议之前没有可以对照的文本。", n=reading)
    return Comparison(
        await show_bill(slug, now),
        reading - 1,
        reading,
        (*pair.rows, *pair.annexes),
        pair.old,
        pair.new,
    )


async def show_article(
    slug: str, reading: int, address: str, now: dt.datetime, mark: str | None = None
) -> ArticlePage:
    """The article that holds `address`, with the words at `mark` of that provision marked.
    Raises NotFound."""
    card = await show_bill(slug, now)
    row = await find.draft_row(slug, reading)
    tree = await find.tree(row)
    unit = find.article_of(tree, address)
    if unit is None:
        raise NotFound("这一稿里没有这一条：{address}。", address=address)
    before = await alignment.with_previous(row)
    after = await alignment.with_next(row)
    counts = await counts_by_article(row["id"])
    amendment = await amended.view(row)
    was = before.to(unit.address) if before else None
    becomes = after.since(unit.address) if after else None
    return ArticlePage(
        bill=card,
        view=_view(card, reading),
        code=await short.code_at(row, unit.address),
        unit=unit,
        count=counts.get(unit.address, ArticleCount(0, 0)),
        opinions=await opinions_of(row["id"], unit.address),
        before=was,
        before_label=before.old_label(was) if before and was else "",
        after=becomes,
        after_label=after.new_label(becomes) if after and becomes else "",
        earlier=await _earlier(row, unit.address),
        cites=target.marked(tree, citation.pieces_of(tree), address, mark),
        amended=amendment.of.get(unit.address, ()) if amendment else (),
        note=(await plain_note.notes_at(row["bill"], reading)).get(unit.address),
    )


async def _earlier(row: find.Row, address: str) -> tuple[Earlier, ...]:
    """The opinions that follow an article back through sure links, the newest reading first."""
    found = []
    while pair := await alignment.with_previous(row):
        link = pair.to(address)
        before = await find.draft_at(row["bill"], row["reading"] - 1)
        if before is None or link is None or link.old is None:
            break
        row, address = before, link.old
        opinions = await opinions_of(row["id"], address)
        if opinions:
            found.append(Earlier(row["reading"], address, label(address), opinions))
    return tuple(found)


async def show_opinions(slug: str, reading: int, now: dt.datetime) -> OpinionsPage:
    """What was said about the draft as a whole (总体意见). Raises NotFound."""
    card = await show_bill(slug, now)
    row = await find.draft_row(slug, reading)
    counts = await counts_by_article(row["id"])
    return OpinionsPage(
        bill=card,
        view=_view(card, reading),
        count=counts.get("", ArticleCount(0, 0)),
        opinions=await opinions_of(row["id"], None),
    )


def _view(card: BillCard, reading: int) -> ReadingView:
    view = card.at(reading)
    if view is None:
        raise NotFound("“{bill}”还没有第{n}次审议的文本。", bill=card.title, n=reading)
    return view
