"""Clusters that may hold one opinion in other words: found by every rebuild, decided by people.

Accepting one is staff's merger, refusing one their 不是一回事 (services/constraint.py); what was
refused is never suggested again, and nothing is joined without a person.
"""

import asyncio
import datetime as dt
from collections.abc import Collection

import msgspec

from consult.engine import write_tx
from consult.permissions import Actor
from consult.services.clusters import arrangement
from consult.services.records import audit, find
from consult.services.work.worker import Say, in_process, silent
from consult.tables import Cluster, Comment, Suggestion
from reports import opinions
from reports.model import Comment as Said
from reports.model import ConstraintKind
from reports.model import Suggestion as Found
from reports.normalize import said
from reports.opinions import Representative

IN_PROCESS_FROM = 300
"""Starting a process takes about a second; fewer clusters are compared sooner than that."""
MEANING_MOST = 1_000
"""The model reads some thirty clusters a second; who rebuilds should not wait a minute for it.
Larger rounds go by their words alone."""

Refused = frozenset[frozenset[str]]


class Alike(msgspec.Struct, frozen=True):
    """A cluster of a suggestion: what it says, how many say so, and its version."""

    id: int
    label: str
    text: str
    size: int
    state: int


class SuggestionView(msgspec.Struct, frozen=True):
    """Clusters of one article that may hold one opinion, how sure that is (0…1), and why."""

    id: int
    clusters: tuple[Alike, ...]
    score: float
    why: str


async def renew(
    actor: Actor,
    now: dt.datetime,
    round_id: int,
    subject: str,
    meaning: bool = False,
    say: Say = silent,
) -> int:
    """Find the suggestions of a round anew, in the place of the old ones; returns how many.

    With `meaning` by the language model too, where the extra is installed and the round is not too
    large. `subject` is what the audit entry is about.
    """
    shown, apart = await _shown(round_id)
    meaning = meaning and opinions.meaning_available() and len(shown) <= MEANING_MOST
    if len(shown) < IN_PROCESS_FROM:
        found = await asyncio.to_thread(_found, shown, apart, meaning, say)
    else:
        found = await in_process(_found, shown, apart, meaning, say=say)
    used = opinions.parameters(meaning)
    async with write_tx(Suggestion):
        await find.lock_round(round_id)
        await Suggestion.delete().where(Suggestion.round == round_id)
        if found:
            await Suggestion.insert(*(_row(round_id, one) for one in found))
        await audit.append(actor, now, "cluster.suggest", subject, found=len(found), **used)
    return len(found)


async def at(round_id: int, article: str | None) -> tuple[SuggestionView, ...]:
    """The suggestions of one article that still wait for a person, the surest first."""
    here = Cluster.article.is_null() if article is None else Cluster.article == article
    stored = (
        await Suggestion.select()
        .where(Suggestion.round == round_id)
        .order_by(Suggestion.score, ascending=False)
        .order_by(Suggestion.id)
    )
    named = {one for row in stored for one in _named(row)}
    alive = {row["id"]: row for row in await _alive(named, here)}
    waiting = [(row, _standing(row, alive)) for row in stored]
    waiting = [(row, ids) for row, ids in waiting if len(ids) > 1]
    if not waiting:
        return ()
    apart = await _apart(round_id)
    ids = sorted({cluster for _, clusters in waiting for cluster in clusters})
    words = await _words({alive[cluster]["representative"] for cluster in ids})
    sizes = await _sizes(ids)
    views = {
        cluster: Alike(
            cluster,
            alive[cluster]["label"],
            words.get(alive[cluster]["representative"], ""),
            sizes.get(cluster, 0),
            alive[cluster]["version"],
        )
        for cluster in ids
    }
    return tuple(
        SuggestionView(row["id"], tuple(views[c] for c in clusters), row["score"], row["why"])
        for row, clusters in waiting
        if not _refused(clusters, apart)
    )


def _found(
    shown: list[Representative], apart: Refused, meaning: bool, say: Say
) -> tuple[Found, ...]:
    """The work itself, in a thread or a process of its own."""

    def hear(share: float) -> None:
        say(f"查找可能相同的意见 {int(share * 100)}%")

    return opinions.suggest(shown, apart=apart, meaning=meaning, progress=hear)


def _row(round_id: int, found: Found) -> Suggestion:
    ids = [int(cluster) for cluster in found.clusters]
    return Suggestion(
        round=round_id, clusters=msgspec.json.encode(ids).decode(), score=found.score, why=found.why
    )


def _standing(row: find.Row, alive: Collection[int]) -> list[int]:
    """The clusters of a suggestion that are still there: others were merged meanwhile."""
    return [one for one in _named(row) if one in alive]


def _named(row: find.Row) -> list[int]:
    return msgspec.json.decode(row["clusters"], type=list[int])


async def _alive(clusters: Collection[int], here: find.Where) -> list[find.Row]:
    """Those of some clusters that are not retired and stand at a place."""
    rows: list[find.Row] = []
    ids = sorted(clusters)
    for start in range(0, len(ids), 500):
        rows += await Cluster.select(
            Cluster.id, Cluster.label, Cluster.representative, Cluster.version
        ).where(Cluster.id.is_in(ids[start : start + 500]) & Cluster.retired.eq(False) & here)
    return rows


def _refused(clusters: list[int], apart: Refused) -> bool:
    names = {str(cluster) for cluster in clusters}
    return any(pair <= names for pair in apart)


async def _shown(round_id: int) -> tuple[list[Representative], Refused]:
    """The clusters as their representatives say them, and what people keep apart."""
    rows = await Cluster.select(Cluster.id, Cluster.article, Cluster.representative).where(
        (Cluster.round == round_id) & Cluster.retired.eq(False)
    )
    sizes = await _sizes([row["id"] for row in rows])
    words = await _words({row["representative"] for row in rows})
    shown = [
        Representative(
            str(row["id"]),
            row["article"],
            words.get(row["representative"], ""),
            sizes.get(row["id"], 0),
        )
        for row in rows
    ]
    return shown, await _apart(round_id)


async def _apart(round_id: int) -> Refused:
    """Pairs of clusters that staff said are not the same."""
    words = await arrangement.words_of(round_id)
    told = [(one, other) for kind, one, other in words if kind is ConstraintKind.APART]
    if not told:
        return frozenset()
    rows = await Comment.select(Comment.id, Comment.cluster).where(
        Comment.id.is_in(sorted({comment for pair in told for comment in pair}))
        & Comment.cluster.is_not_null()
    )
    where = {row["id"]: str(row["cluster"]) for row in rows}
    pairs = (frozenset({where.get(one, ""), where.get(other, "")}) for one, other in told)
    return frozenset(pair for pair in pairs if len(pair) == 2 and "" not in pair)


async def _words(comments: Collection[int]) -> dict[int, str]:
    """What some comments say, with proposed wording and reason."""
    found: dict[int, str] = {}
    ids = sorted(comment for comment in comments if comment is not None)
    for start in range(0, len(ids), 500):
        rows = await Comment.select(
            Comment.id, Comment.text, Comment.proposed, Comment.reason
        ).where(Comment.id.is_in(ids[start : start + 500]))
        for row in rows:
            one = Said("", row["text"], proposed=row["proposed"], reason=row["reason"])
            found[row["id"]] = said(one)
    return found


async def _sizes(clusters: list[int]) -> dict[int, int]:
    sizes: dict[int, int] = {}
    for start in range(0, len(clusters), 500):
        rows = await Comment.select(Comment.cluster).where(
            Comment.cluster.is_in(clusters[start : start + 500])
        )
        for row in rows:
            sizes[row["cluster"]] = sizes.get(row["cluster"], 0) + 1
    return sizes
