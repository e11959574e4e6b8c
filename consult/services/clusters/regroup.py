"""Staff's word takes effect on the stored clusters at once, by the same rule as in a rebuild.

Which text the rule would join to which is kept with every comment, so no text is compared anew:
only the clusters around the change are looked at, and what stands on both sides of their edges.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from consult.engine import bulk_update
from consult.services.clusters import unread
from consult.services.records import find
from consult.services.search import index as search_index
from consult.tables import Cluster, Comment, Disposition
from reports import constraints, placing
from reports import model as reported
from reports.model import ConstraintKind
from reports.normalize import said

_AT_ONCE = 5000
_COLUMNS = ("cluster", "score", "unique_text", "unique_key")
Pair = tuple[ConstraintKind, int, int]
"""A word of staff on the texts of two comments, by their ids."""


class Text(msgspec.Struct, frozen=True):
    """A distinct text and its copies, the earliest first; `leader` is the key of the text the
    rule would join it to, `cluster` where it stands."""

    key: str
    leader: str
    cluster: int
    comments: tuple[int, ...]


async def around(round_id: int, clusters: Collection[int]) -> list[Text]:
    """The texts of some clusters, and of all clusters that the rule ties to those."""
    seen: dict[str, Text] = {}
    known: set[int] = set()
    new = set(clusters)
    while new:
        known |= new
        added = _texts(await _rows(sorted(new)), await _leaders(sorted(new)))
        seen.update(added)
        outside = {text.leader for text in added.values()} - seen.keys()
        found = await _clusters_of(round_id, Comment.text_key, outside)
        found |= await _clusters_of(round_id, Comment.leader_key, added.keys())
        new = found - known
    return sorted(seen.values(), key=lambda text: (-len(text.comments), text.key))


def settled(
    texts: Sequence[Text], words: Iterable[Pair], stood: Mapping[str, str]
) -> list[list[Text]]:
    """The groups the texts make under staff's words; `stood` says where each stood until now.

    Raises constraints.Contradiction.
    """
    place = {text.key: number for number, text in enumerate(texts)}
    of_comment = {str(c): n for n, text in enumerate(texts) for c in text.comments}
    told = [reported.Constraint(kind, str(one), str(other)) for kind, one, other in words]
    heads = constraints.settle(
        [place.get(text.leader, number) for number, text in enumerate(texts)],
        [text.key for text in texts],
        constraints.told(told, of_comment),
        [stood.get(text.key) for text in texts],
    )
    groups: dict[int, list[Text]] = defaultdict(list)
    for text, head in zip(texts, heads, strict=True):
        groups[head].append(text)
    return list(groups.values())


def owners(
    groups: Sequence[Sequence[Text]], stood: Sequence[Mapping[str, int]], wishes: Mapping[int, int]
) -> list[int | None]:
    """The cluster each group goes on as: the one wished for a comment in it, else the one most of
    its comments stood in, by the first of the maps that has one; None for a new one."""
    found: list[int | None] = [None] * len(groups)
    taken: set[int] = set()
    for comment, cluster in wishes.items():
        for number, group in enumerate(groups):
            here = any(comment in text.comments for text in group)
            if here and found[number] is None and cluster not in taken:
                found[number] = cluster
                taken.add(cluster)
    for where in stood:
        for number, cluster in _shared(groups, where):
            if found[number] is None and cluster not in taken:
                found[number] = cluster
                taken.add(cluster)
    return found


def _shared(groups: Sequence[Sequence[Text]], stood: Mapping[str, int]) -> list[tuple[int, int]]:
    """Pairs of a group and a cluster that share comments, those that share most first."""
    shared: Counter[tuple[int, int]] = Counter()
    for number, group in enumerate(groups):
        for text in group:
            if text.key in stood:
                shared[number, stood[text.key]] += len(text.comments)
    return [pair for pair, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))]


async def put(
    round_id: int, groups: Sequence[Sequence[Text]], owner: Sequence[int | None]
) -> dict[int, int]:
    """Write the groups down as clusters inside the open transaction; a cluster without texts
    retires, a retired one that gets some comes back. Returns the cluster of each group, by its
    place."""
    held: Counter[int] = Counter()
    for group in groups:
        for text in group:
            held[text.cluster] += len(text.comments)
    ids = sorted({*held, *(one for one in owner if one is not None)})
    rows = {row["id"]: row for row in await Cluster.select().where(Cluster.id.is_in(ids))}
    article = rows[next(iter(held))]["article"]
    made: dict[int, int] = {}
    for number, (group, cluster) in enumerate(zip(groups, owner, strict=True)):
        size = sum(len(text.comments) for text in group)
        stayed = sum(len(text.comments) for text in group if text.cluster == cluster)
        if cluster is not None and size == stayed == held[cluster]:
            made[number] = cluster
            continue
        row = rows[cluster] if cluster is not None else None
        made[number] = await _write(
            round_id, article, group, row, (size - stayed, held[cluster or 0] - stayed)
        )
    left = sorted(held.keys() - set(made.values()))
    if left:
        await Cluster.update({Cluster.retired: True, Cluster.version: Cluster.version + 1}).where(
            Cluster.id.is_in(left)
        )
    await search_index.follow(round_id)
    return made


async def _write(
    round_id: int,
    article: str | None,
    group: Sequence[Text],
    row: find.Row | None,
    moved: tuple[int, int],
) -> int:
    """One group as the cluster `row` or a new one; `moved` counts who came and who left."""
    ids = {comment for text in group for comment in text.comments}
    leader = row["leader"] if row and row["leader"] in ids else _head(group)
    shown = row["representative"] if row and row["representative"] in ids else leader
    members = await _comments(sorted(ids))
    values: dict[str, Any] = {
        "leader": leader,
        "representative": shown,
        "label": _label(row, shown, members),
    }
    if row is None:
        values |= {"article": article, "threshold": members[leader]["threshold"]}
        made = await Cluster.insert(Cluster(round=round_id, **values))
        cluster = int(made[0]["id"])
    else:
        cluster = row["id"]
        values |= await changed(row, *moved)
        await Cluster.update(values).where(Cluster.id == cluster)  # type: ignore[arg-type]  # its names
    whole = row is None or (row["leader"], row["representative"]) != (leader, shown)
    new = [text for text in group if whole or text.cluster != cluster]
    await bulk_update(
        Comment, _COLUMNS, "id", _placed(new, members, cluster, members[leader], members[shown])
    )
    return cluster


async def changed(row: find.Row, came: int, left: int) -> dict[str, Any]:
    """What of a cluster changes with its members: its version, and who came and left since it
    was decided on."""
    decided = await Disposition.exists().where(Disposition.cluster == row["id"])
    return {
        "retired": False,
        "version": row["version"] + 1,
        "gained": row["gained"] + came if decided else 0,
        "lost": row["lost"] + left if decided else 0,
    }


def _placed(
    moved: Sequence[Text],
    members: Mapping[int, find.Row],
    cluster: int,
    leader: find.Row,
    shown: find.Row,
) -> list[tuple[int, float, str, str, int]]:
    placed = []
    for text in moved:
        one = _said(members[text.comments[0]])
        score = placing.score(one, _said(leader))
        unique = "" if shown["id"] in text.comments else placing.unique(one, _said(shown))
        key = unread.key_of(text.key, unique, said(one), said(_said(shown)))
        placed += [(cluster, score, unique, key, comment) for comment in text.comments]
    return placed


def _head(group: Sequence[Text]) -> int:
    """The comment that leads a group: of texts that lead by the rule, the one with most copies."""
    leads = [text for text in group if text.leader == text.key] or list(group)
    return min(leads, key=lambda text: (-len(text.comments), text.key)).comments[0]


def _label(row: find.Row | None, shown: int, members: Mapping[int, find.Row]) -> str:
    if row and (row["own_name"] or row["representative"] == shown):
        return str(row["label"])
    return label_of(members[shown])


def label_of(row: find.Row) -> str:
    """The automatic label of a cluster whose representative is the comment `row`."""
    cut = msgspec.json.decode(row["cut"] or "[]", type=list[tuple[int, int]])
    return placing.name(_said(row), cut)


def _said(row: find.Row) -> reported.Comment:
    return reported.Comment(
        str(row["id"]), row["text"], proposed=row["proposed"], reason=row["reason"]
    )


async def _comments(ids: Sequence[int]) -> dict[int, find.Row]:
    found: dict[int, find.Row] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = await Comment.select(
            *(Comment.id, Comment.cluster, Comment.text, Comment.proposed, Comment.reason),
            *(Comment.cut, Comment.cluster.threshold),
        ).where(Comment.id.is_in(list(ids[start : start + _AT_ONCE])))
        found.update((row["id"], {**row, "threshold": row["cluster.threshold"]}) for row in rows)
    return found


async def _rows(clusters: Sequence[int]) -> list[find.Row]:
    found: list[find.Row] = []
    for start in range(0, len(clusters), _AT_ONCE):
        found += (
            await Comment.select(Comment.id, Comment.cluster, Comment.text_key, Comment.leader_key)
            .where(Comment.cluster.is_in(list(clusters[start : start + _AT_ONCE])))
            .order_by(Comment.id)
        )
    return found


async def _leaders(clusters: Sequence[int]) -> dict[int, int]:
    rows = await Cluster.select(Cluster.id, Cluster.leader).where(Cluster.id.is_in(list(clusters)))
    return {row["id"]: row["leader"] for row in rows}


def _texts(rows: Sequence[find.Row], leaders: Mapping[int, int]) -> dict[str, Text]:
    """Rows as distinct texts. A comment without keys, from before they were kept, is a text of
    its own that follows its cluster's leader."""
    keys = {row["id"]: row["text_key"] or f"#{row['id']}" for row in rows}
    copies: dict[str, list[find.Row]] = defaultdict(list)
    for row in rows:
        copies[keys[row["id"]]].append(row)
    return {
        key: Text(
            key=key,
            leader=same[0]["leader_key"] or keys.get(leaders[same[0]["cluster"]], key),
            cluster=same[0]["cluster"],
            comments=tuple(row["id"] for row in same),
        )
        for key, same in copies.items()
    }


async def _clusters_of(round_id: int, column: Any, keys: Collection[str]) -> set[int]:
    wanted = sorted(keys)
    found: set[int] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = await Comment.select(Comment.cluster).where(
            (Comment.round == round_id)
            & Comment.cluster.is_not_null()
            & column.is_in(wanted[start : start + _AT_ONCE])
        )
        found |= {row["cluster"] for row in rows}
    return found
