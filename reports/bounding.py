"""How much of a round its main report shows: what a committee can read, whatever the volume.

The report explains the clusters most people voiced and says of the others how many they are and
what became of them; all comments stand in the annex, bound with the report or apart from it.
Weights are characters of articles and opinions as the second part prints them: 800 a page.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from drafts.model import Unit
from reports.model import Cluster, Comment, Disposition

SHOWN = 30
"""How many clusters of one article a report explains."""
ROOM = 80_000
"""What all articles together may weigh: a hundred pages."""
WHOLE = 112_000
"""What a report in one volume may weigh: a hundred and forty pages, ten left for the rest."""
_COMPARED, _LISTED = 1.2, 0.62  # against a character of the second part
_FIRST, _NEXT = 400, 200
_AROUND = 80
_ADDED = 40
_ADDITIONS = 8


class Spoken(msgspec.Struct, frozen=True):
    """A place of the draft that was spoken of: its unit, and its clusters, the largest first."""

    unit: Unit | None
    clusters: Sequence[Cluster]


def explained(
    places: Sequence[Spoken],
    comments: Mapping[str, Comment],
    dispositions: Mapping[str, Disposition],
    room: int = ROOM,
) -> frozenset[str]:
    """The ids of the clusters the main report explains: at most `SHOWN` a place, and so many that
    the whole stays within `room`: first the largest of every place, then the second of each …"""
    taken: set[str] = set()
    left = room
    for weight, cluster in _in_turn(places, comments, dispositions):
        if weight > left and taken:
            break
        left -= weight
        taken.add(cluster.id)
    return frozenset(taken)


def text_weight(unit: Unit | None) -> int:
    """What quoting a unit's text weighs."""
    if unit is None:
        return 0
    return len(unit.text) or sum(len(child.text) for child in unit.children)


def _in_turn(
    places: Sequence[Spoken],
    comments: Mapping[str, Comment],
    dispositions: Mapping[str, Disposition],
) -> Iterator[tuple[int, Cluster]]:
    answered: set[tuple[int, Disposition | None]] = set()
    for rank in range(SHOWN):
        turn = [(at, one) for at, one in enumerate(places) if rank < len(one.clusters)]
        for at, place in sorted(turn, key=lambda pair: (-pair[1].clusters[rank].size, pair[0])):
            cluster = place.clusters[rank]
            decision = dispositions.get(cluster.id)
            first = (at, decision) not in answered
            answered.add((at, decision))
            weight = _weight(cluster, comments, first=first)
            if first:
                weight += len(decision.reason if decision else "") + _AROUND
            yield weight + (text_weight(place.unit) + _AROUND) * (rank == 0), cluster


def _weight(cluster: Cluster, comments: Mapping[str, Comment], *, first: bool) -> int:
    said = comments.get(cluster.representative)
    words = len(said.text) + len(said.proposed) if said else 0
    shown = min(words, _FIRST if first else _NEXT) + _AROUND
    return shown + _ADDED * min(_ADDITIONS, sum(1 for member in cluster.members if member.unique))


class Apart(msgspec.Struct, frozen=True):
    """What is too long to be bound with the main report: the comparison table, the annex."""

    comparison: bool
    annex: bool


def apart(articles: int, comparison: int, annex: int) -> Apart:
    """What goes into volumes of its own, by the characters of the parts (`reports.weights`)."""
    table_apart = articles + comparison * _COMPARED > WHOLE
    with_table = articles + (0 if table_apart else comparison * _COMPARED)
    return Apart(table_apart, with_table + annex * _LISTED > WHOLE)
