"""People's own reasons on the articles most was said about, for it as written and against.

Chosen and ordered for what they add, never for how many say them (`reports.papers.arguments`):
this is not a vote.
"""

from collections.abc import Sequence

import msgspec

from reports.model import Cluster
from reports.normalize import said
from reports.papers.arguments import Argument, arguments
from reports.papers.disputes import Dispute, Side, side
from reports.places import Place, Places
from reports.quoting import Voice

ARTICLES = 8
EACH = 4
"""How many passages of a side are shown."""


class Debate(msgspec.Struct, frozen=True):
    """An article and the reasons given on both sides of it, the newest to what stands before
    first."""

    address: str | None
    place: str
    favour: tuple[Argument, ...]
    against: tuple[Argument, ...]


def debates(contested: Sequence[Dispute], where: Places, voice: Voice) -> tuple[Debate, ...]:
    """The reasons on at most `ARTICLES` places: the most disputed ones first, then those most was
    said about; places where nobody gave a reason are left out."""
    degree = {one.section.address: one.degree for one in contested}
    ranked = sorted(
        where.all, key=lambda place: (-degree.get(place.address, 0), -_comments(place), place.at)
    )
    found = (_debate(place, where, voice) for place in ranked[: 2 * ARTICLES])
    return tuple(one for one in found if one.favour or one.against)[:ARTICLES]


def _comments(place: Place) -> int:
    return sum(cluster.size for cluster in place.clusters)


def _debate(place: Place, where: Places, voice: Voice) -> Debate:
    sides: dict[Side, list[Cluster]] = {one: [] for one in Side}
    for cluster in place.clusters:
        first = where.comments.get(cluster.representative)
        sides[side(where.members(cluster), said(first) if first else "")].append(cluster)
    return Debate(
        address=place.address,
        place=place.title,
        favour=_heard(sides[Side.FOR], where, voice),
        against=_heard(sides[Side.AGAINST], where, voice),
    )


def _heard(clusters: Sequence[Cluster], where: Places, voice: Voice) -> tuple[Argument, ...]:
    spoken = ((cluster.id, where.members(cluster)) for cluster in clusters)
    return arguments(spoken, voice, most=EACH, room=EACH, cost=lambda _: 1)
