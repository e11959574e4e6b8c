"""A cluster as it stands in a list."""

from collections import defaultdict

import msgspec

from consult.services.clusters import unread
from consult.services.papers.material import person_of
from consult.services.records import find
from consult.tables import Cluster, Comment, Disposition
from reports.model import Outcome


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


async def card_of(cluster_id: int) -> ClusterCard:
    """One cluster as it stands in a list."""
    rows = await Cluster.select().where(Cluster.id == cluster_id)
    return (await cards_of(rows))[0]


async def cards_of(rows: list[find.Row]) -> list[ClusterCard]:
    """Cluster rows as they stand in a list, in the order given."""
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    envelope = Comment.submission
    members = await Comment.select(
        *(Comment.cluster, Comment.provisional),
        *(envelope.number, envelope.name, envelope.contact),
    ).where(Comment.cluster.is_in(ids))
    said = defaultdict(list)
    for member in members:
        said[member["cluster"]].append(member)
    decided = {
        row["cluster"]: row
        for row in await Disposition.select().where(Disposition.cluster.is_in(ids))
    }
    left = await unread.left_in(ids)
    return [
        _card(row, said[row["id"]], decided.get(row["id"]), left.get(row["id"], 0)) for row in rows
    ]


def _card(
    row: find.Row, everybody: list[find.Row], decided: find.Row | None, left: int
) -> ClusterCard:
    members = [one for one in everybody if not one["provisional"]]
    return ClusterCard(
        id=row["id"],
        label=row["label"],
        size=len(members),
        submissions=len({member["submission.number"] for member in members}),
        people=len({person_of(member) for member in members}),
        outcome=Outcome(decided["outcome"]) if decided else None,
        version=decided["version"] if decided else 0,
        state=row["version"],
        unread=left,
        gained=row["gained"],
        lost=row["lost"],
        provisional=len(everybody) - len(members),
    )
