"""From groups of texts to clusters: representative, scores, what each member adds, label."""

from collections.abc import Callable, Sequence

import msgspec

from reports import similarity
from reports.comparing.distinct import Spans, Text
from reports.comparing.hands import each
from reports.comparing.leaders import Assignment
from reports.comparing.medoid import medoid
from reports.label import label
from reports.model import Cluster, Member
from reports.normalize import simplify
from reports.unique import GAP, unique_spans, unique_text

_TOLD_EVERY = 256
_CHOOSING = 0.2  # of the time, choosing representatives
_PIECE = 64  # groups named at a time
_HELPED = 16_384  # groups from which a second process is worth starting


class Groups(msgspec.Struct, frozen=True):
    """The distinct texts of an article, the leader the rule gave each (`found`) and the head of
    the group each stands in after staff's word (`heads`); indexes of `texts`."""

    texts: Sequence[Text]
    found: Assignment
    heads: Sequence[int]


class _Group(msgspec.Struct, frozen=True, gc=False):
    """The places of a group's texts, its head first, and which of them represents it."""

    places: Sequence[int]
    shown: int


class _Words(msgspec.Struct, frozen=True, gc=False):
    """What a cluster is named after, its representative, and the texts beside it."""

    named: str
    shown: str
    others: Sequence[str]
    simplified: bool


def clusters(
    article: str | None,
    groups: Groups,
    simplified: bool,
    workers: int,
    say: Callable[[float], None],
) -> list[Cluster]:
    """A cluster for each group, every comment in exactly one."""
    found = _groups(groups, workers, lambda share: say(_CHOOSING * share))
    pieces = [
        [_words(groups.texts, group, simplified) for group in found[start : start + _PIECE]]
        for start in range(0, len(found), _PIECE)
    ]
    told = each(
        spell,
        pieces,
        helped=workers > 1 and len(found) >= _HELPED,
        say=lambda share: say(_CHOOSING + (1 - _CHOOSING) * share),
    )
    pieces.clear()  # of a large round they are many
    labels = (one for piece in told for one in piece)
    return [
        _cluster(article, groups, group, *words) for group, words in zip(found, labels, strict=True)
    ]


def _groups(groups: Groups, workers: int, say: Callable[[float], None]) -> list[_Group]:
    members: dict[int, list[int]] = {}
    for place, head in enumerate(groups.heads):
        if place != head:
            members.setdefault(head, []).append(place)
    found = []
    for place, head in enumerate(groups.heads):
        if not place % _TOLD_EVERY:
            say(place / len(groups.heads))
        if place == head:
            places = (head, *members.pop(head, ()))
            found.append(_Group(places, _representative(groups, places, workers)))
    return found


def _words(texts: Sequence[Text], group: _Group, simplified: bool) -> _Words:
    shown = texts[group.shown]
    others = tuple([texts[place].text for place in group.places if place != group.shown])
    return _Words(shown.text[shown.start : shown.end], shown.text, others, simplified)


def spell(groups: Sequence[_Words]) -> list[tuple[str, tuple[str, ...]]]:
    """For each group its label, and what each text beside the representative adds to it."""
    return [
        (
            label(words.named),
            tuple([_unique(words.shown, text, words.simplified) for text in words.others]),
        )
        for words in groups
    ]


def _cluster(
    article: str | None, groups: Groups, group: _Group, name: str, added: Sequence[str]
) -> Cluster:
    texts, head = groups.texts, group.places[0]
    here = set(group.places)
    new = iter(added)
    found: list[Member] = []
    for place in group.places:
        score, joined_by = _explained(groups, place, head, here)
        unique = "" if place == group.shown else next(new)
        led = texts[groups.found.leaders[place]].digest
        found += _members(texts[place], score, unique, joined_by, led)
    return Cluster(
        id=texts[head].digest,
        article=article,
        leader=texts[head].comments[0],
        representative=texts[group.shown].comments[0],
        label=name,
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


def _representative(groups: Groups, places: Sequence[int], workers: int) -> int:
    if len(places) == 1:
        return places[0]
    texts = [groups.texts[place] for place in places]
    reach = [_reach(groups, place, places[0]) for place in places]
    counts = [len(text.comments) for text in texts]
    return places[medoid([text.core for text in texts], counts, reach, workers)]


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
