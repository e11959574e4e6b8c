"""What members say that their representative does not, and who has read it.

Deciding on a form letter means deciding on the sentence somebody added to it: a cluster is not
settled while such a sentence is unread.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from hashlib import blake2b

import msgspec

from consult.engine import bulk_insert, write_tx
from consult.errors import Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.tables import Cluster, Comment, Disposition, ReadMark
from reports.additions import tells

_AT_ONCE = 5000
"""Values of one IN: SQLite takes 32,766."""
_NAMED = 3
_MARK = ("round", "comment", "words_key", "account", "reader", "read_at")


class UnreadText(msgspec.Struct, frozen=True):
    """Words nobody has read yet: their key, the comment that says them first, how many do."""

    key: str
    comment: int
    number: str
    words: str
    times: int


class Reader(msgspec.Struct, frozen=True):
    """How many of a cluster's unique texts a person has read."""

    name: str
    read: int


class Coverage(msgspec.Struct, frozen=True):
    """Of `all` unique texts of a cluster: which are unread, and who read how many."""

    all: int
    unread: tuple[UnreadText, ...]
    readers: tuple[Reader, ...]


def key_of(text_key: str, unique: str, text: str, representative: str) -> str:
    """The key of the words of a text that the representative lacks; "" when they tell nothing: a
    courtesy, a signature, a name."""
    if not unique or not tells(text, unique, representative):
        return ""
    framed = f"{text_key}\x1f{unique}".encode("utf-8", "surrogatepass")
    return blake2b(framed, digest_size=12).hexdigest()


class WorkLeft(msgspec.Struct, frozen=True):
    """Clusters not settled (`open`), of these decided ones with new unread texts (`reopened`),
    decided ones that changed since (`changed`), and all unread `texts`."""

    open: int
    reopened: int
    changed: int
    texts: int


async def coverage(cluster_id: int) -> Coverage:
    """What of a cluster's unique texts is read, by whom."""
    rows = await _saying([cluster_id])
    keys = {row["unique_key"] for row in rows}
    marks = await _marks(rows[0]["round"], keys) if rows else []
    read: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        read[mark["reader"]].add(mark["words_key"])
    done = set().union(*read.values()) if read else set()
    readers = (Reader(name, len(found)) for name, found in read.items())
    return Coverage(
        all=len(keys),
        unread=_texts(row for row in rows if row["unique_key"] not in done),
        readers=tuple(sorted(readers, key=lambda one: (-one.read, one.name))),
    )


async def left_in(cluster_ids: Collection[int]) -> dict[int, int]:
    """How many unread unique texts clusters of one round still have; those with none are left
    out."""
    wanted, said = sorted(cluster_ids), []
    for start in range(0, len(wanted), _AT_ONCE):
        said += await Comment.select(Comment.round, Comment.cluster, Comment.unique_key).where(
            Comment.cluster.is_in(wanted[start : start + _AT_ONCE]) & (Comment.unique_key != "")
        )
    if not said:
        return {}
    marks = await _marks(said[0]["round"], {row["unique_key"] for row in said})
    read = {mark["words_key"] for mark in marks}
    left: dict[int, set[str]] = defaultdict(set)
    for row in said:
        if row["unique_key"] not in read:
            left[row["cluster"]].add(row["unique_key"])
    return {cluster: len(keys) for cluster, keys in left.items()}


async def work_left(round_ids: Collection[int]) -> dict[int, WorkLeft]:
    """What is left to do on the clusters of some rounds, by the round's id."""
    found = {}
    for round_id in round_ids:
        rows = await Cluster.select(Cluster.id, Cluster.gained, Cluster.lost).where(
            (Cluster.round == round_id) & Cluster.retired.eq(False)
        )
        decided = {
            row["cluster"]
            for row in await Disposition.select(Disposition.cluster).where(
                Disposition.cluster.round == round_id
            )
        }
        unread = await left_in([row["id"] for row in rows])
        found[round_id] = WorkLeft(
            open=sum(1 for row in rows if row["id"] not in decided or row["id"] in unread),
            reopened=sum(1 for row in rows if row["id"] in decided and row["id"] in unread),
            changed=sum(
                1 for row in rows if row["id"] in decided and (row["gained"] or row["lost"])
            ),
            texts=sum(unread.values()),
        )
    return found


async def left_for(actor: Actor, round_id: int) -> int:
    """How many unique texts of a round this person has not read, whoever else has."""
    said = (
        await Comment.select(Comment.cluster, Comment.unique_key)
        .where(
            (Comment.round == round_id) & (Comment.unique_key != "") & Comment.cluster.is_not_null()
        )
        .distinct()
    )
    read = (
        await ReadMark.select(ReadMark.words_key)
        .where((ReadMark.round == round_id) & (ReadMark.reader == actor.name))
        .distinct()
    )
    known = {row["words_key"] for row in read}
    return sum(1 for row in said if row["unique_key"] not in known)


async def refuse_unread(cluster_id: int) -> None:
    """Raise Invalid, saying where, while a unique text of the cluster is unread."""
    left = (await coverage(cluster_id)).unread
    if left:
        raise Invalid(
            "这一类还有 {n} 处独有文字没有看过（意见 {numbers}）。请先看过并点“已阅”，再记下处理。",
            field="unread",
            n=len(left),
            numbers="、".join(one.number for one in left[:_NAMED]) + "…" * (len(left) > _NAMED),
        )


async def mark(actor: Actor, now: dt.datetime, *, cluster_id: int, keys: Collection[str]) -> int:
    """Note that `actor` has read the unique texts with these keys; returns how many were new to
    them. Raises NotFound, Invalid when none of the keys belongs to the cluster."""
    require(actor, "cluster.mark")
    async with write_tx(ReadMark):
        cluster = await Cluster.select(Cluster.round).where(Cluster.id == cluster_id).first()
        if cluster is None:
            raise NotFound("没有这一类意见。请回到列表再看。")
        await find.lock_round(cluster["round"])
        first: dict[str, int] = {}
        for row in await _saying([cluster_id]):
            if row["unique_key"] in keys:
                first.setdefault(row["unique_key"], row["id"])
        if not first:
            raise Invalid("这些文字刚有变化，请看过最新的再点“已阅”。", field="read")
        known = {
            one["words_key"]
            for one in await _marks(cluster["round"], first)
            if one["reader"] == actor.name
        }
        new = {key: comment for key, comment in first.items() if key not in known}
        if new:
            rows = (
                (cluster["round"], comment, key, actor.id, actor.name, now)
                for key, comment in new.items()
            )
            await bulk_insert(ReadMark, _MARK, list(rows))
            await audit.append(
                actor, now, "cluster.mark", str(cluster_id), comments=sorted(new.values())
            )
    return len(new)


async def mark_shown(actor: Actor, now: dt.datetime, cluster_id: int) -> int:
    """Note that `actor` has read every unique text that is unread in a cluster: for whoever has
    the whole list before them. Returns how many there were."""
    require(actor, "cluster.mark")
    shown = (await coverage(cluster_id)).unread
    if not shown:
        return 0
    return await mark(actor, now, cluster_id=cluster_id, keys={one.key for one in shown})


async def _saying(cluster_ids: list[int]) -> list[find.Row]:
    return (
        await Comment.select(
            *(Comment.id, Comment.round, Comment.number, Comment.unique_text, Comment.unique_key)
        )
        .where(Comment.cluster.is_in(cluster_ids) & (Comment.unique_key != ""))
        .order_by(Comment.id)
    )


async def _marks(round_id: int, keys: Collection[str]) -> list[find.Row]:
    wanted, found = sorted(keys), []
    for start in range(0, len(wanted), _AT_ONCE):
        found += await ReadMark.select(ReadMark.words_key, ReadMark.reader).where(
            (ReadMark.round == round_id)
            & ReadMark.words_key.is_in(wanted[start : start + _AT_ONCE])
        )
    return found


def _texts(rows: Iterable[find.Row]) -> tuple[UnreadText, ...]:
    same: dict[str, list[find.Row]] = defaultdict(list)
    for row in rows:
        same[row["unique_key"]].append(row)
    return tuple(
        UnreadText(key, found[0]["id"], found[0]["number"], found[0]["unique_text"], len(found))
        for key, found in same.items()
    )
