"""What this process keeps in memory to place newcomers at once: the leading texts of some rounds.

An index belongs to one rebuild of its round and is made anew after the next one, by whoever needs
it first. Several processes each keep their own: it only reads, and what it finds is checked again
in the transaction that stores it.
"""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from consult.services.records import find
from consult.services.work.worker import Say, in_process, silent
from consult.tables import Cluster, Comment, Round
from reports import model as reported
from reports import newcomers
from reports.newcomers import Newcomers

MOST_TEXTS = 600_000
"""Leading texts kept in all, about half a kilobyte each; the round not asked for longest goes."""
IN_PROCESS_FROM = 2000
"""Starting a process takes about a second; fewer comments are indexed sooner than that."""


class Held(msgspec.Struct, frozen=True):
    """The index of each article of a round as rebuild `version` left it."""

    version: str
    articles: dict[str | None, Newcomers]

    @property
    def size(self) -> int:
        """How many leading texts it holds."""
        return sum(map(len, self.articles.values()))


class Indexes:
    """The indexes of this process, and whose turn it is to be placed in each round."""

    def __init__(self, most_texts: int = MOST_TEXTS) -> None:
        self._most = most_texts
        self._held: OrderedDict[int, Held] = OrderedDict()
        self._making: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._placing: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._arrived: defaultdict[int, list[str]] = defaultdict(list)

    async def of(self, round_id: int) -> Held:
        """The index of a round as its last rebuild left it; made now when need be."""
        async with self._making[round_id]:
            version = await version_of(round_id)
            held = self._held.get(round_id)
            if held is None or held.version != version:
                held = await _make(round_id, version)
                self._held[round_id] = held
            self._held.move_to_end(round_id)
            while len(self._held) > 1 and sum(one.size for one in self._held.values()) > self._most:
                self._held.popitem(last=False)
            return held

    async def in_turn(
        self, round_id: int, numbers: Sequence[str], place: Callable[[list[str]], Awaitable[int]]
    ) -> int:
        """Place these numbers and all others that arrived while somebody else was placing."""
        arrived = self._arrived[round_id]
        arrived += numbers
        async with self._placing[round_id]:
            taken = arrived[:]
            arrived.clear()
            return await place(taken) if taken else 0


async def version_of(round_id: int) -> str:
    """What tells one rebuild of a round from the next; "" before the first."""
    row = await Round.select(Round.regrouped).where(Round.id == round_id).first()
    return str(row["regrouped"]) if row else ""


def said_of(row: find.Row) -> reported.Comment:
    """A comment's row as reports compare it."""
    return reported.Comment(
        id=str(row["id"]),
        text=row["text"],
        article=row["article"],
        proposed=row["proposed"],
        reason=row["reason"],
    )


async def _make(round_id: int, version: str) -> Held:
    if not version:
        return Held(version, {})
    rows = (
        await Comment.select(
            *(Comment.id, Comment.article, Comment.text, Comment.proposed, Comment.reason),
            *(Comment.text_key, Comment.leader_key),
        )
        .where(
            (Comment.round == round_id)
            & Comment.cluster.is_not_null()
            & Comment.provisional.eq(False)
        )
        .order_by(Comment.id)
    )
    cluster = (
        await Cluster.select(Cluster.threshold)
        .where((Cluster.round == round_id) & Cluster.retired.eq(False))
        .first()
    )
    if cluster is None:
        return Held(version, {})
    leading = {
        str(row["id"]): row["text_key"]
        for row in rows
        if row["text_key"] == row["leader_key"] != ""
    }
    work = ([said_of(row) for row in rows], leading, cluster["threshold"])
    if len(rows) < IN_PROCESS_FROM:
        return Held(version, await asyncio.to_thread(_index, *work, silent))
    return Held(version, await in_process(_index, *work, say=silent))


def _index(
    comments: list[reported.Comment], leading: dict[str, str], threshold: float, _say: Say
) -> dict[str | None, Newcomers]:
    """By the key of simplified characters where the rebuild compared by it, as the keys tell."""
    plain = newcomers.of_round(comments, leading, threshold)
    if sum(map(len, plain.values())) == len(set(leading.values())):
        return plain
    other = newcomers.of_round(comments, leading, threshold, simplified=True)
    return max(plain, other, key=lambda found: sum(map(len, found.values())))
