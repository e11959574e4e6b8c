"""What of opinions and answers the search shows: the words the public reads now, by few look-ups
by key; a group's size is of no matter here."""

from collections.abc import Sequence

import msgspec

from consult.services.moderating import shown
from consult.services.records import find
from consult.services.search.index import Rank
from consult.tables import Cluster, Comment, Disposition
from reports.model import Outcome


class Said(msgspec.Struct, frozen=True):
    """An opinion, or the answer to one: whose group it stands for, and its words in public."""

    cluster: int
    words: str
    outcome: Outcome | None


async def said(rows: Sequence[find.Row]) -> dict[tuple[int, int], Said]:
    """What stands behind the opinions and answers among index entries, by kind and source; those
    whose group is gone, or is spoken for by other words now, are left out."""
    voices = await _voices([row["source"] for row in rows if row["rank"] == Rank.OPINION])
    asked = [row["source"] for row in rows if row["rank"] == Rank.REPLY]
    groups = await _groups({*asked, *(one["cluster"] for one in voices)})
    decided = await _decided(list(groups))
    found: dict[tuple[int, int], Said] = {}
    for voice in voices:
        group = voice["cluster"]
        if groups.get(group) == voice["id"]:
            outcome = Outcome(decided[group]["outcome"]) if group in decided else None
            found[Rank.OPINION, voice["id"]] = Said(group, shown.words(voice), outcome)
    for group in asked:
        if group in groups and group in decided:
            row = decided[group]
            found[Rank.REPLY, group] = Said(group, row["reason"], Outcome(row["outcome"]))
    return found


async def _voices(ids: list[int]) -> list[find.Row]:
    """The comments still in a group."""
    if not ids:
        return []
    rows: list[find.Row] = await Comment.select(
        *(Comment.id, Comment.text, Comment.state, Comment.redacted, Comment.cluster)
    ).where(Comment.id.is_in(ids) & Comment.cluster.is_not_null() & Comment.provisional.eq(False))
    return rows


async def _groups(ids: set[int]) -> dict[int, int | None]:
    """The clusters that are not retired, each with the comment that stands for it."""
    if not ids:
        return {}
    rows = await Cluster.select(Cluster.id, Cluster.representative).where(
        Cluster.id.is_in(sorted(ids)) & Cluster.retired.eq(False)
    )
    return {row["id"]: row["representative"] for row in rows}


async def _decided(ids: list[int]) -> dict[int, find.Row]:
    if not ids:
        return {}
    rows = await Disposition.select(
        *(Disposition.cluster, Disposition.outcome, Disposition.reason)
    ).where(Disposition.cluster.is_in(ids))
    return {row["cluster"]: row for row in rows}
