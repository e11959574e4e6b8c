"""Ruled tables on a page: from the lines drawn on it to cells.

Pure geometry in PDF points, y grows upwards. A cell that lacks a rule to its neighbour is one with
it; its words stand in the leftmost, topmost one.
"""

from bisect import bisect_right
from typing import Final

import msgspec

NEAR: Final = 2.5
SHORTEST: Final = 6.0
MOST_RULES: Final = 300
Segment = tuple[float, float, float, float]
"""x0, y0, x1, y1."""


class Rule(msgspec.Struct, frozen=True):
    """A straight rule: where it lies across its direction, and from where to where it runs."""

    place: float
    start: float
    end: float

    def covers(self, position: float) -> bool:
        """Whether the rule passes a position along its direction."""
        return self.start - NEAR <= position <= self.end + NEAR


class Grid(msgspec.Struct, frozen=True):
    """A ruled table: the places of its columns and rows, and the rules themselves."""

    xs: list[float]
    ys: list[float]
    upright: list[Rule]
    level: list[Rule]

    @property
    def rows(self) -> int:
        """How many rows lie between the rules."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many columns lie between the rules."""
        return len(self.xs) - 1

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row (from the top) and column of a point, None outside."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        while column > 0 and not _ruled(self.upright, self.xs[column], self._middle(self.ys, row)):
            column -= 1
        top = len(self.ys) - 2
        middle = self._middle(self.xs, column)
        while row < top and not _ruled(self.level, self.ys[row + 1], middle):
            row += 1
        return top - row, column

    @staticmethod
    def _middle(places: list[float], index: int) -> float:
        return (places[index] + places[index + 1]) / 2


def _ruled(rules: list[Rule], place: float, position: float) -> bool:
    return any(abs(rule.place - place) <= NEAR and rule.covers(position) for rule in rules)


def grids(segments: list[Segment]) -> list[Grid]:
    """The tables that straight segments draw: at least two columns, closed by rules."""
    upright = _rules(
        [(x0, min(y0, y1), max(y0, y1)) for x0, y0, x1, y1 in segments if abs(x0 - x1) <= 1]
    )
    level = _rules(
        [(y0, min(x0, x1), max(x0, x1)) for x0, y0, x1, y1 in segments if abs(y0 - y1) <= 1]
    )
    if not 3 <= len(upright) <= MOST_RULES or not 2 <= len(level) <= MOST_RULES:
        return []
    found = (_grid(group, upright, level) for group in _touching(upright, level))
    return [grid for grid in found if grid]


def _rules(marks: list[tuple[float, float, float]]) -> list[Rule]:
    """Segments on one line that touch, as one rule; stubs are left out."""
    rules: list[Rule] = []
    for place, start, end in sorted(marks, key=lambda mark: (round(mark[0] / NEAR), mark[1])):
        last = rules[-1] if rules else None
        if last and abs(last.place - place) <= NEAR and start <= last.end + NEAR:
            rules[-1] = Rule(last.place, last.start, max(last.end, end))
        else:
            rules.append(Rule(place, start, end))
    return [rule for rule in rules if rule.end - rule.start >= SHORTEST]


def _touching(upright: list[Rule], level: list[Rule]) -> list[list[int]]:
    """The upright rules in groups that level rules hold together."""
    groups: list[set[int]] = []
    for rule in level:
        held = {
            index
            for index, one in enumerate(upright)
            if rule.covers(one.place) and one.covers(rule.place)
        }
        joined = [group for group in groups if group & held]
        groups = [group for group in groups if not group & held]
        groups.append(held.union(*joined))
    return [sorted(group) for group in groups if len(group) >= 3]


def _grid(group: list[int], upright: list[Rule], level: list[Rule]) -> Grid | None:
    own = [upright[index] for index in group]
    across = [
        rule
        for rule in level
        if sum(rule.covers(one.place) and one.covers(rule.place) for one in own) >= 2
    ]
    if not across:
        return None
    xs = _places([one.place for one in own])
    ys = _places([*(rule.place for rule in across), *_ends(own)])  # broken by a page: no last rule
    return Grid(xs, ys, own, across) if len(xs) >= 3 and len(ys) >= 2 else None


def _ends(upright: list[Rule]) -> tuple[float, float]:
    """Where the outer rules begin and end."""
    return min(rule.start for rule in upright), max(rule.end for rule in upright)


def _places(marks: list[float]) -> list[float]:
    places: list[float] = []
    for place in sorted(marks):
        if not places or place - places[-1] > NEAR:
            places.append(place)
    return places
