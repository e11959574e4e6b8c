"""A rebuilt grouping put in the place of the stored clusters, keeping what staff decided.

A group takes over the id, and with it the disposition and the name, of the old cluster it shares
most comments with. An old cluster nobody takes over is retired, never deleted.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from consult.engine import bulk_insert, bulk_update
from consult.services.clusters import unread
from consult.services.records import find
from consult.services.search import index as search_index
from consult.tables import Cluster, Comment, Disposition, Round
from reports.model import Cluster as Group
from reports.model import Comment as Said
from reports.model import Grouping, Member
from reports.normalize import said

_VALUES = (
    *("article", "label", "leader", "representative", "threshold", "retired"),
    *("version", "gained", "lost"),
)
_MADE = (
    *("round", "article", "label", "leader", "representative", "threshold", "retired"),
    *("version", "own_name", "gained", "lost"),
)
_PLACED = (
    *("cluster", "score", "unique_text", "unique_key", "text_key", "leader_key"),
    *("joined_by", "joined_score", "cut", "provisional"),
)


class Change(msgspec.Struct, frozen=True):
    """What a rebuild changed: clusters kept, of these changed, made and gone; how many comments
    the kept ones gained and lost; of the decided ones, how many were kept and how many went."""

    at: dt.datetime
    by: str
    comments: int
    kept: int
    changed: int
    made: int
    gone: int
    joined: int
    left: int
    decided_kept: int
    decided_gone: int


class _Old(msgspec.Struct, frozen=True):
    """The clusters as they stood: by comment, their rows and sizes, and which are decided."""

    where: Mapping[str, int]
    rows: Mapping[int, find.Row]
    sizes: Mapping[int, int]
    decided: frozenset[int]


async def standing(round_id: int) -> dict[str, str]:
    """Which cluster each comment of a round is in now, as texts; who joined on arrival is in
    none yet."""
    rows = await Comment.select(Comment.id, Comment.cluster).where(
        (Comment.round == round_id) & Comment.cluster.is_not_null() & Comment.provisional.eq(False)
    )
    return {str(row["id"]): str(row["cluster"]) for row in rows}


async def store(
    round_id: int, grouping: Grouping, comments: Sequence[Said], now: dt.datetime, by: str
) -> Change:
    """Put the grouping of `comments` in the place of the round's clusters, inside the open
    transaction, and say what that changed."""
    old = await _old(round_id)
    texts = {comment.id: said(comment) for comment in comments}
    taken = _take_over(grouping.clusters, old)
    await Cluster.update({Cluster.retired: True}).where(Cluster.round == round_id)
    made = await _make(round_id, [g for g in grouping.clusters if g.id not in taken], grouping)
    kept: list[tuple[Any, ...]] = []
    placed: list[tuple[Any, ...]] = []
    joined = left = changed = 0
    for group in grouping.clusters:
        cluster = made.get(group.leader) or taken[group.id]
        if group.id in taken:
            came, went = _moved(group, cluster, old)
            joined, left, changed = joined + came, left + went, changed + bool(came or went)
            kept.append(_again(group, grouping, old, cluster, came, went))
        placed += _members(group, cluster, texts)
    await bulk_update(Cluster, _VALUES, "id", kept)
    await _let_go(round_id)
    await bulk_update(Comment, _PLACED, "id", placed)
    await search_index.follow(round_id)
    stay = old.decided & set(taken.values())
    change = Change(
        at=now,
        by=by,
        comments=len(placed),
        kept=len(taken),
        changed=changed,
        made=len(made),
        gone=len(old.rows.keys() - set(taken.values())),
        joined=joined,
        left=left,
        decided_kept=len(stay),
        decided_gone=len(old.decided - stay),
    )
    await Round.update({Round.regrouped: msgspec.json.encode(change).decode()}).where(
        Round.id == round_id
    )
    return change


async def _make(round_id: int, groups: Sequence[Group], grouping: Grouping) -> dict[str, int]:
    """New clusters, all at once: one by one they take longer than comparing the texts did. Gives
    the cluster of each leader."""
    rows = [(round_id, *_fresh(group, grouping).values(), False, 1, "", 0, 0) for group in groups]
    last = await Cluster.select(Cluster.id).order_by(Cluster.id, ascending=False).first()
    await bulk_insert(Cluster, _MADE, rows)
    stored = await Cluster.select(Cluster.id, Cluster.leader).where(
        (Cluster.round == round_id) & (Cluster.id > (last["id"] if last else 0))
    )
    return {str(row["leader"]): row["id"] for row in stored}


async def _let_go(round_id: int) -> None:
    """Who joined on arrival stands where the rebuild puts it; who arrived meanwhile waits."""
    await Comment.update({Comment.cluster: None, Comment.provisional: False}).where(
        (Comment.round == round_id) & Comment.provisional.eq(True)
    )


def last_change(round_row: find.Row) -> Change | None:
    """What the last rebuild of a round changed, None before the first."""
    stored = round_row["regrouped"]
    return msgspec.json.decode(stored, type=Change) if stored else None


async def _old(round_id: int) -> _Old:
    where = {comment: int(cluster) for comment, cluster in (await standing(round_id)).items()}
    sizes = Counter(where.values())
    rows = await Cluster.select().where((Cluster.round == round_id) & Cluster.retired.eq(False))
    decided = await Disposition.select(Disposition.cluster).where(
        Disposition.cluster.round == round_id
    )
    ids = {row["id"] for row in rows}
    return _Old(
        where=where,
        rows={row["id"]: row for row in rows},
        sizes=sizes,
        decided=frozenset(row["cluster"] for row in decided) & ids,
    )


def _take_over(groups: tuple[Group, ...], old: _Old) -> dict[str, int]:
    """Group id → the cluster it continues: decided and named ones first, then by shared
    comments."""
    shared: Counter[tuple[str, int]] = Counter()
    for group in groups:
        for member in group.members:
            if member.id in old.where:
                shared[group.id, old.where[member.id]] += 1
    first = old.decided | {one for one, row in old.rows.items() if row["own_name"]}
    taken: dict[str, int] = {}
    used: set[int] = set()
    ranked = sorted(shared.items(), key=lambda s: (s[0][1] not in first, -s[1], s[0]))
    for (new, cluster), _ in ranked:
        if new not in taken and cluster not in used:
            taken[new] = cluster
            used.add(cluster)
    return taken


def _fresh(group: Group, grouping: Grouping) -> dict[str, Any]:
    return {
        "article": group.article,
        "label": group.label,
        "leader": int(group.leader),
        "representative": int(group.representative),
        "threshold": grouping.threshold,
    }


def _moved(group: Group, cluster: int, old: _Old) -> tuple[int, int]:
    """How many comments came to a cluster that goes on, and how many left it."""
    stayed = sum(1 for member in group.members if old.where.get(member.id) == cluster)
    return group.size - stayed, old.sizes[cluster] - stayed


def _again(
    group: Group, grouping: Grouping, old: _Old, cluster: int, came: int, went: int
) -> tuple[Any, ...]:
    """The values of a cluster that goes on, in the order of _VALUES, then its id."""
    row = old.rows[cluster]
    decided = cluster in old.decided
    values = _fresh(group, grouping)
    return (
        values["article"],
        row["own_name"] or values["label"],
        values["leader"],
        values["representative"],
        values["threshold"],
        False,
        row["version"] + bool(came or went),
        row["gained"] + came if decided else 0,
        row["lost"] + went if decided else 0,
        cluster,
    )


def _members(group: Group, cluster: int, texts: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """The values of every member, in the order of _PLACED, then its id."""
    shown = texts[group.representative]
    keys: dict[tuple[str, str], str] = {}
    for one in group.members:
        words = one.text_key, one.unique
        if words not in keys:
            keys[words] = unread.key_of(*words, texts[one.id], shown)
        by, score = one.joined_by or (None, None)
        yield (
            *(cluster, one.score, one.unique, keys[words], one.text_key, one.leader_key),
            *(int(by) if by else None, score, _cut(one), False, int(one.id)),
        )


def _cut(member: Member) -> str:
    return msgspec.json.encode(member.cut).decode() if member.cut else ""
