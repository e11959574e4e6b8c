"""From a flat row of beginnings to nodes nested in one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drafts.splitting.tree import Node


@dataclass(slots=True)
class Start:
    """Where a unit begins, how far out it stands, and from where on its own words run."""

    level: int
    node: Node
    body: int
    line: int


def nest(starts: Sequence[Start], end: int, fill: Callable[[Start, int], None]) -> list[Node]:
    """Let `fill` read each unit up to the next, and hang it below the nearest outer one.

    `end` is the end of the text. An outer unit has the smaller level.
    """
    top: list[Node] = []
    path: list[Start] = []
    for index, start in enumerate(starts):
        own_end = starts[index + 1].node.start if index + 1 < len(starts) else end
        fill(start, own_end)
        while path and path[-1].level >= start.level:
            path.pop()
        (path[-1].node.children if path else top).append(start.node)
        for above in path:
            above.node.end = own_end
        path.append(start)
    return top
