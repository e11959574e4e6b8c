"""Staff's word on texts, stronger than any score: these belong together, those apart.

The rule's groups are a proposal. What staff said holds first; then texts that stood together
before stay together where a group was cut; then the rule, wherever it contradicts nobody.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reports.model import Constraint, ConstraintKind


class Told(msgspec.Struct, frozen=True, order=True):
    """A constraint between two texts, by their places in the list of distinct texts."""

    kind: ConstraintKind
    one: int
    other: int


class Contradiction(ValueError):
    """Two texts are to be apart, and together over a chain.

    `chain` are their names and those between: each is together with the next, the last is apart
    from the first. One name alone: a text apart from itself.
    """

    def __init__(self, chain: tuple[str, ...]) -> None:
        super().__init__("有的意见既被定为同类，又被定为不同类，请先撤销其中一项决定。")
        self.chain = chain


class _Parts:
    """Texts joined so far, and which joined ones may never meet. Knows only texts it was told."""

    def __init__(self, apart: Iterable[tuple[int, int]]) -> None:
        self._parent: dict[int, int] = {}
        self._foes: dict[int, set[int]] = {}
        for one, other in apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)

    def root(self, text: int) -> int:
        """The text that stands for the part this one is in."""
        top = text
        while (above := self._parent.get(top, top)) != top:
            top = above
        while (above := self._parent.get(text, text)) != top:
            self._parent[text], text = top, above
        return top

    def join(self, one: int, other: int) -> bool:
        """Make one part of two; False, and nothing done, where a word of staff forbids it."""
        kept, gone = self.root(one), self.root(other)
        if kept == gone:
            return True
        if gone in self._foes.get(kept, ()):
            return False
        if len(self._foes.get(gone, ())) > len(self._foes.get(kept, ())):
            kept, gone = gone, kept
        self._parent[gone] = kept
        foes = self._foes.pop(gone, set())
        for foe in foes:
            self._foes[foe].discard(gone)
            self._foes[foe].add(kept)
        if foes:
            self._foes.setdefault(kept, set()).update(foes)
        return True


def told(constraints: Iterable[Constraint], places: Mapping[str, int]) -> tuple[Told, ...]:
    """The constraints between texts of one article; `places` maps its comments to their texts.

    A constraint that names a comment of elsewhere says nothing here. Each is listed once, in a
    fixed order, whichever of its comments was named first.
    """
    found = set()
    for constraint in constraints:
        one, other = places.get(constraint.one), places.get(constraint.other)
        if one is not None and other is not None:
            found.add(Told(constraint.kind, min(one, other), max(one, other)))
    return tuple(sorted(found))


def arrange(
    leaders: Sequence[int],
    names: Sequence[str],
    copies: Sequence[Sequence[str]],
    constraints: Sequence[Constraint],
    before: Mapping[str, str],
) -> tuple[int, ...]:
    """`settle` for texts given by the ids of their copies; `before` maps comments to where they
    stood. Raises Contradiction, its chain the first comments of the texts."""
    if not constraints:
        return tuple(leaders)
    spoken = {comment for one in constraints for comment in (one.one, one.other)}
    places = {c: place for place, same in enumerate(copies) for c in same if c in spoken}
    words = told(constraints, places)
    if not words:
        return tuple(leaders)
    stood = [next((before[c] for c in same if c in before), None) for same in copies]
    try:
        return settle(leaders, names, words, stood)
    except Contradiction as found:
        first = {name: same[0] for name, same in zip(names, copies, strict=True)}
        raise Contradiction(tuple(first[name] for name in found.chain)) from None


def settle(
    leaders: Sequence[int],
    names: Sequence[str],
    words: Sequence[Told],
    before: Sequence[str | None] | None = None,
) -> tuple[int, ...]:
    """The groups of the distinct texts of one article after staff's word, each named by the place
    of its first text; a group nobody spoke of keeps the rule's leader.

    `leaders` is what the rule found (a leader leads itself), `names` tell the texts apart by
    content and decide the order of work, `before` says where each text stood until now (None for
    a new one): where staff cut a group of the rule, texts that stood together stay together and
    new ones follow their leader. Every word is held; without words nothing changes.

    Raises Contradiction when the words cannot all be held.
    """
    if not words:
        return tuple(leaders)
    parts = _held(words, names)
    spoken = {leaders[place] for one in words for place in (one.one, one.other)}
    touched = [place for place, leader in enumerate(leaders) if leader in spoken]
    touched.sort(key=lambda place: names[place])
    if before is not None:
        _stay(parts, touched, leaders, before)
    for place in touched:
        parts.join(leaders[place], place)
    heads: dict[int, int] = {}
    for place in sorted(touched, key=lambda place: (leaders[place] != place, place)):
        heads.setdefault(parts.root(place), place)
    settled = list(leaders)
    for place in touched:
        settled[place] = heads[parts.root(place)]
    return tuple(settled)


def _held(words: Sequence[Told], names: Sequence[str]) -> _Parts:
    """The parts that staff's word alone makes."""
    apart = [(one.one, one.other) for one in words if one.kind is ConstraintKind.APART]
    together = [(one.one, one.other) for one in words if one.kind is ConstraintKind.TOGETHER]
    itself = next((one for one, other in apart if one == other), None)
    if itself is not None:
        raise Contradiction((names[itself],))
    parts = _Parts(apart)
    for one, other in sorted(together, key=lambda pair: sorted((names[pair[0]], names[pair[1]]))):
        if not parts.join(one, other):
            chain = _chain(together, apart, names)
            raise Contradiction(tuple(names[place] for place in chain))
    return parts


def _stay(
    parts: _Parts, touched: Sequence[int], leaders: Sequence[int], before: Sequence[str | None]
) -> None:
    """Texts of one rule group that stood together until now stay so, as far as they may."""
    firsts: dict[tuple[int, str], list[int]] = {}
    for place in touched:
        stood = before[place]
        if stood is None:
            continue
        known = firsts.setdefault((leaders[place], stood), [])
        if not any(parts.join(first, place) for first in known):
            known.append(place)


def _chain(
    together: Sequence[tuple[int, int]], apart: Sequence[tuple[int, int]], names: Sequence[str]
) -> tuple[int, ...]:
    """The shortest chain of texts that are together although its ends are apart."""
    beside: dict[int, set[int]] = {}
    for one, other in together:
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    chains = [found for one, other in apart if (found := _path(beside, one, other, names))]
    return min(chains, key=lambda chain: (len(chain), [names[place] for place in chain]))


def _path(
    beside: Mapping[int, set[int]], start: int, end: int, names: Sequence[str]
) -> tuple[int, ...] | None:
    came: dict[int, int] = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for there in sorted(beside.get(here, ()), key=lambda place: names[place]):
            if there not in came:
                came[there] = here
                waiting.append(there)
    if end not in came:
        return None
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return tuple(reversed(path))
