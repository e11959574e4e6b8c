"""The words of the next draft that carry what a cluster asked for.

Staff tick them among the changes of the articles that came of the commented one, or of another
article; never guessed. They are kept by article, words and place, like the words a comment speaks
of, and are shown only while they stand there.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from consult.engine import write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.bills import alignment
from consult.services.bills.alignment import Pair
from consult.services.decisions import history
from consult.services.records import audit, find
from consult.tables import CarryingWords, Cluster, Disposition
from drafts import anchoring
from drafts.address import label
from drafts.anchoring import Selector
from drafts.model import Change, Draft, Op, Row
from drafts.passages import plain_text
from reports.model import Outcome

CARRIED = (Outcome.ADOPTED, Outcome.PARTLY)
"""Outcomes that promise words in the next draft."""


class Step(msgspec.Struct, frozen=True):
    """Some words of a compared article; those with a `key` can be ticked: they are new or gone."""

    op: Op
    text: str
    key: str
    ticked: bool = False


class Compared(msgspec.Struct, frozen=True):
    """An article of the next draft beside the one before, in steps."""

    label: str
    address: str
    steps: tuple[Step, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it can be ticked."""
        return any(step.key for step in self.steps)


class Offer(msgspec.Struct, frozen=True):
    """What of the next draft can be ticked for a cluster: the articles that came of its own, or
    the one that was asked for; `others` are all changed ones, as (address, label). `version` is
    that of the decision. `lost` words were ticked and do not stand there any more."""

    reading: int
    articles: tuple[Compared, ...]
    others: tuple[tuple[str, str], ...]
    version: int
    lost: tuple[str, ...]


class Carried(msgspec.Struct, frozen=True):
    """Words of the draft at `reading` that answer a cluster; `struck` ones stood in the draft
    before and are gone. `mark` says where, as the page of an article takes it; "" while they are
    not found there."""

    reading: int
    address: str
    label: str
    exact: str
    struck: bool
    mark: str


async def offer(actor: Actor, cluster_id: int, at: str | None = None) -> Offer | None:
    """What can be ticked for a cluster, None while there is no next draft. `at` asks for another
    article of it. Raises NotFound."""
    require(actor, "cluster.read")
    cluster, pair, reading = await _around(cluster_id)
    if pair is None:
        return None
    rows = {address: row for row in _rows(pair) for address in [row.new or row.old or ""]}
    own = pair.every_since(cluster["article"]) if cluster["article"] else []
    wanted = [rows[at]] if at in rows else [*own]
    stored = await CarryingWords.select().where(CarryingWords.cluster == cluster_id)
    ticked = {
        _key(row["address"], row["begins"], row["ends"], bool(row["struck"])) for row in stored
    }
    if at is None:
        elsewhere = ticked - {step.key for row in wanted for step in _steps(row)}
        wanted += [row for row in _rows(pair) if elsewhere & {step.key for step in _steps(row)}]
    decided = (
        await Disposition.select(Disposition.version)
        .where(Disposition.cluster == cluster_id)
        .first()
    )
    shown = (await of_clusters([cluster_id])).get(cluster_id, ())
    return Offer(
        reading=reading,
        articles=tuple(_compared(row, pair, ticked) for row in dict.fromkeys(wanted)),
        others=tuple((a, label(a)) for a, row in rows.items() if _steps(row)),
        version=decided["version"] if decided else 0,
        lost=tuple(one.exact for one in shown if not one.mark),
    )


async def point(
    actor: Actor, now: dt.datetime, *, cluster_id: int, keys: Collection[str], version: int
) -> None:
    """Say which words of the next draft answer a cluster; they take the place of those said
    before. A new version of its decision. Raises Invalid when nothing of it was adopted or a word
    is none of the changes, Conflict when somebody decided meanwhile, NotFound."""
    require(actor, "disposition.decide")
    cluster, pair, _ = await _around(cluster_id)
    if pair is None:
        raise NotFound("下一稿还没有载入，现在没有可以指出的文字。")
    places = {step.key: (row, step) for row in _rows(pair) for step in _steps(row) if step.key}
    if not set(keys) <= places.keys():
        raise Invalid("下一稿刚有变化，请看过现在的文字再勾选。", field="words")
    draft, _ = await find.draft_of_round(cluster["round"])
    after = await find.draft_at(draft["bill"], draft["reading"] + 1)
    async with write_tx(Disposition):
        outcome, reason = await _next_version(cluster_id, version)
        await CarryingWords.delete().where(CarryingWords.cluster == cluster_id)
        for key in sorted(keys):
            await CarryingWords.insert(_stored(cluster_id, after, pair, key))
        await history.keep(actor, now, cluster_id, history.Decision(outcome, reason, version + 1))
        await audit.append(
            *(actor, now, "disposition.words", str(cluster_id)),
            words=[[key, places[key][1].text] for key in sorted(keys)],
        )


async def of_clusters(ids: Collection[int]) -> dict[int, tuple[Carried, ...]]:
    """The words that answer some clusters, by cluster, in the order of the text."""
    rows = (
        await CarryingWords.select(*CarryingWords.all_columns(), CarryingWords.draft.reading)
        .where(CarryingWords.cluster.is_in(sorted(ids) or [0]))
        .order_by(CarryingWords.id)
    )
    pairs = {one: (await _around(one))[1] for one in {row["cluster"] for row in rows}}
    found: dict[int, tuple[Carried, ...]] = defaultdict(tuple)
    for row in rows:
        pair = pairs[row["cluster"]]
        if pair is not None:
            found[row["cluster"]] += (_carried(row, pair),)
    return dict(found)


class Silent(msgspec.Struct, frozen=True):
    """A cluster that was adopted, in whole or in part, with no words pointed to."""

    cluster: int
    label: str
    article: str
    outcome: Outcome


async def left_without(round_id: int) -> tuple[Silent, ...]:
    """The clusters of a round that were adopted, in whole or in part, with no words pointed to
    although there is a next draft."""
    draft, _ = await find.draft_of_round(round_id)
    if await find.draft_at(draft["bill"], draft["reading"] + 1) is None:
        return ()
    rows = (
        await Disposition.select(
            *(Disposition.cluster, Disposition.outcome),
            *(Disposition.cluster.label, Disposition.cluster.article),
        )
        .where(
            (Disposition.cluster.round == round_id)
            & (Disposition.cluster.retired == False)  # noqa: E712 - SQL
            & Disposition.outcome.is_in([one.value for one in CARRIED])
        )
        .order_by(Disposition.cluster)
    )
    told = await CarryingWords.select(CarryingWords.cluster).where(
        CarryingWords.cluster.round == round_id
    )
    known = {row["cluster"] for row in told}
    return tuple(
        Silent(
            row["cluster"],
            row["cluster.label"],
            label(row["cluster.article"]) if row["cluster.article"] else "",
            Outcome(row["outcome"]),
        )
        for row in rows
        if row["cluster"] not in known
    )


async def waiting(actor: Actor, slug: str, reading: int) -> tuple[Silent, ...]:
    """The same for a page. Raises NotFound."""
    require(actor, "cluster.read")
    _, round_ = await find.round_row(slug, reading)
    return await left_without(round_["id"])


async def _around(cluster_id: int) -> tuple[find.Row, Pair | None, int]:
    """A cluster, the drafts it stands between, and the reading of the next."""
    cluster = await Cluster.select().where(Cluster.id == cluster_id).first()
    if cluster is None:
        raise NotFound("没有这一类意见。请回到列表再看。")
    draft, _ = await find.draft_of_round(cluster["round"])
    return cluster, await alignment.with_next(draft), draft["reading"] + 1


async def _next_version(cluster_id: int, version: int) -> tuple[Outcome, str]:
    """Take the next version of a decision that promises words."""
    mine = (Disposition.cluster == cluster_id) & (Disposition.version == version)
    decided = await Disposition.select().where(mine).first()
    if decided is None:
        raise Conflict("刚刚有人处理了这一类意见。请看过最新的处理再勾选。")
    outcome = Outcome(decided["outcome"])
    if outcome not in CARRIED:
        raise Invalid("采纳、部分采纳的意见才有下一稿里的文字。", field="words")
    await Disposition.update({Disposition.version: version + 1}).where(mine)
    return outcome, decided["reason"]


def _rows(pair: Pair) -> tuple[Row, ...]:
    return (*pair.rows, *pair.annexes)


def _key(address: str, begins: int, ends: int, struck: bool) -> str:
    return f"{address}:{begins}-{ends}{'x' if struck else ''}"


def _steps(row: Row) -> tuple[Step, ...]:
    """What changed in a row; () where nothing did."""
    return tuple(_walk(row)) if row.change not in (Change.SAME, Change.RENUMBERED) else ()


def _walk(row: Row) -> Iterator[Step]:
    old = new = 0
    for op, text in row.ops:
        key = ""
        if op is Op.INSERT and row.new:
            key = _key(row.new, new, new + len(text), struck=False)
        if op is Op.DELETE and row.old:
            key = _key(row.old, old, old + len(text), struck=True)
        yield Step(op, text, key if text.strip() else "")
        old += len(text) if op is not Op.INSERT else 0
        new += len(text) if op is not Op.DELETE else 0


def _text(draft: Draft, address: str) -> str:
    unit = draft.find(address)
    return plain_text(unit) if unit else ""


def _compared(row: Row, pair: Pair, ticked: Collection[str]) -> Compared:
    steps = _steps(row) or (Step(Op.KEEP, _text(pair.new, row.new or ""), ""),)
    address = row.new or row.old or ""
    return Compared(
        label(address),
        address,
        tuple(msgspec.structs.replace(one, ticked=one.key in ticked) for one in steps),
    )


def _stored(cluster_id: int, after: find.Row | None, pair: Pair, key: str) -> CarryingWords:
    if after is None:
        raise NotFound("下一稿刚被替换，请刷新后再看。")
    address, _, place = key.rpartition(":")
    begins, ends = map(int, place.rstrip("x").split("-"))
    struck = place.endswith("x")
    draft = pair.old if struck else pair.new
    words = anchoring.select(_text(draft, address), begins, ends)
    return CarryingWords(
        cluster=cluster_id,
        draft=after["id"],
        address=address,
        exact=words.exact,
        prefix=words.prefix,
        suffix=words.suffix,
        begins=begins,
        ends=ends,
        struck=int(struck),
        sha256=draft.sha256,
    )


def _carried(row: Mapping[str, Any], pair: Pair) -> Carried:
    text = _text(pair.old if row["struck"] else pair.new, row["address"])
    begins, ends = row["begins"], row["ends"]
    if text[begins:ends] != row["exact"]:
        wanted = Selector(row["exact"], row["prefix"], row["suffix"], begins)
        found = anchoring.find(text, wanted)
        begins, ends = (found.start, found.end) if found else (0, 0)
    return Carried(
        reading=row["draft.reading"],
        address=row["address"],
        label=label(row["address"]),
        exact=row["exact"],
        struck=bool(row["struck"]),
        mark=f"{begins}-{ends}" if ends else "",
    )
