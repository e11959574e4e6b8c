"""Which article of the new draft is which article of the old one.

Four rounds, the surest first: in order (monotone alignment), out of order (moves), by containment
(split and merge), and the weak neighbours left between sure ones. A link is automatic only where
measured precision allows comments to follow it unasked; every other is a proposal.
"""

import re
from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import fuzz, process

from drafts.chain import Pair, heaviest
from drafts.links import name_changes
from drafts.model import Change, Draft, Kind, Link, LinkStatus, Unit
from drafts.shingles import Shingles

IN_ORDER_SURE = 0.70
IN_ORDER_WEAK = 0.50
MOVED_SURE = 0.85
MOVED_WEAK = 0.70
CONTAINED = 0.55
LOOK_ALIKE = 0.05
"""A move with a second candidate this close is a guess between two."""

_DIGITS = "[〇零一二两三四五六七八九十百千0-9０-９]+"
_REFERENCE = re.compile(rf"第{_DIGITS}(?:之{_DIGITS})?([编章节条款项目])(?:之{_DIGITS})?")
_BLANK = re.compile(r"\s+")


class _Article(NamedTuple):
    """What the matcher looks at: the words with every reference masked, and what stands around."""

    words: str
    caption: str | None
    chapter: str | None


def align(old: Draft, new: Draft) -> tuple[Link, ...]:
    """Link every article of both drafts: paired where it lives on, alone where it does not.

    In the order of the old draft, then the added articles. An old article in several links was
    split, a new one in several was merged; see `Change` and `name_changes`.
    """
    left, right = _articles(old), _articles(new)
    candidates = _candidates(left, right)
    found = _Found(candidates)
    found.take_in_order(IN_ORDER_SURE)
    found.take_moves(MOVED_SURE)
    _take_parts(found, left, right)
    found.take_in_order(IN_ORDER_WEAK)
    found.take_moves(MOVED_WEAK)
    here = [unit.address for unit in old.articles()]
    there = [unit.address for unit in new.articles()]
    # What happened is read from the pairs afterwards: CHANGED only holds the place.
    links = [
        Link(here[pair.old], there[pair.new], Change.CHANGED, min(pair.score, 1.0), status)
        for pair, status in found.pairs
    ]
    return name_changes(old, new, links)


def _articles(draft: Draft) -> list[_Article]:
    articles: list[_Article] = []
    for unit, chapter in _with_chapter(draft.units, None):
        words = _BLANK.sub("", _REFERENCE.sub(r"第〇\1", unit.text))
        articles.append(_Article(words, unit.caption, chapter))
    return articles


def _with_chapter(units: Iterable[Unit], chapter: str | None) -> Iterator[tuple[Unit, str | None]]:
    """Every article with the heading it stands under."""
    for unit in units:
        if unit.kind is Kind.ARTICLE:
            yield unit, chapter
        yield from _with_chapter(unit.children, unit.heading or chapter)


def _candidates(left: list[_Article], right: list[_Article]) -> list[Pair]:
    """The pairs alike enough to be looked at.

    Words that stand once in either draft and are the same belong together, whatever else is
    alike; the rest are compared each with each.
    """
    pairs = _twins(left, right)
    settled_old, settled_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    rest = {at: a.words for at, a in enumerate(right) if at not in settled_new}
    for i, article in enumerate(left):
        if i in settled_old:
            continue
        hits = process.extract(
            article.words, rest, scorer=fuzz.ratio, score_cutoff=IN_ORDER_WEAK * 100, limit=None
        )
        # Nothing speaks for two empty articles but their place.
        pairs += [Pair(i, j, score / 100 if words else IN_ORDER_WEAK) for words, score, j in hits]
    return pairs


def _twins(left: list[_Article], right: list[_Article]) -> list[Pair]:
    places: tuple[dict[str, list[int]], dict[str, list[int]]] = defaultdict(list), defaultdict(list)
    for side, articles in zip(places, (left, right), strict=True):
        for at, article in enumerate(articles):
            if article.words:
                side[article.words].append(at)
    return [
        Pair(here[0], there[0], 1.0)
        for words, here in places[0].items()
        if len(here) == 1 and len(there := places[1].get(words, [])) == 1
    ]


class _Found:
    """The links found so far. `chain` holds those in order, sorted."""

    def __init__(self, candidates: list[Pair]) -> None:
        self.pairs: list[tuple[Pair, LinkStatus]] = []
        self.of_old: dict[int, list[int]] = defaultdict(list)
        self.of_new: dict[int, list[int]] = defaultdict(list)
        self._chain: list[Pair] = []
        self._candidates = candidates
        self._rivals = _rivals(candidates)

    def add(self, pair: Pair, status: LinkStatus) -> None:
        """Take a link; its two articles are no longer free."""
        self.pairs.append((pair, status))
        self.of_old[pair.old].append(pair.new)
        self.of_new[pair.new].append(pair.old)

    def take_in_order(self, floor: float) -> None:
        """The heaviest sequence of free pairs that crosses no link already in order."""
        fitting = [pair for pair in self._free(floor) if self._fits(pair)]
        for pair in heaviest(fitting):
            sure = pair.score >= IN_ORDER_SURE
            self.add(pair, LinkStatus.AUTOMATIC if sure else LinkStatus.PROPOSED)
            insort(self._chain, pair)

    def take_moves(self, floor: float) -> None:
        """The likest free pairs anywhere, each article once; a look-alike makes it a proposal."""
        for pair in sorted(self._free(floor), key=lambda pair: (-pair.score, pair)):
            if pair.old in self.of_old or pair.new in self.of_new:
                continue
            sure = pair.score >= MOVED_SURE and not self._has_rival(pair)
            self.add(pair, LinkStatus.AUTOMATIC if sure else LinkStatus.PROPOSED)

    def _free(self, floor: float) -> list[Pair]:
        return [
            pair
            for pair in self._candidates
            if pair.score >= floor and pair.old not in self.of_old and pair.new not in self.of_new
        ]

    def _fits(self, pair: Pair) -> bool:
        at = bisect(self._chain, pair)
        return (at == 0 or self._chain[at - 1].new < pair.new) and (
            at == len(self._chain) or pair.new < self._chain[at].new
        )

    def _has_rival(self, pair: Pair) -> bool:
        rivals = self._rivals["old", pair.old] + self._rivals["new", pair.new]
        return any(rival != pair and rival.score > pair.score - LOOK_ALIKE for rival in rivals)


def _rivals(candidates: list[Pair]) -> dict[tuple[str, int], list[Pair]]:
    """The candidates of each article, on either side."""
    rivals: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in candidates:
        rivals["old", pair.old].append(pair)
        rivals["new", pair.new].append(pair)
    return rivals


def _take_parts(found: _Found, left: list[_Article], right: list[_Article]) -> None:
    """Propose what containment shows: a part cut off an old article, an old one taken into a new.

    A part must be found in what the article's other partners do *not* hold, or every article
    would contain its neighbour's boilerplate.
    """
    here = Shingles([article.words for article in left])
    there = Shingles([article.words for article in right])

    def as_part(i: int, j: int) -> float:
        return here.share_of(right[j].words, i, there.all_of(found.of_old.get(i, ())))

    def as_source(i: int, j: int) -> float:
        return there.share_of(left[i].words, j, here.all_of(found.of_new.get(j, ())))

    guesses = [
        (as_part(i, j), i, j, as_part)
        for j, article in enumerate(right)
        if j not in found.of_new
        for i in here.holders(article.words)
    ] + [
        (as_source(i, j), i, j, as_source)
        for i, article in enumerate(left)
        if i not in found.of_old
        for j in there.holders(article.words)
    ]
    contained = [guess for guess in guesses if guess[0] >= CONTAINED]
    for _, i, j, share in sorted(contained, key=lambda guess: (-guess[0], guess[1], guess[2])):
        alone = i not in found.of_old or j not in found.of_new
        if alone and (score := share(i, j)) >= CONTAINED:
            found.add(Pair(i, j, score), LinkStatus.PROPOSED)
