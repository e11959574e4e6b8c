"""Decisions as a report shows them: one block for all the clusters of an article it answers."""

from collections import defaultdict
from collections.abc import Iterable

from reports import courtesy
from reports.advice import advice_on
from reports.appendix import own_answer
from reports.chinese import percent
from reports.figures import channel_shares, people
from reports.model import Cluster, Comment, Disposition, Material, Outcome
from reports.places import Place, Places
from reports.quoting import EXCERPT, Voice, excerpt
from reports.review import (
    VERDICTS,
    Block,
    ClusterView,
    Foremost,
    Link,
    Quotation,
    VerdictCount,
    verdict_of,
)

FOREMOST = 10
ADDITIONS = 8
ADDITION_LENGTH = 160
SHORT = 200
"""How much of a voice is quoted that is not the first of its decision."""


def blocks(place: Place, material: Material, where: Places, voice: Voice) -> tuple[Block, ...]:
    """The clusters of a place gathered by decision (outcome and reason), the decision on most
    comments first; undecided clusters are one block, 待处理. Decisions of which the report shows
    no cluster are counted by `rest`."""
    of = sum(cluster.size for cluster in place.clusters)
    return tuple(
        _block(decision, clusters, of, material, where, voice)
        for decision, clusters in _by_decision(place, material)
        if any(map(where.shown, clusters))
    )


def rest(place: Place, material: Material, where: Places) -> tuple[VerdictCount, ...]:
    """By outcome, the clusters and comments of a place whose decision only the annex shows."""
    counted: dict[Outcome | None, tuple[int, int]] = {}
    for decision, clusters in _by_decision(place, material):
        if not any(map(where.shown, clusters)):
            outcome = decision.outcome if decision else None
            of, said = counted.get(outcome, (0, 0))
            counted[outcome] = of + len(clusters), said + _size(clusters)
    return tuple(
        VerdictCount(one, comments=counted[one.outcome][1], clusters=counted[one.outcome][0])
        for one in VERDICTS
        if one.outcome in counted
    )


def foremost(material: Material, where: Places, voice: Voice) -> tuple[Foremost, ...]:
    """The decisions of the round on most comments, each told by what its largest cluster asks."""
    found = [
        (place, decision, clusters)
        for place in where.all
        for decision, clusters in asked(place, material)
    ]
    found.sort(key=lambda one: (-_size(one[2]), one[0].at, where.codes[one[2][0].id]))
    return tuple(
        Foremost(
            ask=Link(voice.text(clusters[0].label), where.anchors[clusters[0].id]),
            place=place.label,
            comments=_size(clusters),
            clusters=len(clusters),
            verdict=verdict_of(decision.outcome if decision else None),
            own=own_count(clusters, material),
        )
        for place, decision, clusters in found[:FOREMOST]
        if _size(clusters) > 1
    )


Decided = tuple[Disposition | None, list[Cluster]]


def _by_decision(place: Place, material: Material) -> list[Decided]:
    groups: dict[Disposition | None, list[Cluster]] = defaultdict(list)
    for cluster in place.clusters:
        groups[material.dispositions.get(cluster.id)].append(cluster)
    rank = {cluster.id: at for at, cluster in enumerate(place.clusters)}
    return sorted(groups.items(), key=lambda pair: (-_size(pair[1]), rank[pair[1][0].id]))


def asked(place: Place, material: Material) -> Iterable[Decided]:
    """As `_by_decision`; but what has no answer in common (待处理, or 采纳 without a word) does
    not say the same for that, so there every cluster stands for itself."""
    for decision, clusters in _by_decision(place, material):
        if decision is not None and decision.reason:
            yield decision, clusters
        else:
            yield from ((decision, [cluster]) for cluster in clusters)


def _size(clusters: Iterable[Cluster]) -> int:
    return sum(cluster.size for cluster in clusters)


def own_count(clusters: Iterable[Cluster], material: Material) -> int:
    """For how many of the comments a decision of their own counts."""
    ids = (member.id for cluster in clusters for member in cluster.members)
    return sum(one in material.exceptions for one in ids)


def _block(
    decision: Disposition | None,
    clusters: list[Cluster],
    of: int,
    material: Material,
    where: Places,
    voice: Voice,
) -> Block:
    shown = [cluster for cluster in clusters if where.shown(cluster)]
    hidden = [cluster for cluster in clusters if not where.shown(cluster)]
    comments = [comment for cluster in clusters for comment in where.members(cluster)]
    return Block(
        verdict=verdict_of(decision.outcome if decision else None),
        reason=voice.text(decision.reason) if decision else "",
        cluster_count=len(clusters),
        comments=len(comments),
        people=people(comments),
        share=percent(len(comments), of),
        clusters=tuple(
            _view(cluster, material, where, voice, EXCERPT if cluster is clusters[0] else SHORT)
            for cluster in shown
        ),
        hidden=len(hidden),
        hidden_comments=_size(hidden),
        own=own_count(clusters, material),
    )


def _view(
    cluster: Cluster, material: Material, where: Places, voice: Voice, limit: int
) -> ClusterView:
    comments = where.members(cluster)
    apart = (own_answer(comment, material, where, voice) for comment in comments)
    representative = where.comments.get(cluster.representative) or comments[0]
    text, proposed, reason = voice.parts(representative)
    additions = _additions(representative, comments, where, voice)
    whole = text or proposed or reason
    words = whole if len(comments) > 1 and limit == EXCERPT else courtesy.body(whole)
    return ClusterView(
        anchor=where.anchors[cluster.id],
        cluster=cluster.id,
        code=where.codes[cluster.id],
        label=voice.text(cluster.label),
        size=len(comments),
        people=people(comments),
        channels=channel_shares(comments),
        quotation=voice.quote(representative, words, where.entries[representative.id], limit),
        proposed=excerpt(proposed, limit) if text else "",
        members=tuple(Link(voice.number(c), where.entries[c.id]) for c in comments),
        additions=tuple(additions[:ADDITIONS]),
        more_additions=len(additions[ADDITIONS:]),
        appendix=Link("全部意见", where.groups[cluster.id]),
        apart=tuple(one for one in apart if one is not None),
        advice=advice_on(material, cluster.id, voice.edition),
    )


def _additions(
    representative: Comment, comments: list[Comment], where: Places, voice: Voice
) -> list[Quotation]:
    """What members ask or tell beyond the representative, the longest first."""
    said = voice.said(representative)
    found = [
        voice.quote(comment, added, where.entries[comment.id], ADDITION_LENGTH)
        for comment in comments
        if (added := voice.addition(comment, said))
    ]
    return sorted(found, key=lambda quotation: (-len(quotation.text), quotation.href))
