"""Which article of the new draft is which article of the old one.

Five rounds, the surest first: in order (monotone alignment), out of order (moves), by containment
(split and merge), the weak neighbours left between sure ones, and what only speaks of the same
subject in other words. A link is automatic only where
measured precision allows comments to follow it unasked; every other is a proposal.
"""

import re
from bisect import bisect, insort
from collections import Counter, defaultdict
from collections.abc import Callable

from rapidfuzz import fuzz, process

from drafts.aligning.bags import Bags
from drafts.aligning.chain import Pair, heaviest
from drafts.aligning.links import name_changes
from drafts.aligning.parts import Article, Parts
from drafts.aligning.topics import Topics
from drafts.model import Change, Draft, Kind, Link, LinkStatus, Unit

IN_ORDER_SURE = 0.70
IN_ORDER_WEAK = 0.50
MOVED_SURE = 0.85
MOVED_WEAK = 0.70
CAPTION = 0.40
"""How much of the doubt a caption takes away that both drafts use once: with it, a neighbour that
would be proposed (.50) is sure (.70)."""

SUBJECT = 0.12
"""The share of rare words at which two articles without a partner are proposed to each other."""

SUBJECT_AFAR = 0.20
"""The same where they stand under chapters of different titles and on other sides of sure links:
read, three such proposals below this were wrong and none was right."""

SUBJECT_TAKEN = 0.20
"""The same where one of the two has a partner already: more is needed for a split or a merge."""

LOOK_ALIKE = 0.05
"""A move with a second candidate this close is a guess between two."""

_DIVISIONS = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION}
_DIGITS = "[〇零一二两三四五六七八九十百千0-9０-９]+"
_REFERENCE = re.compile(rf"第{_DIGITS}(?:之{_DIGITS})?([编章节条款项目])(?:之{_DIGITS})?")
_BLANK = re.compile(r"\s+")


def align(old: Draft, new: Draft) -> tuple[Link, ...]:
    """Link every article of both drafts: paired where it lives on, alone where it does not.

    In the order of the old draft, then the added articles. An old article in several links was
    split, a new one in several was merged; see `Change` and `name_changes`.
    """
    left, right = _articles(old), _articles(new)
    parts = Parts(left, right)
    found = _Found(_candidates(left, right), parts)
    found.take_in_order(IN_ORDER_SURE)
    found.take_moves(MOVED_SURE)
    found.take_parts(parts.plainly_held)
    found.take_in_order(IN_ORDER_WEAK)
    found.take_moves(MOVED_WEAK)
    found.take_parts(parts.held_by_kin)
    found.take_subjects(left, right)
    here = [unit.address for unit in old.articles()]
    there = [unit.address for unit in new.articles()]
    # What happened is read from the pairs afterwards: CHANGED only holds the place.
    links = [
        Link(here[pair.old], there[pair.new], Change.CHANGED, min(pair.score, 1.0), status)
        for pair, status in found.pairs
    ]
    return name_changes(old, new, links)


def _articles(draft: Draft) -> list[Article]:
    chapters = _chapters(draft)
    return [
        Article(_masked(unit.text), unit.caption or "", chapters.get(unit.address, ""))
        for unit in draft.articles()
    ]


def _chapters(draft: Draft) -> dict[str, str]:
    """The title of the chapter, or whatever heading is the closest, of each article under one."""
    found: dict[str, str] = {}
    for unit in draft.walk():
        if unit.kind in _DIVISIONS and unit.heading:
            found |= {below.address: unit.heading for below in unit.walk()}
    return found


def _masked(text: str) -> str:
    return _BLANK.sub("", _REFERENCE.sub(r"第〇\1", text))


def _candidates(left: list[Article], right: list[Article]) -> list[Pair]:
    """The pairs alike enough to be looked at.

    Words that stand once in either draft and are the same belong together, whatever else is
    alike; the rest are compared each with each, as far as their characters allow (see `Bags`).
    """
    twins = _only_shared([a.words for a in left], [a.words for a in right])
    settled_old, settled_new = set(twins), set(twins.values())
    scores = dict.fromkeys(twins.items(), 1.0)
    rest = {at: a.words for at, a in enumerate(right) if at not in settled_new}
    unsettled = {at: a.words for at, a in enumerate(left) if at not in settled_old}
    bags = Bags(unsettled, rest)
    for i, own in unsettled.items():
        near = {j: rest[j] for j in bags.reaching(i, IN_ORDER_WEAK)}
        hits = process.extract(
            own, near, scorer=fuzz.ratio, score_cutoff=IN_ORDER_WEAK * 100, limit=None
        )
        # Nothing speaks for two empty articles but their place.
        scores |= {(i, j): score / 100 if words else IN_ORDER_WEAK for words, score, j in hits}
    for i, j in _only_shared([a.caption for a in left], [a.caption for a in right]).items():
        if i not in settled_old and j not in settled_new:
            ratio = fuzz.ratio(left[i].words, right[j].words) / 100
            scores[i, j] = ratio + CAPTION * (1 - ratio)
    return [Pair(i, j, score) for (i, j), score in scores.items() if score >= IN_ORDER_WEAK]


def _only_shared(left: list[str], right: list[str]) -> dict[int, int]:
    """Where each text stands that both sides hold, exactly once each."""
    once_left, once_right = _once(left), _once(right)
    return {at: once_right[text] for text, at in once_left.items() if text in once_right}


def _once(texts: list[str]) -> dict[str, int]:
    counts = Counter(texts)
    return {text: at for at, text in enumerate(texts) if text and counts[text] == 1}


class _Found:
    """The links found so far. `chain` holds those in order, sorted, `sure` its automatic ones."""

    def __init__(self, candidates: list[Pair], parts: Parts) -> None:
        self.pairs: list[tuple[Pair, LinkStatus]] = []
        self.of_old: dict[int, list[int]] = defaultdict(list)
        self.of_new: dict[int, list[int]] = defaultdict(list)
        self._chain: list[Pair] = []
        self._sure: list[Pair] = []
        self._parts = parts
        self._candidates = candidates
        self._rivals = _rivals(candidates)

    def add(self, pair: Pair, status: LinkStatus) -> None:
        """Take a link; its two articles are no longer free."""
        self.pairs.append((pair, status))
        self.of_old[pair.old].append(pair.new)
        self.of_new[pair.new].append(pair.old)

    def take_in_order(self, floor: float) -> None:
        """The heaviest sequence of free pairs that crosses no link already in order."""
        fitting = [pair for pair in self._free(floor) if _fits(pair, self._chain)]
        for pair in heaviest(fitting):
            sure = pair.score >= IN_ORDER_SURE and not self._has_rival(pair, margin=0.0)
            self.add(pair, LinkStatus.AUTOMATIC if sure else LinkStatus.PROPOSED)
            insort(self._chain, pair)
            if sure:
                insort(self._sure, pair)

    def take_moves(self, floor: float) -> None:
        """The likest free pairs anywhere, each article once; a look-alike makes it a proposal."""
        for pair in sorted(self._free(floor), key=lambda pair: (-pair.score, pair)):
            if pair.old in self.of_old or pair.new in self.of_new:
                continue
            sure = pair.score == 1.0 or (
                pair.score >= MOVED_SURE
                and not self._has_rival(pair, margin=LOOK_ALIKE)
                and not self._parts.is_held_elsewhere(pair.old, pair.new)
            )
            self.add(pair, LinkStatus.AUTOMATIC if sure else LinkStatus.PROPOSED)

    def take_parts(self, is_held: Callable[[Pair], bool]) -> None:
        """Propose what containment shows: a part cut off an old article, one taken into a new."""
        for old, new, _ in filter(is_held, self._parts.guesses(self.of_old, self.of_new)):
            score = 0.0
            if new not in self.of_new:
                score = self._parts.new_in_old(old, new, self.of_old.get(old, ()))
            if old not in self.of_old:
                score = max(score, self._parts.old_in_new(old, new, self.of_new.get(new, ())))
            pair = Pair(old, new, score)
            if is_held(pair):
                self.add(pair, LinkStatus.PROPOSED)

    def take_subjects(self, left: list[Article], right: list[Article]) -> None:
        """Propose, for each article still alone, the one that speaks most of its subject."""
        alone_old = [at for at in range(len(left)) if at not in self.of_old]
        alone_new = [at for at in range(len(right)) if at not in self.of_new]
        if not alone_old and not alone_new:
            return
        words = [article.words for article in left], [article.words for article in right]
        topics = Topics(*words, alone_old, alone_new)
        old = {at: topics.of_old(at) for at in alone_old}
        new = {at: topics.of_new(at) for at in alone_new}
        chosen: dict[tuple[int, int], float] = {}
        best_of_new = {at: _best(shares) for at, shares in new.items()}
        for i, shares in old.items():
            alone = _best({j: share for j, share in shares.items() if j in new})
            if alone and best_of_new[alone[0]] == (i, alone[1]):
                chosen[i, alone[0]] = alone[1]
            best = _best(shares)
            if best:
                chosen[i, best[0]] = best[1]
        chosen |= {(best[0], j): best[1] for j, best in best_of_new.items() if best}
        for (i, j), share in sorted(chosen.items()):
            pair = Pair(i, j, share)
            afar = _apart(left[i].chapter, right[j].chapter) and not _fits(pair, self._sure)
            if self._speaks_for(topics, pair, alone=i in old and j in new, afar=afar):
                self.add(pair, LinkStatus.PROPOSED)

    def _speaks_for(self, topics: Topics, pair: Pair, *, alone: bool, afar: bool) -> bool:
        """Whether two articles have enough of a subject in common to be shown to a person."""
        i, j, share = pair
        if alone:
            return share >= (SUBJECT_AFAR if afar else SUBJECT)
        beyond = topics.beyond(i, j, self.of_new.get(j, ()), self.of_old.get(i, ()))
        return beyond >= SUBJECT_TAKEN

    def _free(self, floor: float) -> list[Pair]:
        return [
            pair
            for pair in self._candidates
            if pair.score >= floor and pair.old not in self.of_old and pair.new not in self.of_new
        ]

    def _has_rival(self, pair: Pair, margin: float) -> bool:
        """Whether either article is more like some other one, or less so by under `margin`."""
        rivals = self._rivals["old", pair.old] + self._rivals["new", pair.new]
        return any(rival != pair and rival.score > pair.score - margin for rival in rivals)


def _fits(pair: Pair, chain: list[Pair]) -> bool:
    """Whether a pair crosses none of a sorted chain."""
    at = bisect(chain, pair)
    return (at == 0 or chain[at - 1].new < pair.new) and (
        at == len(chain) or pair.new < chain[at].new
    )


def _apart(old: str, new: str) -> bool:
    """Whether two chapters have titles, and not the same."""
    return bool(old and new) and old != new


def _best(shares: dict[int, float]) -> tuple[int, float] | None:
    """The partner with the greatest share, the first of equals."""
    return max(shares.items(), key=lambda one: (one[1], -one[0]), default=None)


def _rivals(candidates: list[Pair]) -> dict[tuple[str, int], list[Pair]]:
    """The candidates of each article, on either side."""
    rivals: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in candidates:
        rivals["old", pair.old].append(pair)
        rivals["new", pair.new].append(pair)
    return rivals


def candidates(article: Unit, draft: Draft, most: int = 5) -> tuple[tuple[str, float], ...]:
    """The articles of another draft most like this one, best first: (address, likeness 0…1).

    For a person to choose from; nothing follows from it.
    """
    texts = {unit.address: _masked(unit.text) for unit in draft.articles()}
    found = process.extract(_masked(article.text), texts, scorer=fuzz.ratio, limit=most)
    return tuple((address, score / 100) for _, score, address in found)


def likeness(old: Unit, new: Unit) -> float:
    """How alike the words of two articles are, 0…1, numbers of references masked."""
    return fuzz.ratio(_masked(old.text), _masked(new.text)) / 100
