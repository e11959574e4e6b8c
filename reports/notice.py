"""通报 as data: what the public page of a round's results says, taken from the sealed report.

立法法 (2023) art. 40: 征求意见的情况应当向社会通报. Every figure is the review report's own; every
comment has a line that says under which figures it was counted, so that each leads to its list.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from reports.blocks import asked, own_count
from reports.breakdowns import kind_bar
from reports.charts import channel_bars, verdict_bars
from reports.debates import Debate, debates
from reports.drawing import Chart
from reports.manifest import Manifest
from reports.model import Channel, Cluster, Comment, CommentKind, Edition, Outcome, Task
from reports.normalize import fold
from reports.papers.disputes import disputes
from reports.papers.kinds import Source
from reports.papers.results import NAMES, names
from reports.places import Places, number_order
from reports.quoting import Voice
from reports.review import Figures, VerdictCount

FOREMOST = 10
TOLD = 12
"""How many answers of each outcome the notice tells; the lists have all."""


class Stand(msgspec.Struct, frozen=True):
    """One article (`address` None: the draft as a whole) and how far its opinions have come, in
    comments: `decided` have an outcome, `verdicts` by which."""

    address: str | None
    label: str
    caption: str
    comments: int
    clusters: int
    decided: int
    verdicts: tuple[VerdictCount, ...]


class Told(msgspec.Struct, frozen=True):
    """One answer of the office and what it answers; `number` from 1 is what lines call it. `ask` is
    in the words of the comment `voice`. For `own` of its comments a decision of their own counts.
    """

    number: int
    address: str | None
    place: str
    ask: str
    voice: str
    comments: int
    clusters: int
    outcome: Outcome | None
    reason: str
    own: int = 0


class Duty(msgspec.Struct, frozen=True):
    """A department that leads (主办) some articles and the comments on them; `name` is "" for the
    articles nobody leads. `replied` have an outcome or a public answer."""

    name: str
    addresses: tuple[str | None, ...]
    comments: int
    decided: int
    replied: int


class Line(msgspec.Struct, frozen=True):
    """How one comment was counted. `person` is a number that stands for whoever wrote it; `group`
    is the outcome of its cluster where a decision of its own counts for the comment."""

    comment: str
    cluster: str
    article: str | None
    kind: CommentKind
    channel: Channel
    outcome: Outcome | None
    answer: int
    submission: int
    person: int
    answered: bool
    group: Outcome | msgspec.UnsetType | None = msgspec.UNSET

    @property
    def of_cluster(self) -> Outcome | None:
        """The outcome its cluster is counted with."""
        return self.outcome if self.group is msgspec.UNSET else self.group


class Notice(msgspec.Struct, frozen=True):
    """What a notice says. `told` are the answers in full, `foremost` the numbers of those on most
    comments; `left` counts by outcome the answers that only the lists have. `following` is the
    title of the text that came of it, `compared` what changed in it. `named` agreed to be named,
    the first `NAMES` of `named_in_all`."""

    bill: str
    draft: str
    body: str
    period: str
    ongoing: bool
    made_on: dt.date
    figures: Figures
    stands: tuple[Stand, ...]
    told: tuple[Told, ...]
    foremost: tuple[int, ...]
    left: dict[str, tuple[int, int]]
    debates: tuple[Debate, ...]
    replied: int
    duties: tuple[Duty, ...]
    charts: dict[str, tuple[Chart, ...]]
    following: str
    compared: str
    named: tuple[str, ...]
    named_in_all: int
    manifest: Manifest

    @property
    def foremost_told(self) -> tuple[Told, ...]:
        """The answers on most comments, those first."""
        known = {one.number: one for one in self.told}
        return tuple(known[number] for number in self.foremost)

    def told_of(self, outcome: Outcome) -> tuple[Told, ...]:
        """The answers with an outcome that are told and not among the foremost, largest first."""
        found = [one for one in self.told if one.outcome is outcome]
        rest = (one for one in found if one.number not in self.foremost)
        return tuple(sorted(rest, key=lambda one: (-one.comments, one.number)))


def notice(source: Source, answered: frozenset[str]) -> tuple[Notice, tuple[Line, ...]]:
    """The notice of a round from its report's public edition, and a line a comment in order of
    number. `answered` are the ids of the comments that have a public answer of their own."""
    report, material = source.report, source.material
    contested, where = disputes(source)
    voice = Voice(Edition.PUBLIC)
    answers, numbers = _answers(source, where, voice)
    lines = tuple(_lines(source, numbers, answered))
    foremost = _foremost(answers)
    told = _told(answers, foremost)
    comparison = report.comparison
    named = names(source)
    return Notice(
        bill=report.bill,
        draft=report.draft,
        body=report.body,
        period=report.period,
        ongoing=report.ongoing,
        made_on=report.made_on,
        figures=report.figures,
        stands=tuple(_stands(source)),
        told=told,
        foremost=foremost,
        left=_left(answers, told, report.figures.verdicts),
        debates=debates(contested, where, voice),
        replied=sum(map(_is_replied, lines)),
        duties=tuple(_duties(source, lines)),
        charts=_charts(source),
        following=material.next_draft.title if material.next_draft else "",
        compared=comparison.summary if comparison and material.next_draft else "",
        named=tuple(named[:NAMES]),
        named_in_all=len(named),
        manifest=report.manifest,
    ), lines


def _stands(source: Source) -> Iterator[Stand]:
    for section in source.report.sections:
        decided = sum(one.comments for one in section.verdicts if one.verdict.outcome is not None)
        yield Stand(
            address=section.address,
            label=section.label,
            caption=section.caption,
            comments=section.comments,
            clusters=section.cluster_count,
            decided=decided,
            verdicts=section.verdicts,
        )


def _answers(source: Source, where: Places, voice: Voice) -> tuple[list[Told], dict[str, int]]:
    """Every answer in draft order, and the number of each cluster's."""
    found: list[Told] = []
    numbers: dict[str, int] = {}
    for place in where.all:
        for decision, clusters in asked(place, source.material):
            number = len(found) + 1
            numbers |= {cluster.id: number for cluster in clusters}
            found.append(
                Told(
                    number=number,
                    address=place.address,
                    place=place.label,
                    ask=voice.text(clusters[0].label),
                    voice=clusters[0].representative,
                    comments=sum(cluster.size for cluster in clusters),
                    clusters=len(clusters),
                    outcome=decision.outcome if decision else None,
                    reason=voice.text(decision.reason) if decision else "",
                    own=own_count(clusters, source.material),
                )
            )
    return found, numbers


def _foremost(answers: Iterable[Told]) -> tuple[int, ...]:
    """The answers on most comments, as the report ranks them (`reports.blocks.foremost`); what
    asks nothing in words is left to the lists."""
    worded = (one for one in answers if fold(one.ask))
    ranked = sorted(worded, key=lambda one: (-one.comments, one.number))
    return tuple(one.number for one in ranked[:FOREMOST] if one.comments > 1)


def _told(answers: list[Told], foremost: tuple[int, ...]) -> tuple[Told, ...]:
    chosen = set(foremost)
    for outcome in Outcome:
        mine = [one for one in answers if one.outcome is outcome and one.number not in foremost]
        mine = [one for one in mine if fold(one.ask)]
        ranked = sorted(mine, key=lambda one: (-one.comments, one.number))
        chosen |= {one.number for one in ranked[:TOLD]}
    return tuple(one for one in answers if one.number in chosen)


def _left(
    answers: Iterable[Told], told: tuple[Told, ...], verdicts: Iterable[VerdictCount]
) -> dict[str, tuple[int, int]]:
    """By outcome, the clusters of the answers that are not told, and the comments that no told
    answer with this outcome counts."""
    known = {one.number for one in told}
    groups: Counter[Outcome | None] = Counter()
    for one in answers:
        groups[one.outcome] += one.clusters if one.number not in known else 0
    left = {}
    for verdict in verdicts:
        outcome = verdict.verdict.outcome
        here = sum(one.comments - one.own for one in told if one.outcome is outcome)
        rest = groups[outcome], verdict.comments - here
        if outcome is not None and any(rest):
            left[outcome.value] = rest
    return left


def _lines(source: Source, numbers: Mapping[str, int], answered: frozenset[str]) -> Iterator[Line]:
    material = source.material
    of: dict[str, Cluster] = {
        member.id: cluster for cluster in material.clusters for member in cluster.members
    }
    envelopes: dict[str, int] = {}
    writers: dict[str, int] = {}
    for comment in sorted(material.comments, key=number_order):
        cluster = of[comment.id]
        decided = material.dispositions.get(cluster.id)
        own = material.exceptions.get(comment.id)
        decision = own or decided
        yield Line(
            comment=comment.id,
            cluster=cluster.id,
            article=comment.article,
            kind=comment.kind,
            channel=comment.channel,
            outcome=decision.outcome if decision else None,
            answer=numbers[cluster.id],
            submission=_numbered(envelopes, comment.submission or comment.id),
            person=_numbered(writers, _writer(comment)),
            answered=comment.id in answered,
            group=(decided.outcome if decided else None) if own else msgspec.UNSET,
        )


def _numbered(known: dict[str, int], key: str) -> int:
    return known.setdefault(key, len(known) + 1)


def _writer(comment: Comment) -> str:
    """Whom `figures.people` counts the comment for."""
    return comment.person or comment.submission or comment.id


def _is_replied(line: Line) -> bool:
    return line.outcome is not None or line.answered


def _duties(source: Source, lines: Iterable[Line]) -> Iterator[Duty]:
    """The departments in order of their first article, then what nobody leads. An article that
    several lead is counted for each."""
    leads: dict[str, list[str | None]] = {}
    voice = Voice(Edition.PUBLIC)
    for duty in source.material.duties:
        if duty.task is Task.LEAD:
            leads.setdefault(voice.text(duty.department), []).append(duty.address)
    if not leads:
        return
    led = {address for addresses in leads.values() for address in addresses}
    spoken = [section.address for section in source.report.sections]
    leads[""] = [address for address in spoken if address not in led]
    counted: dict[str | None, list[Line]] = {}
    for line in lines:
        counted.setdefault(line.article, []).append(line)
    for name, addresses in leads.items():
        mine = [line for address in addresses for line in counted.get(address, [])]
        if mine or name:
            yield Duty(
                name=name,
                addresses=tuple(addresses),
                comments=len(mine),
                decided=sum(line.outcome is not None for line in mine),
                replied=sum(map(_is_replied, mine)),
            )


def _charts(source: Source) -> dict[str, tuple[Chart, ...]]:
    report = source.report
    drawn = {
        "channels": (channel_bars(report.figures),),
        "kinds": (kind_bar(report.figures),),
        "articles": verdict_bars(report.sections),
    }
    return {name: tuple(one for one in charts if one) for name, charts in drawn.items()}
