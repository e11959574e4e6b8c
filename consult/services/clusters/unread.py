"""What members say that their representative does not, and who has read it.

Deciding on a form letter means deciding on the sentence somebody added to it: a cluster is not
settled while such a sentence is unread.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b

import msgspec

from consult.engine import bulk_insert, write_tx
from consult.errors import Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.tables import Cluster, Comment, ReadMark
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
    """Of `all` unique texts of a cluster: which are unread, who read how many, and which others
    have read and the person who asks has not (`mine`)."""

    all: int
    unread: tuple[UnreadText, ...]
    readers: tuple[Reader, ...]
    mine: tuple[UnreadText, ...] = ()


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


async def coverage(cluster_id: int, reader: str | None = None) -> Coverage:
    """What of a cluster's unique texts is read, by whom; and by others than `reader` alone."""
    rows = await _saying([cluster_id])
    keys = {row["unique_key"] for row in rows}
    marks = await _marks(rows[0]["round"], keys) if rows else []
    read: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        read[mark["reader"]].add(mark["words_key"])
    done = set().union(*read.values()) if read else set()
    readers = (Reader(name, len(found)) for name, found in read.items())
    others = done - read.get(reader, set()) if reader else set()
    return Coverage(
        all=len(keys),
        unread=_texts(row for row in rows if row["unique_key"] not in done),
        readers=tuple(sorted(readers, key=lambda one: (-one.read, one.name))),
        mine=_texts(row for row in rows if row["unique_key"] in others),
    )


class Standing(msgspec.Struct, frozen=True):
    """How many clusters of an article are not retired; of these the decided ones, of which some
    `changed` since and some have unread texts again (`reopened`); and all unread `texts`."""

    article: str | None
    clusters: int
    decided: int
    changed: int
    reopened: int
    texts: int

    @property
    def settled(self) -> int:
        """How many are decided on with nothing left to read."""
        return self.decided - self.reopened


_LEFT = (
    "SELECT u.cluster, COUNT(DISTINCT u.unique_key) AS times FROM comment u "
    "WHERE {within} AND u.unique_key <> '' AND u.cluster IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM read_mark k WHERE k.round = u.round AND k.words_key = u.unique_key{who}) "
    "GROUP BY u.cluster"
)
_STANDING = """
    SELECT c.article, COUNT(*) AS clusters, COUNT(d.id) AS decided,
        COUNT(CASE WHEN c.gained + c.lost > 0 THEN d.id END) AS changed
    FROM cluster c LEFT JOIN disposition d ON d.cluster = c.id
    WHERE c.round = {} AND NOT c.retired GROUP BY c.article
    """
_UNREAD = """
    SELECT c.article, COUNT(d.id) AS reopened, SUM(l.times) AS texts
    FROM (EACH) l JOIN cluster c ON c.id = l.cluster LEFT JOIN disposition d ON d.cluster = c.id
    WHERE NOT c.retired GROUP BY c.article
    """


async def left_in(cluster_ids: Collection[int], reader: str | None = None) -> dict[int, int]:
    """How many unread unique texts clusters still have; those with none are left out. With a
    `reader`, those this person has not read, whoever else has."""
    wanted = sorted(cluster_ids)
    left: dict[int, int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        left |= await _left(f"u.cluster IN ({', '.join(['{}'] * len(some))})", some, reader)
    return left


async def _left(within: str, told: Sequence[int], reader: str | None) -> dict[int, int]:
    values = [*told] if reader is None else [*told, reader]
    rows: list[find.Row] = await Comment.raw(_each(within, reader), *values)
    return {row["cluster"]: row["times"] for row in rows}


def _each(within: str, reader: str | None = None) -> str:
    """The query for the unread texts of each cluster."""
    who = "" if reader is None else " AND k.reader = {}"
    return _LEFT.replace("{within}", within).replace("{who}", who)


async def standing_of(round_id: int) -> tuple[Standing, ...]:
    """The clusters of a round that are not retired, by article."""
    query = _UNREAD.replace("EACH", _each("u.round = {}"))
    unread: dict[str | None, find.Row] = {
        row["article"]: row for row in await Comment.raw(query, round_id)
    }
    return tuple(
        Standing(
            article=row["article"],
            clusters=row["clusters"],
            decided=row["decided"],
            changed=row["changed"],
            reopened=left["reopened"] if (left := unread.get(row["article"])) else 0,
            texts=int(left["texts"]) if left else 0,
        )
        for row in await Cluster.raw(_STANDING, round_id)
    )


async def work_left(round_ids: Collection[int]) -> dict[int, WorkLeft]:
    """What is left to do on the clusters of some rounds, by the round's id."""
    return {round_id: sum_up(await standing_of(round_id)) for round_id in round_ids}


def sum_up(standing: Sequence[Standing]) -> WorkLeft:
    """What is left to do on the clusters of some articles."""
    return WorkLeft(
        open=sum(one.clusters - one.settled for one in standing),
        reopened=sum(one.reopened for one in standing),
        changed=sum(one.changed for one in standing),
        texts=sum(one.texts for one in standing),
    )


async def left_for(actor: Actor, round_id: int) -> int:
    """How many unique texts of a round this person has not read, whoever else has."""
    query = f"SELECT SUM(times) AS times FROM ({_each('u.round = {}', actor.name)}) l"  # noqa: S608
    return int((await Comment.raw(query, round_id, actor.name))[0]["times"] or 0)


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
