"""Citations of a draft: where they lead, and which went wrong when articles changed numbers."""

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from consult.engine import engine_of
from consult.permissions import Actor, require
from consult.services.bills import alignment, linking
from consult.services.bills.alignment import Pair
from consult.services.bills.bill import BillCard, show_bill
from consult.services.clusters import state as clusters
from consult.services.records import find
from consult.services.records.kept import Kept
from consult.tables import Comment
from drafts import renumbering
from drafts.address import label
from drafts.citing import crosslinks, terms
from drafts.citing.crosslinks import Piece
from drafts.model import Draft, Link, Op, Row
from drafts.renumbering import Alarm, AlarmKind

MOST_COMMENTS = 5000
"""Comments that cite a number are read one by one; the page says when some were not."""
_AROUND = 24
_KNOWN = 64

Pieces = dict[str, tuple[Piece, ...]]
Steps = tuple[tuple[Op, tuple[Piece, ...]], ...]
Key = tuple[tuple[str, ...], tuple[str, ...]]
# Kept with what they were found in: a text may be split anew, a link judged anew.
_linked: dict[str, tuple[Draft, Pieces]] = {}
_alarms: dict[tuple[str, str], tuple[Pair, tuple[Alarm, ...]]] = {}


class Quote(msgspec.Struct, frozen=True):
    """Words that cite, with a few words around them."""

    before: str
    text: str
    after: str


class AlarmView(msgspec.Struct, frozen=True):
    """A citation of the new draft to look at: where it stands, where it leads now, and where the
    provision it was written for stands (nowhere: it was removed)."""

    kind: AlarmKind
    at: str
    label: str
    quote: Quote
    leads: tuple[str, ...]
    meant: tuple[str, ...]


class CitingComment(msgspec.Struct, frozen=True):
    """A comment on the old draft and its words that cite."""

    number: str
    cluster: int | None
    quote: Quote


class Renamed(msgspec.Struct, frozen=True):
    """An old number that comments cite, and the new one; nothing when it was removed."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    comments: tuple[CitingComment, ...]


class CrossReferences(msgspec.Struct, frozen=True):
    """The cross-reference alarm of a reading. `renamed` is what comments cite, the most cited
    first. `waiting` links may still change it; `unread` comments were too many to look at."""

    bill: BillCard
    old_reading: int
    new_reading: int
    waiting: int
    alarms: tuple[AlarmView, ...]
    renamed: tuple[Renamed, ...]
    unread: int


def pieces_of(draft: Draft) -> Pieces:
    """The provisions of a draft that cite another or use a term it defines, both as links; found
    once."""
    known = _linked.get(draft.sha256)
    if known is None or known[0] is not draft:
        _make_room(_linked)
        known = _linked[draft.sha256] = draft, terms.linked(draft, crosslinks.linked(draft))
    return known[1]


def steps_of(draft: Draft, rows: Mapping[str, Row]) -> dict[str, Steps]:
    """The steps that lead to each changed article that cites, its citations as links; `rows` are
    by the article's address."""
    links = pieces_of(draft)
    citing = (
        article
        for article in draft.articles()
        if article.address in rows and any(one.address in links for one in article.walk())
    )
    return {
        one.address: crosslinks.linked_steps(one, links, rows[one.address].ops) for one in citing
    }


_read: Kept[tuple[tuple[Renamed, ...], int]] = Kept()


async def alarms_at(slug: str, reading: int) -> int:
    """How many citations of a reading want a look; 0 for the first."""
    pair = await alignment.with_previous(await find.draft_row(slug, reading))
    return len(await asyncio.to_thread(_alarms_of, pair)) if pair else 0


async def cross_references(
    actor: Actor, slug: str, reading: int, now: dt.datetime
) -> CrossReferences:
    """Citations that point elsewhere since the reading before. Raises NotFound."""
    require(actor, "cluster.read")
    new = await find.draft_row(slug, reading)
    old, pair = await linking.both(new)
    alarms = await asyncio.to_thread(_alarms_of, pair)
    renamed, unread = await _cited(old["id"], pair)
    return CrossReferences(
        bill=await show_bill(slug, now),
        old_reading=reading - 1,
        new_reading=reading,
        waiting=await linking.waiting(slug, reading),
        alarms=tuple(_view(one, pair.new) for one in alarms),
        renamed=renamed,
        unread=unread,
    )


async def _cited(draft_id: int, pair: Pair) -> tuple[tuple[Renamed, ...], int]:
    """What comments on a draft cite by an old number, and how many comments were not read."""
    round_ = await find.round_of(draft_id)
    if round_ is None:
        return (), 0
    here = round_["id"]

    async def read() -> tuple[tuple[Renamed, ...], int]:
        rows = await _citing(here)
        found = await asyncio.to_thread(_renamed, rows[:MOST_COMMENTS], pair)
        return found, max(0, len(rows) - MOST_COMMENTS)

    state = pair, await clusters.state_of(here)
    return await _read.get((engine_of(Comment), here), state, read)


def _alarms_of(pair: Pair) -> tuple[Alarm, ...]:
    key = pair.old.sha256, pair.new.sha256
    known = _alarms.get(key)
    if known is None or known[0] is not pair:
        _make_room(_alarms)
        found = renumbering.alarm(pair.old, pair.new, _links(pair.rows))
        known = _alarms[key] = pair, found
    return known[1]


def _make_room(known: dict[Any, Any]) -> None:
    if len(known) >= _KNOWN:
        known.pop(next(iter(known)))


def _links(rows: Iterable[Row]) -> tuple[Link, ...]:
    """Also what is only proposed: to call its article removed would be worse."""
    return tuple(Link(r.old, r.new, r.change, r.score, r.status) for r in rows)


def _view(one: Alarm, draft: Draft) -> AlarmView:
    article = find.article_of(draft, one.at) if one.at else None
    return AlarmView(
        kind=one.kind,
        at=article.address if article else "",
        label=label(one.at) if one.at else "",
        quote=_quote(draft.source, one.start, one.end),
        leads=tuple(map(label, one.targets)),
        meant=tuple(map(label, one.expected)),
    )


async def _citing(round_id: int) -> list[find.Row]:
    """The comments of a round that may cite a number."""
    columns = (
        Comment.id,
        Comment.number,
        Comment.address,
        Comment.text,
        Comment.proposed,
        Comment.cluster,
    )
    return (
        await Comment.select(*columns)
        .where(
            (Comment.round == round_id)
            & (Comment.text.like("%第%") | Comment.proposed.like("%第%"))
        )
        .order_by(Comment.id)
    )


def _renamed(rows: list[find.Row], pair: Pair) -> tuple[Renamed, ...]:
    numbers = renumbering.Renumbering(pair.old, pair.new, _links(pair.rows))
    found: dict[Key, dict[str, CitingComment]] = defaultdict(dict)
    for row in rows:
        for text in (row["text"], row["proposed"]):
            for one in numbers.cited_in(text, row["address"]):
                quote = _quote(text, one.start, one.end)
                citing = CitingComment(row["number"], row["cluster"], quote)
                found[one.old, one.new].setdefault(row["number"], citing)
    groups = [
        Renamed(tuple(map(label, old)), tuple(map(label, new)), tuple(citing.values()))
        for (old, new), citing in found.items()
    ]
    return tuple(sorted(groups, key=lambda one: -len(one.comments)))


def _quote(text: str, start: int, end: int) -> Quote:
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    return Quote(before, text[start:end], after)
