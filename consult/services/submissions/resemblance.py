"""Others have said something close: shown to who writes, before anything is sent.

Not a vote: what is shown are whole opinions with what became of them, and sending one's own words
is always possible.
"""

import asyncio
from collections.abc import Sequence

from consult.services.clusters.indexes import Indexes
from consult.services.moderating.shown import State
from consult.services.public.opinion import OpinionView, view_clusters
from consult.services.records import find
from consult.tables import Cluster, Comment
from reports import model as reported
from reports.newcomers import Close, Newcomers

SHOWN = 5
_LOOKED_AT = 20
"""Several leading texts may stand in one cluster, where staff joined what the rule kept apart."""


async def close(
    indexes: Indexes,
    *,
    slug: str,
    reading: int,
    address: str | None,
    text: str,
    proposed: str = "",
    reason: str = "",
) -> tuple[OpinionView, ...]:
    """Up to SHOWN clusters on the same article that say something close to these words, the
    closest first, as the public sees them. Raises NotFound."""
    draft, round_ = await find.round_row(slug, reading)
    unit = find.article_of(await find.tree(draft), address) if address else None
    article = unit.address if unit else None
    index = (await indexes.of(round_["id"])).articles.get(article)
    if index is None:
        return ()
    words = reported.Comment("", text, article, proposed=proposed, reason=reason)
    found = await asyncio.to_thread(_search, index, words)
    return await _views([int(one.leader) for one in found])


def _search(index: Newcomers, words: reported.Comment) -> Sequence[Close]:
    """What is close to all that was written, and to the opinion alone."""
    found = index.close(words, _LOOKED_AT)
    if words.text and (words.proposed or words.reason):
        found += index.close(reported.Comment("", words.text, words.article), _LOOKED_AT)
    return sorted(found, key=lambda one: (one.phrases, -one.score))


async def _views(leaders: Sequence[int]) -> tuple[OpinionView, ...]:
    """The clusters the leading comments are in, in their order, each once."""
    rows = await Comment.select(Comment.id, Comment.cluster).where(
        Comment.id.is_in(list(leaders) or [0])
    )
    home = {row["id"]: row["cluster"] for row in rows}
    ids = list(dict.fromkeys(home[leader] for leader in leaders))
    clusters = await Cluster.select().where(
        Cluster.id.is_in(ids[:SHOWN] or [0]) & Cluster.retired.eq(False)
    )
    views = [view for view in await view_clusters(clusters) if view.state is State.SHOWN]
    return tuple(sorted(views, key=lambda view: ids.index(view.cluster_id)))
