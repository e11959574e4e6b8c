"""What the public said about an article, gathered by cluster, personal data masked."""

from collections import Counter, defaultdict

import msgspec
from piccolo.query.functions import Count

from consult.services.moderating import shown
from consult.services.moderating.shown import State
from consult.services.records import find
from consult.services.submissions import dispute
from consult.services.submissions.spoken import Spoken, spoken_of
from consult.tables import Cluster, Comment, Disposition
from reports.model import Channel, Outcome

NUMBERS = 20


class ArticleCount(msgspec.Struct, frozen=True):
    """How many comments an article got and how many clusters they form."""

    comments: int
    clusters: int


class OpinionView(msgspec.Struct, frozen=True):
    """A cluster as the public sees it: its representative in its own words, and the answer.

    Members that joined on arrival are not in it before a rebuild has confirmed them.
    `disputed` are those of `numbers` whose sender says they did not send it, `withheld` those
    whose words the public does not read. `state` is that of the words that stand for it: unless
    it is SHOWN, `text` and `label` are "". `spoken` are the words of the draft it speaks of.
    """

    cluster_id: int
    label: str
    text: str
    size: int
    channels: dict[Channel, int]
    outcome: Outcome | None
    reason: str
    numbers: tuple[str, ...]
    disputed: frozenset[str] = frozenset()
    withheld: dict[str, State] = {}
    state: State = State.SHOWN
    spoken: Spoken | None = None


async def counts_by_article(draft_id: int) -> dict[str, ArticleCount]:
    """The counts of every article of a draft that got a comment; "" is the draft as a whole."""
    round_ = await find.round_of(draft_id)
    if round_ is None:
        return {}
    said = (
        await Comment.select(Comment.article, Count())
        .where((Comment.round == round_["id"]) & Comment.withdrawn_at.is_null())
        .group_by(Comment.article)
    )
    grouped = (
        await Cluster.select(Cluster.article, Count())
        .where((Cluster.round == round_["id"]) & Cluster.retired.eq(False))
        .group_by(Cluster.article)
    )
    clusters = {row["article"]: row["count"] for row in grouped}
    return {
        row["article"] or "": ArticleCount(row["count"], clusters.get(row["article"], 0))
        for row in said
    }


async def opinions_of(draft_id: int, article: str | None) -> tuple[OpinionView, ...]:
    """The clusters on one article (None: on the draft as a whole), the decided ones first, then
    the larger: an order of reasons, since this is not a vote."""
    round_ = await find.round_of(draft_id)
    if round_ is None:
        return ()
    here = Cluster.article.is_null() if article is None else Cluster.article == article
    rows = await Cluster.select().where(
        (Cluster.round == round_["id"]) & Cluster.retired.eq(False) & here
    )
    views = [view for view in await view_clusters(rows) if view.size]
    return tuple(sorted(views, key=lambda v: (v.outcome is None, -v.size, v.cluster_id)))


async def view_clusters(rows: list[find.Row]) -> list[OpinionView]:
    """Cluster rows as the public sees them."""
    if not rows:
        return []
    ids = [row["id"] for row in rows]
    members = (
        await Comment.select(
            *(Comment.id, Comment.number, Comment.cluster, Comment.submission, Comment.state),
            Comment.redacted,
            Comment.submission.channel,
        )
        .where(Comment.cluster.is_in(ids) & Comment.provisional.eq(False))
        .order_by(Comment.id)
    )
    decided = {
        row["cluster"]: row
        for row in await Disposition.select().where(Disposition.cluster.is_in(ids))
    }
    by_cluster = defaultdict(list)
    for member in members:
        by_cluster[member["cluster"]].append(member)
    voices = {row["id"]: shown.voice(row, by_cluster[row["id"]]) for row in rows}
    heard = [voice.comment for voice in voices.values()]
    texts, spoken = await shown.texts(heard), await spoken_of(heard)
    disputed = await dispute.among({member["submission"] for member in members})
    return [
        _view(
            row,
            by_cluster[row["id"]],
            voices[row["id"]],
            texts.get(voices[row["id"]].comment, ""),
            decided.get(row["id"]),
            disputed,
            spoken.get(voices[row["id"]].comment),
        )
        for row in rows
    ]


def _view(
    row: find.Row,
    members: list[find.Row],
    voice: shown.Voice,
    text: str,
    decided: find.Row | None,
    disputed: set[int],
    spoken: Spoken | None,
) -> OpinionView:
    channels = Counter(Channel(member["submission.channel"]) for member in members)
    return OpinionView(
        cluster_id=row["id"],
        label=shown.name(row, voice, text),
        text=text,
        size=len(members),
        channels=dict(channels),
        outcome=Outcome(decided["outcome"]) if decided else None,
        reason=decided["reason"] if decided else "",
        numbers=tuple(member["number"] for member in members[:NUMBERS]),
        disputed=frozenset(
            member["number"] for member in members[:NUMBERS] if member["submission"] in disputed
        ),
        withheld={
            member["number"]: State(member["state"])
            for member in members[:NUMBERS]
            if member["state"] != State.SHOWN
        },
        state=voice.state,
        spoken=spoken if voice.state is State.SHOWN else None,
    )
