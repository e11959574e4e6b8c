"""What happened to each article, read from which articles are paired."""

from collections import Counter
from collections.abc import Iterable

from drafts.aligning.chain import Pair, heaviest
from drafts.model import Change, Draft, Link, LinkStatus, Unit

_GUESS = 0.01
"""What a proposal weighs beside a sure link when it is asked which of two was moved."""


def name_changes(old: Draft, new: Draft, links: Iterable[Link]) -> tuple[Link, ...]:
    """The pairs of `links`, each with its change, and a link for every article left without one.

    Scores and statuses of pairs are kept; their changes are worked out again, so people may add
    and take away pairs freely. In the order of the old draft, then the added articles.
    Raises ValueError when a link names an address that is not an article of its draft.
    """
    left, right = list(old.articles()), list(new.articles())
    old_at = {unit.address: at for at, unit in enumerate(left)}
    new_at = {unit.address: at for at, unit in enumerate(right)}
    paired: dict[tuple[int, int], Link] = {}
    for link in links:
        if link.old is not None and link.new is not None:
            paired[_place(old_at, link.old), _place(new_at, link.new)] = link
        elif link.old is not None:
            _place(old_at, link.old)
        elif link.new is not None:
            _place(new_at, link.new)
    named = [
        Link(left[i].address, right[j].address, change, paired[i, j].score, paired[i, j].status)
        for (i, j), change in _changes(left, right, paired).items()
    ]
    alone = _alone(left, right, paired)
    return tuple(sorted(named + alone, key=lambda link: _reading_place(link, old_at, new_at)))


def _reading_place(link: Link, old_at: dict[str, int], new_at: dict[str, int]) -> tuple[int, int]:
    """By the old draft, what is only in the new one last."""
    return old_at.get(link.old or "", len(old_at)), new_at.get(link.new or "", -1)


def _place(places: dict[str, int], address: str) -> int:
    if address not in places:
        raise ValueError(f"{address} is not an article of this draft")
    return places[address]


def _changes(
    left: list[Unit], right: list[Unit], paired: dict[tuple[int, int], Link]
) -> dict[tuple[int, int], Change]:
    parts = Counter(i for i, _ in paired)
    sources = Counter(j for _, j in paired)
    pairs = [Pair(i, j, _weight(link)) for (i, j), link in paired.items()]
    in_order = {(pair.old, pair.new) for pair in heaviest(pairs, shared=True)}
    changes: dict[tuple[int, int], Change] = {}
    for i, j in sorted(paired):
        if parts[i] > 1:
            changes[i, j] = Change.SPLIT
        elif sources[j] > 1:
            changes[i, j] = Change.MERGED
        elif (i, j) not in in_order:
            changes[i, j] = Change.MOVED
        else:
            changes[i, j] = _in_place(left[i], right[j])
    return changes


def _weight(link: Link) -> float:
    return max(link.score, _GUESS) * (1 if link.status is LinkStatus.AUTOMATIC else _GUESS)


def _in_place(old: Unit, new: Unit) -> Change:
    if old.text != new.text:
        return Change.CHANGED
    return Change.SAME if old.number == new.number else Change.RENUMBERED


def _alone(left: list[Unit], right: list[Unit], paired: dict[tuple[int, int], Link]) -> list[Link]:
    linked_old, linked_new = {i for i, _ in paired}, {j for _, j in paired}
    removed = [
        Link(unit.address, None, Change.REMOVED, 1.0, LinkStatus.AUTOMATIC)
        for at, unit in enumerate(left)
        if at not in linked_old
    ]
    added = [
        Link(None, unit.address, Change.ADDED, 1.0, LinkStatus.AUTOMATIC)
        for at, unit in enumerate(right)
        if at not in linked_new
    ]
    return removed + added
