"""Staff's word on clusters is law: merged, split, moved, pinned, named, and taken back.

What a person does becomes constraints between texts (together, apart), which every rebuild
holds, and takes effect at once. Nothing is deleted: a deed is undone, and says by whom.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from consult.engine import write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.clusters import arrangement, regroup, word
from consult.services.clusters.arrangement import Deed
from consult.services.records import audit, find
from consult.tables import Cluster, Comment, Disposition
from reports.model import ConstraintKind

NAME_LIMIT = 60
Seen = Mapping[int, int]
"""The versions of the clusters a person had before them, by id."""


async def merge(
    actor: Actor,
    now: dt.datetime,
    *,
    clusters: Collection[int],
    seen: Seen | None = None,
    into: int | None = None,
) -> int:
    """Make one of several clusters of an article; returns its id: `into`, else the one that is
    decided on, else the largest. Also how a suggestion is accepted.

    Raises Invalid, Conflict when somebody was faster or an earlier word of staff forbids it.
    """
    require(actor, "cluster.arrange")
    async with write_tx(Cluster):
        rows = await _held(clusters, seen)
        if len(rows) < 2:
            raise Invalid("请至少选两类，再合并。", field="clusters")
        kept = rows[into] if into in rows else await _main(rows)
        round_id = kept["round"]
        texts = await regroup.around(round_id, rows)
        stood = {
            text.key: str(kept["id"] if text.cluster in rows else text.cluster) for text in texts
        }
        others = [row for row in rows.values() if row is not kept]
        words = {row["id"]: word.together(texts, kept["leader"], row["leader"]) for row in others}
        groups = await word.groups_under(round_id, texts, list(words.values()), stood)
        for row in others:
            await arrangement.record(
                *(actor, now),
                round_id=round_id,
                deed=Deed.MERGE,
                cluster=kept["id"],
                other=row["id"],
                words=row["label"],
                told=[words[row["id"]]],
            )
        await word.put(round_id, groups, stood)
        absorbed = sorted(row["id"] for row in others)
        await audit.append(actor, now, "cluster.merge", str(kept["id"]), clusters=absorbed)
    return int(kept["id"])


async def split(
    actor: Actor, now: dt.datetime, *, cluster_id: int, comments: Collection[int], seen: int
) -> int:
    """Take the texts of some comments out of a cluster into a new one; returns its id. Copies of
    these texts go with them. Raises Invalid, Conflict as `merge` does."""
    require(actor, "cluster.arrange")
    async with write_tx(Cluster):
        row = (await _held([cluster_id], {cluster_id: seen}))[cluster_id]
        texts = await regroup.around(row["round"], [cluster_id])
        chosen, rest = word.chosen_of(texts, cluster_id, comments)
        if not rest:
            raise Invalid("全部选中就不是分出了。请只选要分出去的意见。", field="members")
        first = chosen[0].comments[0]
        words = [
            *((ConstraintKind.TOGETHER, first, text.comments[0]) for text in chosen[1:]),
            (ConstraintKind.APART, first, word.anchor(rest, row["leader"])),
        ]
        out = {text.key for text in chosen}
        stood = {text.key: word.NEW if text.key in out else str(text.cluster) for text in texts}
        groups = await word.groups_under(row["round"], texts, words, stood)
        made = await word.put(row["round"], groups, stood)
        new = next(made[n] for n, group in enumerate(groups) if group[0].key in out)
        size = sum(len(text.comments) for text in chosen)
        await arrangement.record(
            *(actor, now),
            round_id=row["round"],
            deed=Deed.SPLIT,
            cluster=cluster_id,
            other=new,
            words=str(size),
            told=words,
        )
        await audit.append(
            *(actor, now, "cluster.split", str(cluster_id)),
            new=new,
            comments=sorted(c for text in chosen for c in text.comments),
        )
    return new


async def move(
    actor: Actor,
    now: dt.datetime,
    *,
    cluster_id: int,
    comments: Collection[int],
    target: int,
    seen: Seen,
) -> int:
    """Move the texts of some comments into another cluster of the article; returns how many
    comments moved. A newer move takes the place of an older one of the same text. Raises as
    `merge` does."""
    require(actor, "cluster.arrange")
    async with write_tx(Cluster):
        if target == cluster_id:
            raise Invalid("请选择要移到的另一类。", field="target")
        rows = await _held([cluster_id, target], seen)
        row, goal = rows[cluster_id], rows[target]
        texts = await regroup.around(row["round"], rows)
        chosen, rest = word.chosen_of(texts, cluster_id, comments)
        if not rest:
            raise Invalid("整类都要移走，请用“合并”。", field="members")
        for older in await arrangement.moves_of(row["round"], word.copies(chosen)):
            await arrangement.withdraw(actor, now, older)
        texts = await regroup.around(row["round"], {text.cluster for text in texts})
        out = {text.key for text in chosen}
        stood = {text.key: str(target if text.key in out else text.cluster) for text in texts}
        words = {
            text.key: [
                word.together(texts, text.comments[0], goal["leader"]),
                (ConstraintKind.APART, text.comments[0], word.anchor(rest, row["leader"])),
                *word.away(text, texts, target, out),
            ]
            for text in chosen
        }
        told = [pair for said in words.values() for pair in said]
        groups = await word.groups_under(row["round"], texts, told, stood)
        numbers = await _numbers([text.comments[0] for text in chosen])
        for text in chosen:
            await arrangement.record(
                *(actor, now),
                round_id=row["round"],
                deed=Deed.MOVE,
                cluster=target,
                other=cluster_id,
                words=numbers[text.comments[0]],
                told=words[text.key],
            )
        await word.put(row["round"], groups, stood)
        moved = sorted(word.copies(chosen))
        await audit.append(
            actor, now, "cluster.move", str(cluster_id), target=target, comments=moved
        )
    return len(moved)


async def pin(
    actor: Actor, now: dt.datetime, *, cluster_id: int, comments: Collection[int], seen: int
) -> int:
    """Have the texts of some comments stay in their cluster, whatever a rebuild finds; returns
    how many texts. Raises as `merge` does."""
    require(actor, "cluster.arrange")
    async with write_tx(Cluster):
        row = (await _held([cluster_id], {cluster_id: seen}))[cluster_id]
        texts = await regroup.around(row["round"], [cluster_id])
        chosen, rest = word.chosen_of(texts, cluster_id, comments)
        mine = [*chosen, *rest]
        if len(mine) < 2:
            raise Invalid("这一类只有一种说法，不用固定。", field="members")
        words = {}
        for text in chosen:
            company = [other for other in mine if other is not text]
            anchor = word.anchor(company, row["leader"])
            words[text.key] = word.together(texts, text.comments[0], anchor)
        stood = {text.key: str(text.cluster) for text in texts}
        await word.groups_under(row["round"], texts, list(words.values()), stood)
        numbers = await _numbers([text.comments[0] for text in chosen])
        for text in chosen:
            await arrangement.record(
                *(actor, now),
                round_id=row["round"],
                deed=Deed.PIN,
                cluster=cluster_id,
                words=numbers[text.comments[0]],
                told=[words[text.key]],
            )
        await _touch(row)
        await audit.append(
            actor, now, "cluster.pin", str(cluster_id), comments=sorted(word.copies(chosen))
        )
    return len(chosen)


async def refuse(actor: Actor, now: dt.datetime, *, clusters: Collection[int]) -> None:
    """Say that two clusters or more are not the same opinion: no suggestion and no rebuild joins
    them. Saying it twice changes nothing. Raises as `merge` does."""
    require(actor, "cluster.arrange")
    async with write_tx(Cluster):
        rows = list((await _held(clusters, None)).values())
        if len(rows) < 2:
            raise Invalid("请至少选两类，再说它们不是一回事。", field="clusters")
        round_id = rows[0]["round"]
        texts = await regroup.around(round_id, [row["id"] for row in rows])
        pairs = [(a, b) for n, a in enumerate(rows) for b in rows[n + 1 :]]
        words = [
            (ConstraintKind.APART, *word.together(texts, a["leader"], b["leader"])[1:])
            for a, b in pairs
        ]
        stood = {text.key: str(text.cluster) for text in texts}
        await word.groups_under(round_id, texts, words, stood)
        held = set(await arrangement.words_of(round_id))
        for (a, b), pair in zip(pairs, words, strict=True):
            if (pair[0], min(pair[1:]), max(pair[1:])) in held:
                continue
            await arrangement.record(
                *(actor, now),
                round_id=round_id,
                deed=Deed.REFUSE,
                cluster=a["id"],
                other=b["id"],
                words=b["label"],
                told=[pair],
            )
        ids = sorted(row["id"] for row in rows)
        await audit.append(actor, now, "cluster.refuse", str(ids[0]), clusters=ids)


async def rename(actor: Actor, now: dt.datetime, *, cluster_id: int, name: str, seen: int) -> None:
    """Give a cluster a name that every rebuild keeps; "" takes the automatic label back.

    Raises Invalid for a long name, else as `merge` does.
    """
    require(actor, "cluster.arrange")
    name = " ".join(name.split())
    if len(name) > NAME_LIMIT:
        raise Invalid("名称最多 {limit} 字。", field="name", limit=NAME_LIMIT)
    async with write_tx(Cluster):
        row = (await _held([cluster_id], {cluster_id: seen}))[cluster_id]
        if name == row["own_name"]:
            raise Invalid("名称没有变化。", field="name")
        await _name(row, name)
        await arrangement.record(
            *(actor, now),
            round_id=row["round"],
            deed=Deed.RENAME,
            cluster=cluster_id,
            words=name,
            was=row["own_name"],
        )
        await audit.append(actor, now, "cluster.rename", str(cluster_id), name=name)


async def undo(actor: Actor, now: dt.datetime, *, arrangement_id: int) -> int:
    """Take a deed back; returns the cluster it was about. Texts go where the rule and the words
    that still hold put them; a cluster that was merged away comes back with its decision.

    Raises NotFound, Conflict when it is undone already or a later name stands.
    """
    require(actor, "cluster.arrange")
    async with write_tx(Cluster):
        deed = await arrangement.find_row(arrangement_id)
        if deed is None:
            raise NotFound("没有这项决定。请刷新后再看。")
        await find.lock_round(deed["round"])
        deed = await arrangement.find_row(arrangement_id) or deed
        if deed["undone_at"]:
            raise Conflict("这项决定已由{name}撤销。", name=deed["undone_by"])
        ids = [one for one in (deed["cluster"], deed["other"]) if one]
        rows = {r["id"]: r for r in await Cluster.select().where(Cluster.id.is_in(ids))}
        gone = await arrangement.withdraw(actor, now, deed)
        if deed["kind"] == Deed.RENAME.value:
            row = rows[deed["cluster"]]
            if row["own_name"] != deed["words"]:
                raise Conflict("后来又改过名称。请直接改成要用的名称。")
            await _name(row, deed["was"])
        elif gone:
            wishes = {rows[one]["leader"]: one for one in ids}
            await word.apply_at(deed["round"], word.named(gone) | set(wishes), wishes=wishes)
        await audit.append(
            *(actor, now, "cluster.undo", str(deed["cluster"])),
            deed=deed["kind"],
            arrangement=arrangement_id,
        )
    return int(deed["cluster"])


async def _held(clusters: Collection[int], seen: Seen | None) -> dict[int, find.Row]:
    """The clusters as they are now, with their round locked: they stay so until the transaction
    ends. Raises Conflict when one is not as it was seen."""
    ids = sorted(set(clusters))
    first = await Cluster.select(Cluster.round).where(Cluster.id.is_in(ids)).first()
    if first is None:
        raise NotFound("没有这一类意见。请回到列表再看。")
    await find.lock_round(first["round"])
    rows = {row["id"]: row for row in await Cluster.select().where(Cluster.id.is_in(ids))}
    if len(rows) < len(ids):
        raise NotFound("没有这一类意见。请回到列表再看。")
    if len({(row["round"], row["article"]) for row in rows.values()}) > 1:
        raise Invalid("不同条文的意见不能归为一类。", field="clusters")
    stale = any(
        row["version"] != (seen or {}).get(one, row["version"]) for one, row in rows.items()
    )
    if stale or any(row["retired"] for row in rows.values()):
        raise Conflict("刚刚有人改过这几类，所以还没有改。请看过最新的情况，再点一次。")
    return rows


async def _main(rows: Mapping[int, find.Row]) -> find.Row:
    decided = {
        row["cluster"]
        for row in await Disposition.select(Disposition.cluster).where(
            Disposition.cluster.is_in(sorted(rows))
        )
    }
    sizes = {one: await Comment.count().where(Comment.cluster == one) for one in rows}
    return min(rows.values(), key=lambda r: (r["id"] not in decided, -sizes[r["id"]], r["id"]))


async def _numbers(comments: Sequence[int]) -> dict[int, str]:
    rows = await Comment.select(Comment.id, Comment.number).where(Comment.id.is_in(list(comments)))
    return {row["id"]: row["number"] for row in rows}


async def _name(row: find.Row, name: str) -> None:
    label = name
    if not label:
        shown = await Comment.select().where(Comment.id == row["representative"]).first()
        label = regroup.label_of(shown) if shown else row["label"]
    await Cluster.update(
        {
            Cluster.own_name: name,
            Cluster.label: label,
            Cluster.version: row["version"] + 1,
        }
    ).where(Cluster.id == row["id"])


async def _touch(row: find.Row) -> None:
    await Cluster.update({Cluster.version: row["version"] + 1}).where(Cluster.id == row["id"])
