"""The counts a report prints. People, 件, 条 and 类 are separate figures, never mixed."""

from collections import defaultdict
from collections.abc import Iterable

from reports.model import Channel, Comment, Material
from reports.privacy import find
from reports.review import (
    CHANNEL_NAMES,
    KIND_NAMES,
    DayCount,
    Figures,
    FormLetters,
    Share,
    VerdictCount,
    verdict_of,
)
from reports.tally import OutcomeTally, Tally

NAMED_REGIONS = 10
LEAST_PEOPLE = 3
"""A region fewer people wrote from is not named: with it, they might be known."""


def figures(material: Material, counts: Tally, letters: FormLetters) -> Figures:
    """The counts of the whole round, as its report prints them; `letters` are those
    `campaigns.form_letters` found."""
    decided = [one for one in counts.by_outcome if one.outcome is not None]
    return Figures(
        people=counts.people,
        submissions=counts.submissions,
        comments=counts.comments,
        clusters=counts.clusters,
        articles=len([one for one in counts.by_article if one.article is not None]),
        decided_clusters=sum(one.clusters for one in decided),
        decided_comments=sum(one.comments for one in decided),
        channels=channel_shares(material.comments),
        kinds=tuple(
            Share(kind.value, name, counts.by_kind[kind])
            for kind, name in KIND_NAMES.items()
            if counts.by_kind[kind]
        ),
        verdicts=verdict_counts(counts.by_outcome),
        days=tuple(DayCount(date, times) for date, times in counts.by_day.items() if date),
        undated=counts.by_day.get(None, 0),
        regions=regions(material.comments),
        letters=letters,
    )


def people(comments: Iterable[Comment]) -> int:
    """How many different people spoke. A comment of unknown person counts as its own 件's one."""
    return len({comment.person or _envelope(comment) for comment in comments})


def submissions(comments: Iterable[Comment]) -> int:
    """How many 件 the comments came in."""
    return len({_envelope(comment) for comment in comments})


def channel_shares(comments: Iterable[Comment]) -> tuple[Share, ...]:
    """Comments and 件 by channel, the most used first; unused channels are left out."""
    groups: dict[Channel, list[Comment]] = defaultdict(list)
    for comment in comments:
        groups[comment.channel].append(comment)
    order = {channel: at for at, channel in enumerate(CHANNEL_NAMES)}
    ranked = sorted(groups.items(), key=lambda pair: (-len(pair[1]), order[pair[0]]))
    return tuple(
        Share(channel.value, CHANNEL_NAMES[channel], len(group), submissions(group))
        for channel, group in ranked
    )


def regions(comments: Iterable[Comment]) -> tuple[Share, ...]:
    """Comments by region as coarse as people gave it, the most first, for both editions alike.

    Named are at most NAMED_REGIONS that at least LEAST_PEOPLE people wrote from, and only where
    what they gave holds no personal data by its form; all others are 其他地区 together, and who
    gave none is 未注明, both at the end. Empty where nobody gave one.
    """
    groups: dict[str, list[Comment]] = defaultdict(list)
    for comment in comments:
        groups[" ".join(comment.region.split())].append(comment)
    silent = groups.pop("", [])
    known = sorted(groups, key=lambda name: (-len(groups[name]), name))
    named = [n for n in known if people(groups[n]) >= LEAST_PEOPLE and not find(n)][:NAMED_REGIONS]
    rest = [comment for name in known if name not in named for comment in groups[name]]
    shares = [Share(name, name, len(groups[name]), submissions(groups[name])) for name in named]
    if rest:
        shares.append(Share("rest", "其他地区", len(rest), submissions(rest)))
    if silent and known:
        shares.append(Share("silent", "未注明", len(silent), submissions(silent)))
    return tuple(shares)


def verdict_counts(outcomes: Iterable[OutcomeTally]) -> tuple[VerdictCount, ...]:
    """Comments and clusters by verdict, 待处理 last; zeros left out."""
    return tuple(
        VerdictCount(verdict_of(one.outcome), one.comments, one.clusters)
        for one in outcomes
        if one.clusters or one.comments
    )


def _envelope(comment: Comment) -> str:
    return comment.submission or comment.id
