"""Which articles opinions part on, measured from what came in and from what was decided."""

from collections import Counter
from enum import StrEnum

import msgspec

from reports.figures import people
from reports.model import Cluster, Comment, CommentKind, Outcome
from reports.normalize import said
from reports.papers.kinds import Source
from reports.places import Places, places
from reports.review import ArticleSection
from reports.suggesting.reading import leans


class Side(StrEnum):
    """Where an opinion stands on the article as it is written."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


_DECLARED = {
    CommentKind.SUPPORT: Side.FOR,
    CommentKind.DELETE: Side.AGAINST,
    CommentKind.AMEND: Side.AGAINST,
    CommentKind.ADD: Side.AGAINST,
    CommentKind.QUESTION: Side.NEITHER,
}
_TAKEN = {Outcome.ADOPTED, Outcome.PARTLY}


class Camp(msgspec.Struct, frozen=True):
    """The clusters of one side; `comments` (条) and `people` (人) stand behind them."""

    side: Side
    clusters: tuple[Cluster, ...]
    comments: int
    people: int


class Dispute(msgspec.Struct, frozen=True):
    """An article people part on. `camps` are one of each side and hold every cluster of it once;
    `taken` and `refused` count comments; `degree` says how much it is disputed."""

    section: ArticleSection
    camps: tuple[Camp, Camp, Camp]
    taken: int
    refused: int

    @property
    def degree(self) -> int:
        """The smaller of both sides, and the smaller of what was taken up and what was not."""
        favour, against, _ = self.camps
        return min(favour.comments, against.comments) + min(self.taken, self.refused)


def disputes(source: Source) -> tuple[tuple[Dispute, ...], Places]:
    """The disputed articles, the most disputed first, and where their clusters stand.

    An article is disputed when some opinions support it as written and others want it changed
    or deleted, or when of the opinions on it some were adopted (in part) and others were not.
    Its degree is the sum of both smaller numbers, in comments: a campaign of one side alone makes
    no dispute. Ties: the more comments, then the order of the draft. Opinions on the draft as a
    whole are no article's.
    """
    where = places(source.material)
    sections = {one.address: one for one in source.report.sections}
    found = [
        _dispute(sections[place.address], place.clusters, where)
        for place in where.all
        if place.address is not None
    ]
    contested = [one for one in found if one.degree]
    contested.sort(key=lambda one: (-one.degree, -one.section.comments))
    return tuple(contested), where


def side(comments: list[Comment], representative: str) -> Side:
    """The side most of a cluster's members declared by the kind of their comment: 支持 for the
    article, 修改, 增加 and 删除 against it, 疑问 neither. Where none did, or as many did one as
    another, the words of the representative: 反对 or 删除, 支持.

    Words do not go before what was declared: in the sample bill's three rounds those that seem to
    say otherwise (「白天不让遛狗是不是针对我们？欢迎来看」) did so wrongly in three of four cases.
    """
    declared = Counter(_DECLARED[one.kind] for one in comments if one.kind in _DECLARED)
    ranked = declared.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    leaned = leans(representative)
    if leaned.get("support") == -1 or leaned.get("exist") == -1:
        return Side.AGAINST
    return Side.FOR if leaned.get("support") == 1 else Side.NEITHER


def _dispute(section: ArticleSection, clusters: tuple[Cluster, ...], where: Places) -> Dispute:
    sides: dict[Side, list[Cluster]] = {one: [] for one in Side}
    for cluster in clusters:
        first = where.comments.get(cluster.representative)
        sides[side(where.members(cluster), said(first) if first else "")].append(cluster)
    camps = [_camp(one, sides[one], where) for one in Side]
    outcomes = {count.verdict.outcome: count.comments for count in section.verdicts}
    return Dispute(
        section=section,
        camps=(camps[0], camps[1], camps[2]),
        taken=sum(outcomes.get(one, 0) for one in _TAKEN),
        refused=outcomes.get(Outcome.NOT_ADOPTED, 0),
    )


def _camp(one: Side, clusters: list[Cluster], where: Places) -> Camp:
    comments = [comment for cluster in clusters for comment in where.members(cluster)]
    return Camp(one, tuple(clusters), len(comments), people(comments))
