"""New comments between two rebuilds: each gets a provisional place as soon as it is kept.

It is placed after it was kept, in a transaction of its own: what goes wrong here leaves it without
a cluster until the next rebuild, never unsent. A provisional member is shown to staff as such. It
counts in no figure of a cluster, neither the public's nor a report's, and its author is told that
the place may change.
"""

import asyncio
import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from consult.engine import bulk_update, write_tx
from consult.permissions import Actor, Role
from consult.services.clusters.indexes import Held, Indexes, said_of, version_of
from consult.services.records import audit, find
from consult.tables import Cluster, Comment
from reports import model as reported
from reports import placing
from reports.newcomers import Joined

SYSTEM = Actor(None, "系统", Role.NETIZEN)
"""Who places arrivals: a rule, nobody decides anything."""
_AT_ONCE = 500
_SAID = (Comment.id, Comment.article, Comment.text, Comment.proposed, Comment.reason)
_PLACED = (
    *("cluster", "score", "unique_text", "text_key", "leader_key"),
    *("joined_by", "joined_score", "cut", "provisional"),
)


class _Seen(msgspec.Struct, frozen=True):
    """A newcomer, the key of its text, what is cut of it, and whom it joins if anybody."""

    comment: reported.Comment
    key: str
    cut: tuple[tuple[int, int], ...]
    joined: Joined | None


class _Home(msgspec.Struct, frozen=True):
    """The cluster of a newcomer, and the comment it was compared with and how alike they are."""

    cluster: int
    leader_key: str
    joined_by: int | None
    joined_score: float | None


class _Place(msgspec.Struct, frozen=True):
    """What is stored of a newcomer, in the order of _PLACED."""

    comment: int
    cluster: int
    values: tuple[object, ...]


async def join(
    indexes: Indexes, now: dt.datetime, *, slug: str, reading: int, numbers: Sequence[str]
) -> int:
    """Give the comments with these numbers a provisional place; returns how many were placed.

    Those like nothing there is wait for the next rebuild. What arrives while others are being
    placed is placed together with what else waits. Raises NotFound.
    """
    _, round_ = await find.round_row(slug, reading)

    async def place(taken: list[str]) -> int:
        placed = 0
        for start in range(0, len(taken), _AT_ONCE):
            some = taken[start : start + _AT_ONCE]
            placed += await _place(indexes, now, f"{slug}/{reading}", round_["id"], some)
        return placed

    return await indexes.in_turn(round_["id"], numbers, place)


async def _place(
    indexes: Indexes, now: dt.datetime, subject: str, round_id: int, numbers: list[str]
) -> int:
    rows = (
        await Comment.select(*_SAID)
        .where(_waiting(round_id) & Comment.number.is_in(numbers))
        .order_by(Comment.id)
    )
    held = await indexes.of(round_id)
    seen = await asyncio.to_thread(_look, held, [said_of(row) for row in rows])
    places = await _places(round_id, seen)
    if not places:
        return 0
    async with write_tx(Comment):
        await find.lock_round(round_id)
        kept = await _still_right(held, round_id, seen, places)
        if kept:
            await bulk_update(Comment, _PLACED, "id", [(*p.values, p.comment) for p in kept])
            await audit.append(SYSTEM, now, "comment.join", subject, comments=len(kept))
    return len(kept)


def _waiting(round_id: int) -> find.Where:
    return (Comment.round == round_id) & Comment.cluster.is_null() & Comment.withdrawn_at.is_null()


async def _still_right(
    held: Held, round_id: int, seen: Sequence[_Seen], places: Sequence[_Place]
) -> list[_Place]:
    """The places that are as they were looked up: nobody has rebuilt or rearranged since."""
    if await version_of(round_id) != held.version:
        return []
    ids = [place.comment for place in places]
    rows = await Comment.select(Comment.id).where(_waiting(round_id) & Comment.id.is_in(ids))
    waiting = {row["id"] for row in rows}
    homes = {int(name): home.cluster for name, home in (await _homes(round_id, seen)).items()}
    return [
        place
        for place in places
        if place.comment in waiting and homes.get(place.comment) == place.cluster
    ]


async def _places(round_id: int, seen: Sequence[_Seen]) -> list[_Place]:
    homes = await _homes(round_id, seen)
    clusters = await _clusters({home.cluster for home in homes.values()})
    shown = {row[name] for row in clusters.values() for name in ("leader", "representative")}
    texts = {number: said_of(row) for number, row in (await _rows(shown)).items()}
    return await asyncio.to_thread(_written, seen, homes, clusters, texts)


def _look(held: Held, comments: Sequence[reported.Comment]) -> list[_Seen]:
    seen = []
    for comment in comments:
        index = held.articles.get(comment.article)
        if index is not None:
            text = index.text(comment)
            cut = text.cuts[0] if text.cuts else ()
            seen.append(_Seen(comment, text.digest, cut, index.join(comment)))
    return seen


async def _homes(round_id: int, seen: Sequence[_Seen]) -> dict[str, _Home]:
    """The cluster of each newcomer: that of its copies, else that of the comment it joins.

    Copies come first because staff's word speaks of texts: where they put one, its copies go.
    """
    copies = await _copies(round_id, {one.key for one in seen})
    leaders = await _rows({int(one.joined.leader) for one in seen if one.joined})
    homes = {}
    for one in seen:
        copy = copies.get(one.key)
        leader = leaders.get(int(one.joined.leader)) if one.joined else None
        if copy:
            told = copy["leader_key"], copy["joined_by"], copy["joined_score"]
            homes[one.comment.id] = _Home(copy["cluster"], *told)
        elif one.joined and leader and leader["cluster"]:
            told = one.joined.leader_key, leader["id"], one.joined.compared
            homes[one.comment.id] = _Home(leader["cluster"], *told)
    return homes


async def _copies(round_id: int, keys: set[str]) -> dict[str, find.Row]:
    """The earliest comment of each of these texts that has a cluster."""
    rows = (
        await Comment.select(
            *(Comment.text_key, Comment.cluster, Comment.leader_key),
            *(Comment.joined_by, Comment.joined_score),
        )
        .where(
            (Comment.round == round_id)
            & Comment.cluster.is_not_null()
            & Comment.text_key.is_in(sorted(keys) or [""])
        )
        .order_by(Comment.id, ascending=False)
    )
    return {row["text_key"]: row for row in rows if row["text_key"]}


async def _rows(ids: set[int]) -> dict[int, find.Row]:
    rows = await Comment.select(*_SAID, Comment.cluster).where(Comment.id.is_in(sorted(ids) or [0]))
    return {row["id"]: row for row in rows}


async def _clusters(ids: set[int]) -> dict[int, find.Row]:
    rows = await Cluster.select(Cluster.id, Cluster.leader, Cluster.representative).where(
        Cluster.id.is_in(sorted(ids) or [0]) & Cluster.retired.eq(False)
    )
    return {row["id"]: row for row in rows}


def _written(
    seen: Sequence[_Seen],
    homes: Mapping[str, _Home],
    clusters: Mapping[int, find.Row],
    texts: Mapping[int, reported.Comment],
) -> list[_Place]:
    """What is stored of each newcomer that has a home. What it adds waits for the rebuild before
    somebody has to read it."""
    places = []
    for one in seen:
        home = homes.get(one.comment.id)
        row = clusters.get(home.cluster) if home else None
        if home is None or row is None:
            continue
        score = placing.score(one.comment, texts[row["leader"]])
        unique = placing.unique(one.comment, texts[row["representative"]])
        cut = msgspec.json.encode(one.cut).decode() if one.cut else ""
        by = home.leader_key, home.joined_by, home.joined_score
        values = (home.cluster, score, unique, one.key, *by, cut, True)
        places.append(_Place(int(one.comment.id), home.cluster, values))
    return places
