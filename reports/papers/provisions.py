"""What was said about a provision, in full: every cluster, gathered by the decision it got.

The main report is bounded and leaves small clusters to the annex; the tables leave out none.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from drafts.model import Kind
from reports.additions import addition
from reports.blocks import ADDITION_LENGTH
from reports.figures import channel_shares, people, submissions
from reports.model import Cluster, Comment, Disposition
from reports.papers.kinds import Source
from reports.places import paragraphs
from reports.quoting import excerpt
from reports.review import (
    AppendixEntry,
    AppendixGroup,
    AppendixSection,
    ArticleSection,
    Share,
)

_OWN = 6
"""How many comments decided on their own are named."""
_DIVISIONS = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION}
"""What is spoken of by its heading: the text stands under its articles."""


class Opinion(msgspec.Struct, frozen=True):
    """One cluster: its entries as the edition prints them, its comments for counting.

    `representative` is one of the entries, `label` names the article they are about.
    """

    group: AppendixGroup
    representative: AppendixEntry
    comments: tuple[Comment, ...]
    label: str

    @property
    def people(self) -> int:
        """How many people said it."""
        return people(self.comments)

    @property
    def submissions(self) -> int:
        """In how many 件 it came."""
        return submissions(self.comments)

    @property
    def channels(self) -> tuple[Share, ...]:
        """By which channels it came, the most used first."""
        return channel_shares(self.comments)

    @property
    def place(self) -> str:
        """The provision most of it names, and 等 where some of it names others: 第三条第二款等."""
        named = Counter(entry.place or self.label for entry in self.group.entries)
        first = min(named, key=lambda place: (-named[place], place))
        return f"{first}等" if len(named) > 1 else first

    @property
    def apart(self) -> str:
        """Which of its comments were decided on their own, and how; "" where none was."""
        own = [entry.own for entry in self.group.entries if entry.own]
        told = "；".join(f"{one.number}{one.verdict.word}" for one in own[:_OWN])
        more = "等" if len(own) > _OWN else ""
        return f"其中{len(own)}条另作处理：{told}{more}" if own else ""

    def additions(self) -> list[tuple[str, list[str]]]:
        """What members ask or tell beyond the representative (`reports.additions`): the words and
        the numbers of the comments that add them, the longest first."""
        said = "\n".join(part for part in self.representative.parts if part)
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self.group.entries:
            words = "" if entry is self.representative else _added(entry, said)
            if words:
                found[excerpt(words.strip(), ADDITION_LENGTH)].append(entry.number)
        return sorted(found.items(), key=lambda pair: -len(pair[0]))


class Answer(msgspec.Struct, frozen=True):
    """One decision (outcome and reason) and all the clusters of a provision it answers, the
    largest first; the undecided ones together. `group` of any of them tells the decision."""

    opinions: tuple[Opinion, ...]

    @property
    def group(self) -> AppendixGroup:
        """The first cluster, which bears the decision."""
        return self.opinions[0].group

    @property
    def comments(self) -> int:
        """How many comments it answers."""
        return sum(opinion.group.size for opinion in self.opinions)


class Provision(msgspec.Struct, frozen=True):
    """An article, annex or chapter, or the draft as a whole: its text by 款 and 项, its figures
    as the main report gives them, and every decision on it, that on most comments first."""

    section: ArticleSection
    text: tuple[str, ...]
    answers: tuple[Answer, ...]

    @property
    def opens(self) -> str:
        """The chapter that begins with it, where that is not the provision itself."""
        chapter = self.section.opens_chapter
        return "" if chapter == self.section.title else chapter


def provisions(source: Source) -> Iterator[Provision]:
    """Every provision somebody spoke of, in draft order: 总体意见, by chapter and article, annexes.

    Words are those of `source.report`, masked and signed for its edition.
    """
    comments = {comment.id: comment for comment in source.material.comments}
    clusters = {cluster.id: cluster for cluster in source.material.clusters}
    draft = source.material.draft
    units = {unit.address: unit for unit in draft.walk() if unit.kind not in _DIVISIONS}
    listed = {section.anchor: section for section in source.report.appendix}
    for section in source.report.sections:
        opinions = _opinions(listed[section.appendix.href], section.label, comments, clusters)
        yield Provision(
            section=section,
            text=paragraphs(units.get(section.address or "")),
            answers=_answers(opinions, source.material.dispositions),
        )


def _opinions(
    listed: AppendixSection,
    label: str,
    comments: Mapping[str, Comment],
    clusters: Mapping[str, Cluster],
) -> Iterator[Opinion]:
    for group in listed.groups:
        first = clusters[group.cluster].representative
        speaks = (entry for entry in group.entries if entry.comment == first)
        yield Opinion(
            group=group,
            representative=next(speaks, group.entries[0]),
            comments=tuple(comments[entry.comment] for entry in group.entries),
            label=label,
        )


def _answers(
    opinions: Iterator[Opinion], dispositions: Mapping[str, Disposition]
) -> tuple[Answer, ...]:
    """Opinions come the largest first, and stay so inside a decision and among equal ones."""
    decided: dict[Disposition | None, list[Opinion]] = defaultdict(list)
    for opinion in opinions:
        decided[dispositions.get(opinion.group.cluster)].append(opinion)
    answers = [Answer(tuple(told)) for told in decided.values()]
    return tuple(sorted(answers, key=lambda answer: -answer.comments))


def _added(entry: AppendixEntry, representative: str) -> str:
    spans = _new(entry)
    said = "\n".join(part for part in entry.parts if part)
    return addition(said, spans, representative) if spans else ""


def _new(entry: AppendixEntry) -> list[tuple[int, int]]:
    """The spans of all an entry says (its parts, a line each) that the representative lacks."""
    spans: list[tuple[int, int]] = []
    at = 0
    for runs in filter(None, (entry.text, entry.proposed, entry.reason)):
        for nth, (new, words) in enumerate(runs):
            if new and nth == 0 and spans and spans[-1][1] == at - 1:
                spans[-1] = (spans[-1][0], at + len(words))
            elif new:
                spans.append((at, at + len(words)))
            at += len(words)
        at += 1
    return spans
