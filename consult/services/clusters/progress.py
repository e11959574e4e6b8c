"""How far a round's articles are: comments, clusters, what is settled, what is unread."""

import msgspec

from consult.services.clusters import unread
from consult.services.records import find
from consult.tables import Cluster, Comment
from drafts.address import label
from drafts.annexes import annexes

GENERAL = "总体意见"


class BenchArticle(msgspec.Struct, frozen=True):
    """An article on the bench: `address` None is the draft as a whole. `decided` clusters are
    settled; `unread` unique texts nobody has read."""

    address: str | None
    label: str
    caption: str
    comments: int
    clusters: int
    decided: int
    unread: int = 0


_COMMENTS = (
    "SELECT article, COUNT(*) AS times FROM comment "
    "WHERE round = {} AND withdrawn_at IS NULL GROUP BY article"
)
_SPOTS = (
    "SELECT address, COUNT(*) AS times FROM comment "
    "WHERE round = {} AND article = {} AND withdrawn_at IS NULL GROUP BY address"
)


async def articles_of(
    draft: find.Row, round_id: int, standing: tuple[unread.Standing, ...]
) -> tuple[BenchArticle, ...]:
    """The articles that got comments, in the order of the draft, the draft as a whole first."""
    rows: list[find.Row] = await Comment.raw(_COMMENTS, round_id)
    comments = {row["article"]: row["times"] for row in rows}
    stands = {one.article: one for one in standing}
    places: list[tuple[str | None, str, str]] = [(None, GENERAL, "")]
    tree = await find.tree(draft)
    places += [
        (one.address, label(one.address), one.caption or one.heading or "")
        for one in (*tree.articles(), *annexes(tree))
    ]
    return tuple(
        BenchArticle(
            *place,
            comments=comments[place[0]],
            clusters=stand.clusters if (stand := stands.get(place[0])) else 0,
            decided=stand.settled if stand else 0,
            unread=stand.texts if stand else 0,
        )
        for place in places
        if comments.get(place[0])
    )


async def spots_of(round_id: int, article: str) -> dict[str, int]:
    """How many comments speak of each 款 and 项 of an article, by address."""
    rows: list[find.Row] = await Cluster.raw(_SPOTS, round_id, article)
    return {row["address"]: row["times"] for row in rows if row["address"] != article}
