"""The cross-reference alarm: citations that went wrong when articles changed their numbers.

Of a sentence that lives on, the words of the old draft say which article was meant; the links say
where that article stands now; the new sentence must name it there. 48–59 % of the articles that
live on between two versions of a law change their number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby

import msgspec

from drafts.citations import Citation, CitationKind, Commented, find
from drafts.citing.counterparts import Counterparts, names
from drafts.diff import ops
from drafts.model import Draft, Link, Op, Unit
from drafts.splitting.markers import BLANKS

PLACEHOLDER = "\ue0c1"
_CLAUSE = re.compile(r"[^。；：\n]+")
_BLANK = str.maketrans("", "", BLANKS + PLACEHOLDER)

Group = list[Citation]


class AlarmKind(StrEnum):
    """What is wrong: left over from the old numbers, led to nowhere, or changed to elsewhere."""

    STALE = "stale"
    DANGLING = "dangling"
    ELSEWHERE = "elsewhere"


class Alarm(msgspec.Struct, frozen=True):
    """A citation of the new draft a drafter must look at.

    `targets` is where it leads now, `expected` where the provision it was written for stands;
    empty when that was removed. ELSEWHERE may be meant; the other two never are.
    """

    kind: AlarmKind
    start: int
    end: int
    text: str
    at: str | None
    targets: tuple[str, ...]
    expected: tuple[str, ...]
    message: str


class Renumbered(msgspec.Struct, frozen=True):
    """A citation in a comment on the old draft whose provision has another address in the new one.

    `new` is empty when the provision was removed.
    """

    start: int
    end: int
    text: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    message: str


def alarm(old: Draft, new: Draft, links: Iterable[Link]) -> tuple[Alarm, ...]:
    """Every citation of `new` that is stale, dangles, or was turned to another article.

    `links` are those of `matcher.align`, as people confirmed them. In the order of the text.
    """
    pairs = [link for link in links if link.old is not None and link.new is not None]
    places = Counterparts(old, new, pairs)
    before = _by_article(_own(find(old)), places.old_articles)
    own = _own(find(new))
    after = _by_article(own, places.new_articles)
    alarms = [_dangling(one) for one in own if one.dangling]
    old_units = {unit.address: unit for unit in old.articles()}
    new_units = {unit.address: unit for unit in new.articles()}
    for link in pairs:
        left, right = before.get(link.old or "", []), after.get(link.new or "", [])
        if left and right:
            words = (
                _masked(old.source, old_units[link.old or ""], left),
                _masked(new.source, new_units[link.new or ""], right),
            )
            for i, j, sure in _matched(*words):
                alarms += _judged(left[i], right[j], places, sure)
    return tuple(_once(alarms))


class Renumbering:
    """Which numbers of an old draft are other ones in the new, for all comments on the old."""

    def __init__(self, old: Draft, new: Draft, links: Iterable[Link]) -> None:
        """Index both drafts once. `links` are those of `matcher.align`."""
        self._places = Counterparts(old, new, links)
        self._commented = Commented(old)

    def cited_in(self, text: str, at: str | None = None) -> tuple[Renumbered, ...]:
        """The citations in a comment, about the provision `at` if any, that name a number which
        is another one now."""
        found = []
        for one in self._commented.find(text, at):
            images = [self._places.exact(target) for target in one.targets]
            if one.law is not None or not images or any(image is None for image in images):
                continue
            there = tuple(dict.fromkeys(to for image in images for to in sorted(image or ())))
            if there == one.targets:
                continue
            now = f"新稿里是{names(there)}" if there else "新稿里已经删去"
            message = f"“{one.text}”在旧稿里是{names(one.targets)}，{now}。"
            found.append(Renumbered(one.start, one.end, one.text, one.targets, there, message))
        return tuple(found)


def _own(citations: tuple[Citation, ...]) -> list[Citation]:
    return [one for one in citations if one.law is None]


def _by_article(citations: list[Citation], articles: dict[str, str]) -> dict[str, list[Group]]:
    """The groups of citations that stand in each article."""
    found: dict[str, list[Group]] = defaultdict(list)
    for _, group in groupby(citations, key=lambda one: (one.group, one.at)):
        members = list(group)
        found[articles.get(members[0].at or "", "")].append(members)
    return found


def _masked(source: str, article: Unit, groups: list[Group]) -> str:
    """The words of an article without its number, a placeholder for every group."""
    at = article.children[0].start if article.children else article.start
    words = []
    for group in groups:
        words.append(source[at : group[0].start].translate(_BLANK) + PLACEHOLDER)
        at = group[-1].end
    return "".join([*words, source[at : article.end].translate(_BLANK)])


def _matched(old: str, new: str) -> Iterator[tuple[int, int, bool]]:
    """Which group of the old words is which of the new ones, and whether their clauses agree."""
    left, right = _clauses(old), _clauses(new)
    return ((i, j, left[i] == right[j]) for i, j in _paired(old, new))


def _clauses(words: str) -> list[str]:
    """For every placeholder the clause it stands in, up to 。；："""
    return [clause for clause in _CLAUSE.findall(words) for _ in range(clause.count(PLACEHOLDER))]


def _paired(old: str, new: str) -> Iterator[tuple[int, int]]:
    i = j = cut = 0
    for op, words in ops(old, new):
        count = words.count(PLACEHOLDER)
        if op is Op.DELETE:
            i, cut = i + count, count
        elif op is Op.INSERT:
            if count == cut:
                yield from ((i - cut + k, j + k) for k in range(count))
            j, cut = j + count, 0
        else:
            yield from ((i + k, j + k) for k in range(count))
            i, j, cut = i + count, j + count, 0


def _judged(old: Group, new: Group, places: Counterparts, sure: bool) -> Iterator[Alarm]:
    """The alarms of a group, told by what the same group said in the old draft."""
    if any(one.dangling for one in old):
        return
    unchanged = [one.text for one in old] == [one.text for one in new]
    was = [target for one in old for target in _ends(one)]
    now = [target for one in new for target in _ends(one)]
    aligned = len(was) == len(now)
    at = 0
    for place, one in enumerate(new):
        sources = list(_ends(old[place])) if unchanged else was
        for target in _ends(one):
            at += 1
            if aligned and now.count(target) > 1:
                sources = [was[at - 1]]  # 第九条、第九条: one of the two was another article
            if not sources or _is_right(target, sources, places):
                continue
            same = [source for source in sources if _is_written_alike(source, target, places)]
            if same or (unchanged and sure):
                yield _stale(one, places, same or sources)
            elif sure and aligned and target in places.new_articles:
                yield _elsewhere(one, places, [was[at - 1]])


def _ends(citation: Citation) -> tuple[str, ...]:
    """What a citation writes: of a range its two ends."""
    ranged = citation.kind is CitationKind.RANGE and len(citation.targets) > 1
    return (citation.targets[0], citation.targets[-1]) if ranged else citation.targets


def _is_right(target: str, sources: list[str], places: Counterparts) -> bool:
    """Whether a new target is where one of the old ones stands now, or may well be."""
    article = places.new_articles.get(target)
    for source in sources:
        exact = places.exact(source)
        if source not in places.old_articles:
            if exact is None or target in exact:
                return True
        elif article in places.articles(source):
            whole = target == article or source == places.old_articles[source]
            if whole or exact is None or target in exact:
                return True
    return False


def _is_written_alike(source: str, target: str, places: Counterparts) -> bool:
    """Whether the new words name the number the old ones did."""
    here, there = places.old_articles.get(source), places.new_articles.get(target)
    if here is None or there is None:
        return source == target
    below = source.removeprefix(here) == target.removeprefix(there)
    return here == there or (below and there in places.articles(source))


def _dangling(one: Citation) -> Alarm:
    message = f"“{one.text}”没有着落：{one.dangling}"
    return Alarm(AlarmKind.DANGLING, one.start, one.end, one.text, one.at, (), (), message)


def _stale(one: Citation, places: Counterparts, sources: list[str]) -> Alarm:
    expected = _expected(places, sources)
    meant, now = names(sources), names(one.targets)
    if expected:
        message = (
            f"“{one.text}”是按旧稿写的：旧稿{meant}在新稿里是{names(expected)}，"
            f"而新稿{now}是另一条（款、项）。请改正。"
        )
    else:
        message = f"“{one.text}”是按旧稿写的：旧稿{meant}已经删去，新稿{now}是另一条。请核对。"
    return _alarm(AlarmKind.STALE, one, expected, message)


def _elsewhere(one: Citation, places: Counterparts, sources: list[str]) -> Alarm:
    expected = _expected(places, sources)
    became = f"在新稿里是{names(expected)}" if expected else "已经删去"
    message = (
        f"旧稿这里引用{names(sources)}，{became}；新稿引用的是{names(one.targets)}。"
        "如果不是有意改动，请改正。"
    )
    return _alarm(AlarmKind.ELSEWHERE, one, expected, message)


def _alarm(kind: AlarmKind, one: Citation, expected: tuple[str, ...], message: str) -> Alarm:
    return Alarm(kind, one.start, one.end, one.text, one.at, one.targets, expected, message)


def _expected(places: Counterparts, sources: list[str]) -> tuple[str, ...]:
    """Where the old targets stand now; the articles when nothing closer is known."""
    found: list[str] = []
    for source in sources:
        exact = places.exact(source)
        found += sorted(places.articles(source) if exact is None else exact)
    return tuple(dict.fromkeys(found))


def _once(alarms: Iterable[Alarm]) -> list[Alarm]:
    """In the order of the text, each citation once: an article split in two is asked twice."""
    found: dict[int, Alarm] = {}
    for one in sorted(alarms, key=lambda alarm: (alarm.start, list(AlarmKind).index(alarm.kind))):
        found.setdefault(one.start, one)
    return list(found.values())
