"""What became of every cluster of every reading, way by way: the lines of 各审次意见办理情况."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from reports.chain import ChainSource
from reports.document import Align, Column, Mark, Row, Run, Runs, Table, said
from reports.papers.answers import Answer, Answers
from reports.papers.repeats import Repeat, repeats
from reports.papers.ways import Stop, Way, ways
from reports.review import AppendixGroup, Verdict

Ref = tuple[int, str]
"""A cluster by step and id."""
_COLUMNS = (
    Column("意见要点（编号在前，括号内为条数）", 6.2),
    Column("条数", 0.8, Align.RIGHT),
    Column("处理和理由", 6.0),
    Column("下一稿的相应文字", 7.0),
)
_ANSWERS = 2
"""Places of the next text shown for one decision."""


class Course(msgspec.Struct, frozen=True):
    """A cluster in one reading: as its report tells of it, which words of the next text answer
    it, what it says again (`before`) and what says it again (`after`). `line` is the anchor of
    the line it stands in."""

    ref: Ref
    reading: str
    group: AppendixGroup
    answer: Answer | None
    before: Repeat | None = None
    after: tuple[Ref, ...] = ()
    line: str = ""


class Courses(msgspec.Struct, frozen=True):
    """Every way with its clusters in order; `all` holds every cluster of every reading once."""

    ways: tuple[tuple[Way, tuple[Course, ...]], ...]
    all: dict[Ref, Course]


def courses(source: ChainSource) -> Courses:
    """The course of every cluster of the chain."""
    chain = source.chain
    known = repeats(chain)
    after: dict[Ref, list[Ref]] = {}
    for ref, repeat in sorted(known.items()):
        after.setdefault((repeat.at, repeat.cluster), []).append(ref)
    answers = [
        Answers(step, chain.steps[at + 1].draft) if at + 1 < len(chain.steps) else None
        for at, step in enumerate(chain.steps)
    ]
    found: list[tuple[Way, tuple[Course, ...]]] = []
    for way in ways(chain):
        held = [one for stop in way.stops for one in _of(source, stop, answers[stop.at])]
        lines = [_joined(group, known, after) for group in _by_decision(held)]
        found.append((way, tuple(one for line in lines for one in line)))
    return Courses(tuple(found), {one.ref: one for _, held in found for one in held})


def _of(source: ChainSource, stop: Stop, answers: Answers | None) -> Iterator[Course]:
    report = source.reports[stop.at]
    material = source.chain.steps[stop.at].material
    if report is None or material is None:
        return
    clusters = {cluster.id: cluster for cluster in material.clusters}
    for section in report.appendix:
        if section.address != stop.address:
            continue
        for group in section.groups:
            decision = material.dispositions.get(group.cluster)
            answer = answers.to(clusters[group.cluster], decision) if answers else None
            yield Course((stop.at, group.cluster), report.reading, group, answer)


def _joined(
    group: Sequence[Course], known: Mapping[Ref, Repeat], after: Mapping[Ref, list[Ref]]
) -> list[Course]:
    """The clusters of one decision with what they repeat, what repeats them, and their line."""
    at, cluster = group[0].ref
    return [
        msgspec.structs.replace(
            one,
            before=known.get(one.ref),
            after=tuple(after.get(one.ref, ())),
            line=f"c-{at + 1}-{cluster}",
        )
        for one in group
    ]


def table(found: Courses) -> Table:
    """Below the name of each article in each reading a line for every decision, with all the
    clusters it answers, each on a line of its own."""
    rows: list[Row] = []
    for way, held in found.ways:
        for stop in way.stops:
            here = [one for one in held if one.ref[0] == stop.at]
            if here:
                rows.append(Row(((_heading(way, stop),),), spanning=True))
                rows += [_row(group, found.all) for group in _by_decision(here)]
    return Table(_COLUMNS, tuple(rows), name="每类意见的办理")


def _by_decision(held: Iterable[Course]) -> list[list[Course]]:
    """The courses of an article by reading and decision, those on most comments first."""
    groups: dict[tuple[int, str, str], list[Course]] = {}
    for one in held:
        key = one.ref[0], one.group.verdict.key, one.group.reason
        groups.setdefault(key, []).append(one)
    return sorted(groups.values(), key=lambda group: (group[0].ref[0], -_comments(group)))


def _comments(group: Iterable[Course]) -> int:
    return sum(one.group.size for one in group)


def verdict(one: Verdict) -> Runs:
    """An outcome as shape and word."""
    return (Run(f"{one.shape} {one.word}", verdict=one.key),)


def turned(one: Course, before: Course) -> Runs:
    """How the decision differs from that on the same opinion before; marked where no reason is
    given for it. Nothing while either is undecided."""
    old, new = before.group.verdict, one.group.verdict
    if old.outcome is None or new.outcome is None or old.outcome is new.outcome:
        return ()
    words = f"处理由{old.word}改为{new.word}"
    if one.group.reason:
        return said(f"{words}，理由见后一次处理")
    return said(f"{words}，未说明理由", Mark.STRONG)


def _heading(way: Way, stop: Stop) -> Runs:
    """第十六条 养犬数量：一审稿第十四条."""
    name = Run(way.title, Mark.STRONG)
    return (name, Run(f"：{stop.text}{stop.label if stop.address else ''}"))


def _row(group: Sequence[Course], known: Mapping[Ref, Course]) -> Row:
    first = group[0]
    decision = [verdict(first.group.verdict)]
    if first.group.reason:
        decision.append(said(first.group.reason))
    asked = [line for one in group for line in (_asked(one), *_beside(one, known))]
    return Row(
        (tuple(asked), _comments(group), tuple(decision), tuple(_answers(group))),
        anchor=first.line,
    )


def _asked(one: Course) -> Runs:
    size = f"（{one.group.size}条）" if one.group.size > 1 else ""
    return (Run(one.group.code, Mark.STRONG), Run(f"{size}　{one.group.label}"))


def _answers(group: Iterable[Course]) -> Iterator[Runs]:
    """The answers to the clusters of one decision, each once; words before mere places."""
    found = list(dict.fromkeys(one.answer for one in group if one.answer))
    worded = [one for one in found if one.words]
    for answer in (worded or found)[:_ANSWERS]:
        yield said(answer.place)
        if answer.words:
            yield answer.words


def _beside(one: Course, known: Mapping[Ref, Course]) -> Iterator[Runs]:
    """What an opinion repeats and what repeats it, each with its line."""
    if one.before:
        earlier = known[one.before.at, one.before.cluster]
        how = f"再次提出（相似度{one.before.ratio:g}%）："
        lead = Run("意思相近（待核对）：" if one.before.alike else how, Mark.QUIET)
        yield (lead, pointer(earlier))
        if words := turned(one, earlier):
            yield words
    for ref in one.after:
        yield (Run("后又提出：", Mark.QUIET), pointer(known[ref]))


def pointer(one: Course) -> Run:
    """The name of a cluster, leading to the line it stands in."""
    return Run(f"{one.reading}{one.group.code}", link=one.line)
