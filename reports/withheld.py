"""What a public paper is made from: comments the public does not read keep their place and their
number, and their words stay behind.

Both editions of a public paper are then made from this, so that they still differ in personal data
only. Numbers of people, submissions and comments stay as they are.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from reports.chain import Chain
from reports.label import label
from reports.model import Cluster, Comment, Edition, Material, Member
from reports.redaction import Cuts, hidden

IN_ITS_PLACE = "（正在核对，暂不公开）"
"""What stands where the words of a withheld comment would."""


def for_edition(material: Material, edition: Edition) -> Material:
    """The material of an edition: in public without the words of its withheld comments.

    A cluster whose representative is withheld is represented by, and named after, its first member
    that is not.
    """
    if edition is Edition.INTERNAL or not (material.withheld or material.redacted):
        return material
    comments = tuple(
        _blank(one) if one.id in material.withheld else _cut(one, material.redacted.get(one.id))
        for one in material.comments
    )
    known = {one.id: one for one in comments}
    partly = frozenset(material.redacted) - material.withheld
    return replace(
        material,
        comments=comments,
        clusters=tuple(
            _named(_spoken_for(one, material.withheld, known), partly, known)
            for one in material.clusters
        ),
        senders={key: one for key, one in material.senders.items() if key not in material.withheld},
    )


def chain_for_edition(chain: Chain, edition: Edition) -> Chain:
    """The same for every reading of a bill."""
    steps = (
        replace(step, material=for_edition(step.material, edition)) if step.material else step
        for step in chain.steps
    )
    return replace(chain, steps=tuple(steps))


def _blank(comment: Comment) -> Comment:
    return replace(comment, text=IN_ITS_PLACE, proposed="", reason="", author_public=False)


def _cut(comment: Comment, told: Cuts | None) -> Comment:
    """A comment without its redacted words."""
    if told is None:
        return comment
    return replace(
        comment,
        text=hidden(comment.text, told.text),
        proposed=hidden(comment.proposed, told.proposed),
        reason=hidden(comment.reason, told.reason),
    )


def _named(cluster: Cluster, partly: frozenset[str], known: Mapping[str, Comment]) -> Cluster:
    """A cluster whose name and unique texts hold no redacted words."""
    members = tuple(
        Member(one.id, one.score) if one.id in partly else one for one in cluster.members
    )
    if cluster.representative not in partly:
        return replace(cluster, members=members)
    return replace(cluster, members=members, label=label(known[cluster.representative].text))


def _spoken_for(
    cluster: Cluster, withheld: frozenset[str], known: Mapping[str, Comment]
) -> Cluster:
    members = tuple(
        Member(one.id, one.score) if one.id in withheld else one for one in cluster.members
    )
    if cluster.representative not in withheld:
        return replace(cluster, members=members)
    heard = [one.id for one in members if one.id not in withheld]
    representative = next(iter(heard), cluster.representative)
    return replace(
        cluster,
        members=members,
        representative=representative,
        label=label(known[representative].text) if heard else IN_ITS_PLACE,
    )
