"""The record of what people did about clusters: who, when, what, and which words of it hold."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

import msgspec

from consult.permissions import Actor
from consult.services.clusters.regroup import Pair
from consult.services.records import find
from consult.tables import Arrangement, Constraint
from reports.model import ConstraintKind

_AT_ONCE = 500
_SHOWN = 50


class Deed(StrEnum):
    """What can be done about clusters. `refuse`: a suggested merger was turned down."""

    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    PIN = "pin"
    RENAME = "rename"
    REFUSE = "refuse"


class ArrangementView(msgspec.Struct, frozen=True):
    """One deed as people see it; `words` say on what, `undone_by` is "" while it holds."""

    id: int
    deed: Deed
    words: str
    cluster: int
    other: int | None
    made_by: str
    made_at: dt.datetime
    undone_by: str
    undone_at: dt.datetime | None


async def of_cluster(cluster_id: int) -> tuple[ArrangementView, ...]:
    """What people did about a cluster, the newest first."""
    return await of_clusters([cluster_id])


async def of_clusters(clusters: Collection[int], most: int = _SHOWN) -> tuple[ArrangementView, ...]:
    """What people did about some clusters, the newest first."""
    ids = sorted(clusters)
    mine = Arrangement.cluster.is_in(ids) | Arrangement.other.is_in(ids)
    rows = (
        await Arrangement.select().where(mine).order_by(Arrangement.id, ascending=False).limit(most)
    )
    return tuple(_view(row) for row in rows)


async def last_of(person: str, round_id: int, article: str | None) -> ArrangementView | None:
    """The newest standing deed of a person about clusters of an article, or None."""
    at = Arrangement.cluster.article
    row = (
        await Arrangement.select()
        .where(
            (Arrangement.round == round_id)
            & (Arrangement.made_by == person)
            & Arrangement.undone_at.is_null()
            & (at.is_null() if article is None else at == article)
        )
        .order_by(Arrangement.id, ascending=False)
        .first()
    )
    return _view(row) if row else None


async def words_of(round_id: int) -> list[Pair]:
    """Staff's words that hold in a round."""
    rows = (
        await Constraint.select(Constraint.kind, Constraint.one, Constraint.other)
        .where((Constraint.round == round_id) & Constraint.undone_at.is_null())
        .order_by(Constraint.id)
    )
    return [(ConstraintKind(row["kind"]), row["one"], row["other"]) for row in rows]


async def record(
    actor: Actor,
    now: dt.datetime,
    *,
    round_id: int,
    deed: Deed,
    cluster: int,
    other: int | None = None,
    words: str = "",
    was: str = "",
    told: Sequence[Pair] = (),
) -> int:
    """Write a deed down with its words. A word another deed has said already is not said twice,
    and outlives the undoing of either."""
    told = [(kind, min(one, two), max(one, two)) for kind, one, two in told]
    row = Arrangement(
        round=round_id,
        kind=deed.value,
        cluster=cluster,
        other=other,
        words=words,
        was=was,
        told=msgspec.json.encode(told).decode(),
        made_by=actor.name,
        made_at=now,
    )
    made = int((await Arrangement.insert(row))[0]["id"])
    held = set(await words_of(round_id))
    await _say(actor, now, round_id, made, [pair for pair in told if pair not in held])
    return made


async def withdraw(actor: Actor, now: dt.datetime, row: find.Row) -> list[Pair]:
    """Mark a deed undone and take its words back, except those another deed said too; returns
    the words that no longer hold."""
    await Arrangement.update({Arrangement.undone_by: actor.name, Arrangement.undone_at: now}).where(
        Arrangement.id == row["id"]
    )
    mine = await Constraint.select().where(
        (Constraint.arrangement == row["id"]) & Constraint.undone_at.is_null()
    )
    if not mine:
        return []
    others = await _standing(row["round"])
    gone: list[Pair] = []
    for one in mine:
        pair = (ConstraintKind(one["kind"]), one["one"], one["other"])
        heir = next((other["id"] for other in others if pair in _told(other)), None)
        if heir is None:
            gone.append(pair)
            await Constraint.update({Constraint.undone_at: now}).where(Constraint.id == one["id"])
        else:
            await Constraint.update({Constraint.arrangement: heir}).where(
                Constraint.id == one["id"]
            )
    return gone


async def find_row(arrangement_id: int) -> find.Row | None:
    """A deed's row, or None."""
    return await Arrangement.select().where(Arrangement.id == arrangement_id).first()


async def touching(round_id: int, comments: Collection[int]) -> list[find.Row]:
    """The standing deeds whose words name one of the comments, the newest first."""
    wanted = set(comments)
    return [
        row
        for row in reversed(await _standing(round_id))
        if any(one in wanted or two in wanted for _, one, two in _told(row))
    ]


async def moves_of(round_id: int, comments: Collection[int]) -> list[find.Row]:
    """The standing moves that speak of nothing but these comments on their one side: a newer
    move of the same comments takes their place."""
    wanted = set(comments)
    return [
        row
        for row in await touching(round_id, wanted)
        if row["kind"] == Deed.MOVE.value
        and all(one in wanted or two in wanted for _, one, two in _told(row))
    ]


async def _standing(round_id: int) -> list[find.Row]:
    return (
        await Arrangement.select()
        .where((Arrangement.round == round_id) & Arrangement.undone_at.is_null())
        .order_by(Arrangement.id)
    )


async def _say(
    actor: Actor, now: dt.datetime, round_id: int, arrangement: int, told: Iterable[Pair]
) -> None:
    rows = [
        Constraint(
            round=round_id,
            arrangement=arrangement,
            kind=kind.value,
            one=one,
            other=two,
            made_by=actor.name,
            made_at=now,
        )
        for kind, one, two in dict.fromkeys(told)
    ]
    for start in range(0, len(rows), _AT_ONCE):
        await Constraint.insert(*rows[start : start + _AT_ONCE])


def _told(row: find.Row) -> list[Pair]:
    return msgspec.json.decode(row["told"], type=list[tuple[ConstraintKind, int, int]])


def _view(row: find.Row) -> ArrangementView:
    return ArrangementView(
        id=row["id"],
        deed=Deed(row["kind"]),
        words=row["words"],
        cluster=row["cluster"],
        other=row["other"],
        made_by=row["made_by"],
        made_at=row["made_at"],
        undone_by=row["undone_by"],
        undone_at=row["undone_at"],
    )
