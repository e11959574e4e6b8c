"""The index of what the public can find, kept in the transaction of whatever changes it.

It holds the text of drafts, the words that stand for a cluster on the public pages (masked as
there), and the reasons of decisions. What it finds is looked up again before it is shown, so an
entry that has become stale is passed over, and nothing is in it that was never public.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Any

from consult.engine import bulk_insert, write_tx
from consult.permissions import Actor, require
from consult.services.moderating.shown import words
from consult.services.records import audit, find
from consult.services.search import words as search_words
from consult.services.search.words import keys
from consult.tables import Bill, Cluster, Comment, Disposition, Round, SearchEntry
from drafts import annexes, model
from drafts.model import Unit
from reports import cued, privacy

_COLUMNS = ("bill", "draft", "rank", "source", "address", "words", "rules")
_AT_ONCE = 500


class Rank(IntEnum):
    """The kinds of things that can be found, in the order they are shown."""

    DRAFT = 1
    ARTICLE = 2
    OPINION = 3
    REPLY = 4


def text_of(unit: Unit) -> str:
    """An article or annex as people look for it: number, caption, words."""
    words = annexes.words_of(unit) if unit.kind is model.Kind.ANNEX else unit.text
    named = (unit.label, unit.heading, unit.caption)
    return "\n".join([" ".join(one for one in named if one), words])


async def put_draft(row: find.Row, draft: model.Draft) -> None:
    """Make the text of a draft findable, in place of what was there of it."""
    await drop_draft(row["id"])
    places = {unit.address: unit for unit in (*draft.articles(), *annexes.annexes(draft))}
    about = (row["bill"], row["id"])
    rows = [(*about, Rank.DRAFT.value, 0, "", keys(row["title"]), rules())]
    rows += [
        (*about, Rank.ARTICLE.value, 0, address, keys(text_of(unit)), rules())
        for address, unit in places.items()
    ]
    await bulk_insert(SearchEntry, _COLUMNS, rows)


async def drop_draft(draft_id: int) -> None:
    """Forget the text of a draft."""
    law = SearchEntry.rank.is_in([Rank.DRAFT.value, Rank.ARTICLE.value])
    await SearchEntry.delete().where((SearchEntry.draft == draft_id) & law)


async def follow(round_id: int) -> None:
    """Make the comments findable that stand for a cluster of a round since its clusters changed;
    those that no longer do stay in the index and are passed over."""
    shown = await Cluster.select(Cluster.representative).where(
        (Cluster.round == round_id) & Cluster.retired.eq(False)
    )
    place = await _place(round_id)
    known = await SearchEntry.select(SearchEntry.source).where(
        (SearchEntry.draft == place[1]) & (SearchEntry.rank == Rank.OPINION.value)
    )
    new = {row["representative"] for row in shown} - {row["source"] for row in known} - {None}
    await _put_comments(place, new)


async def say_again(comment_id: int) -> None:
    """Index a comment anew whose words, or whether they are shown, have changed, where it is in
    the index."""
    told = (Comment.text, Comment.state, Comment.redacted)
    row = await Comment.select(*told).where(Comment.id == comment_id).first()
    if row:
        await SearchEntry.update(
            {SearchEntry.words: keys(words(row)), SearchEntry.rules: rules()}
        ).where((SearchEntry.rank == Rank.OPINION.value) & (SearchEntry.source == comment_id))


async def among(comment_ids: Collection[int]) -> list[int]:
    """Which of these comments are in the index."""
    found: list[int] = []
    for some in _portions(sorted(comment_ids)):
        rows = await SearchEntry.select(SearchEntry.source).where(
            (SearchEntry.rank == Rank.OPINION.value) & SearchEntry.source.is_in(some)
        )
        found += [row["source"] for row in rows]
    return found


async def put_reply(cluster_id: int, reason: str) -> None:
    """Make the reason of a decision findable, in place of the one before."""
    await SearchEntry.delete().where(
        (SearchEntry.rank == Rank.REPLY.value) & (SearchEntry.source == cluster_id)
    )
    row = (
        await Cluster.select(Cluster.round, Cluster.article).where(Cluster.id == cluster_id).first()
    )
    if row and reason:
        entry = (
            *(*await _place(row["round"]), Rank.REPLY.value, cluster_id),
            *(row["article"] or "", keys(reason), rules()),
        )
        await bulk_insert(SearchEntry, _COLUMNS, [entry])


async def rebuild(actor: Actor, now: dt.datetime) -> int:
    """Make the whole index anew from what is stored; returns how many entries it has."""
    require(actor, "search.rebuild")
    async with write_tx(SearchEntry, alone=True):
        await SearchEntry.delete(force=True)
        await _fill()
        entries: int = await SearchEntry.count()
        await audit.append(actor, now, "search.rebuild", "search", entries=entries)
    return entries


@cache
def rules() -> str:
    """The digest of the rules by which words come into the index: what is personal data, and how
    a text is cut into keys. Other code there, other rules: nobody has to remember to say so."""
    digest = hashlib.sha256()
    for module in (privacy, cued, search_words):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]


async def is_behind() -> bool:
    """Whether there is something to find and the index lacks it, or holds words by older rules:
    perhaps a number that would be masked today."""
    if not await SearchEntry.exists():
        return bool(await Bill.exists())
    return bool(await SearchEntry.exists().where(SearchEntry.rules != rules()))


async def catch_up() -> None:
    """Make the index anew when it is behind; no word by older rules is left in it."""
    async with write_tx(SearchEntry, alone=True):
        if await is_behind():
            await SearchEntry.delete(force=True)
            await _fill()


async def _fill() -> None:
    bills = await Bill.select(Bill.id)
    for row in await find.drafts_of([bill["id"] for bill in bills]):
        await put_draft(row, await find.tree(row))
    for round_ in await Round.select(Round.id).order_by(Round.id):
        await follow(round_["id"])
        await _put_replies(round_["id"])


async def _put_replies(round_id: int) -> None:
    """Index the reasons of every decision of a round; `_fill` has made room for them."""
    place = await _place(round_id)
    decided = (
        await Disposition.select(
            Disposition.cluster, Disposition.reason, Disposition.cluster.article
        )
        .where(
            (Disposition.cluster.round == round_id) & (Disposition.cluster.retired == False)  # noqa: E712
        )
        .order_by(Disposition.cluster)
    )
    entries: list[tuple[Any, ...]] = [
        (
            *(*place, Rank.REPLY.value, one["cluster"]),
            *(one["cluster.article"] or "", keys(one["reason"]), rules()),
        )
        for one in decided
        if one["reason"]
    ]
    await bulk_insert(SearchEntry, _COLUMNS, entries)


async def _place(round_id: int) -> tuple[int, int]:
    row = await Round.select(Round.draft, Round.draft.bill).where(Round.id == round_id).first()
    assert row is not None  # noqa: S101 - a cluster's round, which nothing deletes
    return int(row["draft.bill"]), int(row["draft"])


async def _put_comments(place: tuple[int, int], ids: Collection[int]) -> None:
    for some in _portions(sorted(ids)):
        rows = (
            await Comment.select(
                *(Comment.id, Comment.text, Comment.article, Comment.state, Comment.redacted)
            )
            .where(Comment.id.is_in(some))
            .order_by(Comment.id)
        )
        entries: list[tuple[Any, ...]] = [
            (
                *(*place, Rank.OPINION.value, row["id"]),
                *(row["article"] or "", keys(words(row)), rules()),
            )
            for row in rows
        ]
        await bulk_insert(SearchEntry, _COLUMNS, entries)


def _portions(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
