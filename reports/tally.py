"""What the comments of a round amount to, counted once, so that every sum closes.

People, submissions, comments and clusters are separate figures: one person may send three
letters with twelve points that all say the same.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

import msgspec

from reports.model import Channel, Cluster, Comment, CommentKind, Disposition, Outcome

UNDECIDED = "待处理"
SHANGHAI = ZoneInfo("Asia/Shanghai")


class OutcomeTally(msgspec.Struct, frozen=True):
    """Comments and clusters with one outcome (None: 待处理). A comment decided on its own counts
    with its own outcome, its cluster with the cluster's: each comment and each cluster once."""

    outcome: Outcome | None
    comments: int
    clusters: int


class ArticleTally(msgspec.Struct, frozen=True):
    """One article (None: the draft as a whole), with its comments and clusters by outcome."""

    article: str | None
    comments: int
    clusters: int
    outcomes: tuple[OutcomeTally, ...]


class Tally(msgspec.Struct, frozen=True):
    """The figures of a round. The sum over each breakdown is the total it breaks down.

    `people` counts named persons once and every comment without one by its submission; a
    comment without submission is a submission (and a person) of its own. `by_region` has ""
    for unknown, `by_day` None for an unknown day; days are those of Asia/Shanghai. `by_article`
    lists the draft as a whole first, then addresses as they sort; `by_outcome` holds every
    outcome and None last, also when zero.
    """

    people: int
    submissions: int
    comments: int
    clusters: int
    by_channel: dict[Channel, int]
    by_kind: dict[CommentKind, int]
    by_region: dict[str, int]
    by_day: dict[dt.date | None, int]
    by_outcome: tuple[OutcomeTally, ...]
    by_article: tuple[ArticleTally, ...]


def _submission(comment: Comment) -> tuple[str, str]:
    if comment.submission:
        return ("submission", comment.submission)
    return ("comment", comment.id)


def _person(comment: Comment) -> tuple[str, str]:
    return ("person", comment.person) if comment.person else _submission(comment)


def _day(comment: Comment) -> dt.date | None:
    return comment.received.astimezone(SHANGHAI).date() if comment.received else None


def _check(comments: Sequence[Comment], clusters: Sequence[Cluster]) -> None:
    articles = {comment.id: comment.article for comment in comments}
    if len(articles) != len(comments):
        raise ValueError("意见清单里有重复的编号，无法统计。")
    seen: set[str] = set()
    for cluster in clusters:
        for member in cluster.members:
            if member.id not in articles:
                raise ValueError(f"类别“{cluster.label}”里的意见 {member.id} 不在意见清单里。")
            if articles[member.id] != cluster.article:
                raise ValueError(f"意见 {member.id} 与类别“{cluster.label}”不在同一条文。")
            if member.id in seen:
                raise ValueError(f"意见 {member.id} 同时属于两个类别。")
            seen.add(member.id)
    if missing := sorted(set(articles) - seen):
        raise ValueError(f"有 {len(missing)} 条意见不属于任何类别，例如 {missing[0]}。")


def _outcomes(
    clusters: Sequence[Cluster],
    dispositions: Mapping[str, Disposition],
    exceptions: Mapping[str, Disposition],
) -> tuple[OutcomeTally, ...]:
    comments: Counter[Outcome | None] = Counter()
    groups: Counter[Outcome | None] = Counter()
    for cluster in clusters:
        decided = dispositions.get(cluster.id)
        outcome = decided.outcome if decided else None
        own = [exceptions[one.id].outcome for one in cluster.members if one.id in exceptions]
        comments[outcome] += cluster.size - len(own)
        comments.update(own)
        groups[outcome] += 1
    return tuple(OutcomeTally(one, comments[one], groups[one]) for one in (*Outcome, None))


def _articles(
    clusters: Sequence[Cluster],
    dispositions: Mapping[str, Disposition],
    exceptions: Mapping[str, Disposition],
) -> tuple[ArticleTally, ...]:
    own: dict[str | None, list[Cluster]] = {}
    for cluster in clusters:
        own.setdefault(cluster.article, []).append(cluster)
    order = sorted(own, key=lambda article: (article is not None, article or ""))
    return tuple(
        ArticleTally(
            article,
            sum(cluster.size for cluster in own[article]),
            len(own[article]),
            _outcomes(own[article], dispositions, exceptions),
        )
        for article in order
    )


def tally(
    comments: Sequence[Comment],
    clusters: Sequence[Cluster],
    dispositions: Mapping[str, Disposition],
    exceptions: Mapping[str, Disposition] | None = None,
) -> Tally:
    """Count a round. `dispositions` maps cluster ids; a cluster without one is 待处理.
    `exceptions` maps the ids of comments decided on their own.

    Raises ValueError unless every comment is in exactly one cluster, of its own article
    (reliability promise R13).
    """
    _check(comments, clusters)
    channels = Counter(comment.channel for comment in comments)
    kinds = Counter(comment.kind for comment in comments)
    regions = Counter(comment.region for comment in comments)
    days = Counter(_day(comment) for comment in comments)
    return Tally(
        people=len({_person(comment) for comment in comments}),
        submissions=len({_submission(comment) for comment in comments}),
        comments=len(comments),
        clusters=len(clusters),
        by_channel={channel: channels[channel] for channel in Channel},
        by_kind={kind: kinds[kind] for kind in CommentKind},
        by_region=dict(sorted(regions.items())),
        by_day=dict(sorted(days.items(), key=lambda item: item[0] or dt.date.min)),
        by_outcome=_outcomes(clusters, dispositions, exceptions or {}),
        by_article=_articles(clusters, dispositions, exceptions or {}),
    )
