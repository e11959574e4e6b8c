"""The sample bill's rounds as the papers see them, without a database: an opinion is a cluster."""

from functools import cache

from consult.sample.comments import (
    BILL,
    BODY,
    WINDOWS,
    SampleComment,
    comments,
    dispositions,
    reading_text,
)
from drafts.diff import compare
from drafts.model import Draft
from drafts.splitter import split
from reports.model import Cluster, Comment, Disposition, Material, RoundFacts
from tests.reports.rounds import cluster


@cache
def sample_round(reading: int) -> Material:
    """The round of a reading with its comments, decisions and, up to the second, the next text."""
    text = split(reading_text(reading))
    following = split(reading_text(reading + 1)) if reading < len(WINDOWS) else None
    groups = _groups(reading, text)
    decided = {
        key: Disposition(*decision)
        for key, decision in dispositions(reading).items()
        if key in {name for name, _ in groups}
    }
    clusters = tuple(_cluster(name, article, group) for (name, article), group in groups.items())
    return Material(
        facts=RoundFacts(
            BILL, f"{reading}", reading, BODY, WINDOWS[reading].opens, WINDOWS[reading].closes
        ),
        draft=text,
        comments=tuple(one for group in groups.values() for one in group),
        clusters=clusters,
        dispositions={
            one.id: decided[name]
            for one, (name, _) in zip(clusters, groups, strict=True)
            if name in decided
        },
        next_draft=following,
        changes=compare(text, following) if following else (),
    )


def _groups(reading: int, text: Draft) -> dict[tuple[str, str | None], list[Comment]]:
    known = {unit.address for unit in text.articles()}
    groups: dict[tuple[str, str | None], list[Comment]] = {}
    for number, one in enumerate(comments(reading), start=1):
        article = one.address.split("__")[0] if one.address else None
        article = article if article in known else None
        groups.setdefault((one.opinion, article), []).append(_comment(number, one, article))
    return groups


def _comment(number: int, one: SampleComment, article: str | None) -> Comment:
    return Comment(
        id=str(number),
        text=one.text,
        article=article,
        address=article,
        number=f"{one.reading}-{number:04d}",
        kind=one.kind,
        proposed=one.proposed,
        reason=one.reason,
        channel=one.channel,
        received=one.received,
        author=one.name,
        author_public=one.name_public,
        region=one.region,
    )


def _cluster(name: str, article: str | None, group: list[Comment]) -> Cluster:
    return cluster(f"{name}@{article}", *group)
