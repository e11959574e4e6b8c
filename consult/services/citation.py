"""Citations of a draft: where they lead, and which went wrong when articles changed numbers."""

import asyncio
import datetime as dt
from collections.abc import Iterable
from typing import Any

import msgspec

from consult.permissions import Actor, require
from consult.services import alignment, find, linking
from consult.services.alignment import Pair
from consult.services.bill import BillCard, show_bill
from consult.tables import Comment
from drafts import crosslinks, renumbering
from drafts.address import label
from drafts.crosslinks import Piece
from drafts.model import Draft, Link, Row
from drafts.renumbering import Alarm, AlarmKind

MOST_COMMENTS = 1000
"""Comments that cite a number are read one by one, 2 ms each; the page says when some were not."""
_AROUND = 24
_KNOWN = 64

Pieces = dict[str, tuple[Piece, ...]]
# Kept with what they were found in: a text may be split anew, a link judged anew.
_linked: dict[str, tuple[Draft, Pieces]] = {}
_alarms: dict[tuple[str, str], tuple[Pair, tuple[Alarm, ...]]] = {}


class Cited(msgspec.Struct, frozen=True):
    """Words that cite, with a few words around them, and where they lead: addresses as labels."""

    before: str
    text: str
    after: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class AlarmView(msgspec.Struct, frozen=True):
    """A citation of the new draft to look at. Of `cited`, `old` is where it leads now and `new`
    where the provision it was written for stands."""

    kind: AlarmKind
    at: str
    label: str
    cited: Cited


class CitingComment(msgspec.Struct, frozen=True):
    """A comment on the old draft that cites numbers which are others in the new one."""

    number: str
    cluster: int | None
    label: str
    cited: tuple[Cited, ...]


class CrossReferences(msgspec.Struct, frozen=True):
    """The cross-reference alarm of a reading. `waiting` links may still change it; `unread`
    comments that cite something were too many to look at."""

    bill: BillCard
    old_reading: int
    new_reading: int
    waiting: int
    alarms: tuple[AlarmView, ...]
    comments: tuple[CitingComment, ...]
    unread: int


def pieces_of(draft: Draft) -> Pieces:
    """The provisions of a draft that cite another, their citations as links; found once."""
    known = _linked.get(draft.sha256)
    if known is None or known[0] is not draft:
        _make_room(_linked)
        known = _linked[draft.sha256] = draft, crosslinks.linked(draft)
    return known[1]


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
    rows = await _citing(old["id"])
    alarms = await asyncio.to_thread(_alarms_of, pair)
    comments = await asyncio.to_thread(_renumbered, rows[:MOST_COMMENTS], pair)
    return CrossReferences(
        bill=await show_bill(slug, now),
        old_reading=reading - 1,
        new_reading=reading,
        waiting=await linking.waiting(slug, reading),
        alarms=tuple(_view(one, pair.new) for one in alarms),
        comments=comments,
        unread=max(0, len(rows) - MOST_COMMENTS),
    )


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
        cited=_cited(draft.source, one.start, one.end, one.targets, one.expected),
    )


async def _citing(draft_id: int) -> list[find.Row]:
    """The comments on a draft that may cite a number."""
    round_ = await find.round_of(draft_id)
    if round_ is None:
        return []
    columns = (Comment.number, Comment.address, Comment.text, Comment.proposed, Comment.cluster)
    return (
        await Comment.select(*columns)
        .where(
            (Comment.round == round_["id"])
            & (Comment.text.like("%第%") | Comment.proposed.like("%第%"))
        )
        .order_by(Comment.id)
    )


def _renumbered(rows: list[find.Row], pair: Pair) -> tuple[CitingComment, ...]:
    links, found = _links(pair.rows), []
    for row in rows:
        cited: list[Cited] = []
        for text in (row["text"], row["proposed"]):
            cited += [
                _cited(text, one.start, one.end, one.old, one.new)
                for one in renumbering.renumbered_in(
                    text, pair.old, pair.new, links, row["address"]
                )
            ]
        if cited:
            where = label(row["address"]) if row["address"] else ""
            found.append(CitingComment(row["number"], row["cluster"], where, tuple(cited)))
    return tuple(found)


def _cited(text: str, start: int, end: int, old: tuple[str, ...], new: tuple[str, ...]) -> Cited:
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[end : end + _AROUND].partition("\n")[0]
    return Cited(
        before=before,
        text=text[start:end],
        after=after,
        old=tuple(map(label, old)),
        new=tuple(map(label, new)),
    )
