"""From loose candidates to the one best run of numbers, by dynamic programming.

Each candidate may follow any earlier one at a price: nothing for the next number, a little for a
gap, more for a repeated number or a fresh start at 1. The best chain is found in one pass, because
only the best chain that ends at each number has to be remembered.
"""

from collections.abc import Sequence
from typing import Final

from drafts.splitting.candidates import Candidate

WINDOW: Final = 8
GAP: Final = 0.5
GAP_EACH: Final = 0.15
JUMP: Final = 3.0
REPEAT: Final = 1.0
RESTART: Final = 2.2
AFTER_ANNEX: Final = 0.2
LATE_START: Final = 0.6

_Best = tuple[float, int]
_NONE: Final[_Best] = (float("-inf"), -1)


def best_run(candidates: Sequence[Candidate], resets: Sequence[int] = ()) -> list[Candidate]:
    """The candidates of the best run, in order; [] when nothing is worth believing.

    `resets` are the places (annex headings) after which numbers may begin again at 1.
    """
    values: list[_Best] = []
    memory = _Memory()
    pending = sorted(resets, reverse=True)
    for index, candidate in enumerate(candidates):
        while pending and pending[-1] <= candidate.start:
            pending.pop()
            memory.close_segment()
        price, before = memory.best_before(candidate.number)
        value = price + candidate.weight
        values.append((value, before))
        memory.learn(candidate.number, (value, index))
    return _trace(candidates, values)


class _Memory:
    """The best chain that ends at each number, at each base number, and anywhere."""

    def __init__(self) -> None:
        self.exact: dict[tuple[int, int], _Best] = {}
        self.base: dict[int, _Best] = {}
        self.anywhere: _Best = _NONE
        self.closed: _Best = _NONE

    def close_segment(self) -> None:
        self.closed = max(self.closed, self.anywhere)

    def learn(self, number: tuple[int, int], best: _Best) -> None:
        if best > self.exact.get(number, _NONE):
            self.exact[number] = best
        if best > self.base.get(number[0], _NONE):
            self.base[number[0]] = best
        self.anywhere = max(self.anywhere, best)

    def best_before(self, number: tuple[int, int]) -> _Best:
        """The best price at which a chain can be carried on by `number`, and its last link."""
        base, inserted = number
        options = [(0.0 if base == 1 else -LATE_START, -1)]
        options.append(_less(self.exact.get(number, _NONE), REPEAT))
        options.append(_less(self.anywhere, JUMP if base > 1 else RESTART))
        if base == 1:
            options.append(_less(self.closed, AFTER_ANNEX))
        if inserted:
            options.extend(
                _less(self.exact.get((base, inserted - step), _NONE), GAP * (step - 1))
                for step in range(1, min(inserted, WINDOW) + 1)
            )
            options.append(_less(self.base.get(base - 1, _NONE), GAP))
            return max(options)
        options.append(self.base.get(base - 1, _NONE))
        options.extend(
            _less(self.base.get(base - step, _NONE), GAP + GAP_EACH * (step - 1))
            for step in range(2, min(base, WINDOW) + 1)
        )
        return max(options)


def _less(best: _Best, price: float) -> _Best:
    return best[0] - price, best[1]


def _trace(candidates: Sequence[Candidate], values: list[_Best]) -> list[Candidate]:
    if not values:
        return []
    index = max(range(len(values)), key=lambda i: values[i][0])
    if values[index][0] <= 0:
        return []
    chain = []
    while index >= 0:
        chain.append(candidates[index])
        index = values[index][1]
    return chain[::-1]
