"""From groups of texts to clusters: representative, scores, what each member adds, label."""

from collections.abc import Callable, Sequence

import msgspec

from reports import similarity
from reports.comparing.distinct import Spans, Text
from reports.comparing.leaders import Assignment
from reports.comparing.medoid import medoid
from reports.label import label
from reports.model import Cluster, Member
from reports.normalize import simplify
from reports.unique import GAP, unique_spans, unique_text

_TOLD_EVERY = 256


class Groups(msgspec.Struct, frozen=True):
    """The distinct texts of an article, the leader the rule gave each (`found`) and the head of
    the group each stands in after staff's word (`heads`); indexes of `texts`."""

    texts: Sequence[Text]
    found: Assignment
    heads: Sequence[int]


def clusters(
    article: str | None,
    groups: Groups,
    simplified: bool,
    workers: int,
    say: Callable[[float], None],
) -> list[Cluster]:
    """A cluster for each group, every comment in exactly one."""
    members: dict[int, list[int]] = {}
    for place, head in enumerate(groups.heads):
        if place != head:
            members.setdefault(head, []).append(place)
    made = []
    heads = [place for place, head in enumerate(groups.heads) if place == head]
    for done, head in enumerate(heads):
        if not done % _TOLD_EVERY:
            say(done / len(heads))
        places = [head, *members.get(head, ())]
        made.append(_cluster(article, groups, places, simplified, workers))
    return made


def _cluster(
    article: str | None, groups: Groups, places: Sequence[int], simplified: bool, workers: int
) -> Cluster:
    """One group, its head first."""
    texts = groups.texts
    shown = _representative(groups, places, workers)
    here = set(places)
    found: list[Member] = []
    for place in places:
        text = texts[place]
        score, joined_by = _explained(groups, place, places[0], here)
        new = _unique(shown.text, text.text, simplified) if text is not shown else ""
        led = texts[groups.found.leaders[place]].digest
        found += _members(text, score, new, joined_by, led)
    return Cluster(
        id=texts[places[0]].digest,
        article=article,
        leader=texts[places[0]].comments[0],
        representative=shown.comments[0],
        label=label(shown.text[shown.start : shown.end]),
        members=tuple(found),
    )


def _members(
    text: Text, score: float, new: str, joined_by: tuple[str, float] | None, led: str
) -> list[Member]:
    """The copies of a text."""
    none: Spans = ()
    cuts = text.cuts or (none,) * len(text.comments)
    return [
        Member(comment, score, new, joined_by, cut, text.digest, led)
        for comment, cut in zip(text.comments, cuts, strict=True)
    ]


def _explained(
    groups: Groups, place: int, head: int, here: set[int]
) -> tuple[float, tuple[str, float] | None]:
    """The ratio of a text to its head, and what it was joined by: the leader the rule found, where
    staff left the two together."""
    text, leader = groups.texts[place], groups.found.leaders[place]
    by = groups.texts[leader]
    joined_by = None
    if leader != place and leader in here:
        gap, total = groups.found.distances[place], len(text.core) + len(by.core)
        joined_by = by.comments[0], similarity.percent(gap, total)
        if leader == head and text.core == text.whole and by.core == by.whole:
            return joined_by[1], joined_by
    if place == head:
        return 100.0, joined_by
    return similarity.ratio(text.whole, groups.texts[head].whole), joined_by


def _representative(groups: Groups, places: Sequence[int], workers: int) -> Text:
    texts = [groups.texts[place] for place in places]
    if len(texts) == 1:
        return texts[0]
    reach = [_reach(groups, place, places[0]) for place in places]
    counts = [len(text.comments) for text in texts]
    return texts[medoid([text.core for text in texts], counts, reach, workers)]


def _reach(groups: Groups, place: int, head: int) -> int:
    """The distance of a text to its head where the rule measured it, else the most it can be."""
    if groups.found.leaders[place] == head:
        return groups.found.distances[place]
    return len(groups.texts[place].core) + len(groups.texts[head].core)


def _unique(shown: str, text: str, simplified: bool) -> str:
    """What `text` says that `shown` does not; traditional characters alone are not new."""
    if not simplified:
        return unique_text(shown, text)
    plain = simplify(text)
    if len(plain) != len(text):
        return unique_text(shown, text)
    spans = unique_spans(simplify(shown), plain)
    return GAP.join(text[start:end] for start, end in spans)
