"""附件 全部意见: every comment of the round exactly once, by article, then by cluster."""

from reports.advice import advice_on
from reports.model import Cluster, Comment, Material
from reports.places import Place, Places, provision_name
from reports.quoting import Voice
from reports.review import (
    KIND_NAMES,
    AppendixEntry,
    AppendixGroup,
    AppendixSection,
    Link,
    OwnAnswer,
    verdict_of,
)


def appendix(material: Material, where: Places, voice: Voice) -> tuple[AppendixSection, ...]:
    """One section an article, in draft order."""
    return tuple(_section(place, material, where, voice) for place in where.all)


def place_label(comment: Comment) -> str:
    """The exact provision where it is finer than the article a comment is filed under."""
    if comment.address is None or comment.address == comment.article:
        return ""
    return provision_name(comment.address)


def _section(place: Place, material: Material, where: Places, voice: Voice) -> AppendixSection:
    groups = tuple(_group(cluster, material, where, voice) for cluster in place.clusters)
    return AppendixSection(
        anchor=place.appendix,
        address=place.address,
        label=place.label,
        title=place.title,
        back=Link("逐条意见", place.anchor),
        comments=sum(len(group.entries) for group in groups),
        groups=groups,
    )


def _group(cluster: Cluster, material: Material, where: Places, voice: Voice) -> AppendixGroup:
    decision = material.dispositions.get(cluster.id)
    first = where.comments.get(cluster.representative)
    representative = voice.said(first) if first else ""
    code = where.codes[cluster.id]
    entries = tuple(
        _entry(comment, representative, where, voice, own_answer(comment, material, where, voice))
        for comment in where.members(cluster)
    )
    return AppendixGroup(
        anchor=where.groups[cluster.id],
        cluster=cluster.id,
        code=code,
        label=voice.text(cluster.label),
        verdict=verdict_of(decision.outcome if decision else None),
        reason=voice.text(decision.reason) if decision else "",
        back=Link(code, where.anchors[cluster.id]) if where.shown(cluster) else None,
        size=len(entries),
        entries=entries,
        advice=advice_on(material, cluster.id, voice.edition),
    )


def own_answer(
    comment: Comment, material: Material, where: Places, voice: Voice
) -> OwnAnswer | None:
    """What was decided on a comment alone, if anything was."""
    own = material.exceptions.get(comment.id)
    if own is None:
        return None
    return OwnAnswer(
        comment=comment.id,
        number=voice.number(comment),
        href=where.entries[comment.id],
        verdict=verdict_of(own.outcome),
        reason=voice.text(own.reason),
    )


def _entry(
    comment: Comment, representative: str, where: Places, voice: Voice, own: OwnAnswer | None
) -> AppendixEntry:
    text, proposed, reason = voice.runs(comment, representative)
    return AppendixEntry(
        anchor=where.entries[comment.id],
        comment=comment.id,
        number=voice.number(comment),
        kind=KIND_NAMES[comment.kind],
        place=place_label(comment),
        signature=voice.signature(comment),
        text=text,
        proposed=proposed,
        reason=reason,
        spoken=comment.spoken or "",
        own=own,
    )
