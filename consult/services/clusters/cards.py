"""A cluster as it stands in a list."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from consult.services.clusters import unread
from consult.services.records import find
from consult.tables import Cluster, Comment, Disposition
from reports.model import Outcome

ADDITIONS = 2
"""Unique texts a card of the bench shows."""


class ClusterCard(msgspec.Struct, frozen=True):
    """A cluster in a list: how many comments, submissions and people speak in it.

    `version` is 0 while nobody has decided; `state` is the version of the cluster itself. `unread`
    counts unique texts nobody has read, `gained` and `lost` comments since the decision.
    `provisional` members joined on arrival and are in no other figure before a rebuild.
    """

    id: int
    label: str
    size: int
    submissions: int
    people: int
    outcome: Outcome | None
    version: int
    state: int = 1
    unread: int = 0
    gained: int = 0
    lost: int = 0
    provisional: int = 0

    @property
    def settled(self) -> bool:
        """Decided, and nothing in it unread."""
        return self.outcome is not None and not self.unread


class Addition(msgspec.Struct, frozen=True):
    """Words of a member that the representative lacks, and whether anybody has read them."""

    number: str
    words: str
    unread: bool


class BenchCard(ClusterCard, frozen=True):
    """A cluster on the bench: what its representative says, and the first unique texts beside."""

    words: str = ""
    additions: tuple[Addition, ...] = ()


async def card_of(cluster_id: int) -> ClusterCard:
    """One cluster as it stands in a list."""
    rows = await Cluster.select().where(Cluster.id == cluster_id)
    return (await cards_of(rows))[0]


async def cards_of(rows: list[find.Row]) -> list[ClusterCard]:
    """Cluster rows as they stand in a list, in the order given."""
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    voices = await _voices(ids)
    decided = {
        row["cluster"]: row
        for row in await Disposition.select().where(Disposition.cluster.is_in(ids))
    }
    left = await unread.left_in(ids)
    return [
        _card(row, voices.get(row["id"], _NONE), decided.get(row["id"]), left.get(row["id"], 0))
        for row in rows
    ]


_VOICES = """
    SELECT m.cluster, SUM(CASE WHEN m.provisional THEN 1 ELSE 0 END) AS provisional,
    SUM(CASE WHEN m.provisional THEN 0 ELSE 1 END) AS size,
    COUNT(DISTINCT CASE WHEN m.provisional THEN NULL ELSE s.number END) AS submissions,
    COUNT(DISTINCT CASE WHEN m.provisional THEN NULL
        WHEN s.name <> '' AND s.contact <> '' THEN s.name || {} || s.contact
        ELSE s.number END) AS people
    FROM comment m JOIN submission s ON s.id = m.submission
    WHERE m.cluster IN (MARKS) GROUP BY m.cluster
"""
"""A person is who `papers.material.person_of` says."""
_NONE: find.Row = {"size": 0, "submissions": 0, "people": 0, "provisional": 0}


async def _voices(ids: list[int]) -> dict[int, find.Row]:
    """How many speak in some clusters; counted by the database, for one may hold thousands."""
    query = _VOICES.replace("MARKS", ", ".join(["{}"] * len(ids)))
    rows: list[find.Row] = await Comment.raw(query, "\x1f", *ids)
    return {row["cluster"]: row for row in rows}


def _card(row: find.Row, voices: find.Row, decided: find.Row | None, left: int) -> ClusterCard:
    return ClusterCard(
        id=row["id"],
        label=row["label"],
        size=voices["size"],
        submissions=voices["submissions"],
        people=voices["people"],
        outcome=Outcome(decided["outcome"]) if decided else None,
        version=decided["version"] if decided else 0,
        state=row["version"],
        unread=left,
        gained=row["gained"],
        lost=row["lost"],
        provisional=voices["provisional"],
    )


_ADDITIONS = """
    SELECT cluster, number, unique_text, unread FROM (
        SELECT f.cluster, u.number, u.unique_text, f.unread, ROW_NUMBER() OVER (
            PARTITION BY f.cluster ORDER BY f.unread DESC, f.id) AS place
        FROM (
            SELECT t.cluster, MIN(t.id) AS id, CASE WHEN EXISTS (
                SELECT 1 FROM read_mark k WHERE k.round = t.round AND k.words_key = t.unique_key
            ) THEN 0 ELSE 1 END AS unread
            FROM comment t WHERE t.cluster IN (MARKS) AND t.unique_key <> ''
            GROUP BY t.cluster, t.round, t.unique_key
        ) f JOIN comment u ON u.id = f.id
    ) first_ones WHERE place <= {} ORDER BY cluster, place
"""


async def bench_cards(ids: Sequence[int]) -> tuple[BenchCard, ...]:
    """Clusters as they stand on the bench, in the order given."""
    if not ids:
        return ()
    rows = {row["id"]: row for row in await Cluster.select().where(Cluster.id.is_in(list(ids)))}
    cards = await cards_of([rows[one] for one in ids if one in rows])
    said = await Comment.select(Comment.id, Comment.text).where(
        Comment.id.is_in([row["representative"] or 0 for row in rows.values()])
    )
    words = {row["id"]: row["text"] for row in said}
    query = _ADDITIONS.replace("MARKS", ", ".join(["{}"] * len(ids)))
    told: dict[int, list[Addition]] = defaultdict(list)
    for row in await Comment.raw(query, *ids, ADDITIONS):
        told[row["cluster"]].append(
            Addition(row["number"], row["unique_text"], bool(row["unread"]))
        )
    return tuple(
        BenchCard(
            **msgspec.structs.asdict(card),
            words=words.get(rows[card.id]["representative"], ""),
            additions=tuple(told[card.id]),
        )
        for card in cards
    )
