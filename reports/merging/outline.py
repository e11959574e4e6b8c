"""The outline of the whole document, and the running heads that follow from it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import msgspec
import pikepdf
from pikepdf import Array, Dictionary, Name, String

CLOSED_FROM = 3
"""Entries of this level are not shown on opening: the clusters."""


class Entry(msgspec.Struct, frozen=True):
    """One line of the outline: where it leads is a page (0 first) and a point on it."""

    level: int
    title: str
    page: int
    left: float
    top: float


def entries(part: pikepdf.Pdf, level: int) -> Iterator[Entry]:
    """The outline of one part, top to bottom; its topmost lines are of `level`."""
    pages = {page.obj.objgen: at for at, page in enumerate(part.pages)}
    outlines = part.Root.get("/Outlines")
    if outlines is not None and "/First" in outlines:
        yield from _chain(outlines.First, level, pages)


def _chain(first: Any, level: int, pages: dict[Any, int]) -> Iterator[Entry]:
    item = first
    while item is not None:
        page, _, left, top = list(item.Dest)[:4]
        yield Entry(level, str(item.Title), pages[page.objgen], float(left), float(top))
        if "/First" in item:
            yield from _chain(item.First, level + 1, pages)
        item = item.get("/Next")


def write(target: pikepdf.Pdf, lines: Sequence[Entry]) -> None:
    """Make `lines`, whose pages are the target's, its outline. A line one level deeper than the
    one before it hangs below that one."""
    root = target.make_indirect(Dictionary(Type=Name.Outlines))
    below: list[tuple[int, Any, list[Any]]] = [(0, root, [])]
    for line in lines:
        while below[-1][0] >= line.level:
            _close(*below.pop())
        spot = Array([target.pages[line.page].obj, Name.XYZ, line.left, line.top, 0])
        item = target.make_indirect(Dictionary(Title=String(line.title), Dest=spot))
        item.Parent = below[-1][1]
        below[-1][2].append(item)
        below.append((line.level, item, []))
    while below:
        _close(*below.pop())
    target.Root.Outlines = root


def _close(level: int, parent: Any, children: list[Any]) -> None:
    """Chain the children and count the lines that show while `parent` is open."""
    if not children:
        return
    for one, other in pairwise(children):
        one.Next, other.Prev = other, one
    parent.First, parent.Last = children[0], children[-1]
    shown = len(children) + sum(max(0, int(child.get("/Count", 0))) for child in children)
    parent.Count = -shown if level + 1 >= CLOSED_FROM else shown


def heads(lines: Sequence[Entry], pages: int) -> list[str]:
    """For every page what its running head says: the part, and the place that begins on the page
    first or else goes on from before."""
    on: dict[int, list[Entry]] = {}
    for line in lines:
        if line.level < CLOSED_FROM:
            on.setdefault(line.page, []).append(line)
    found: list[str] = []
    part = place = ""
    for page in range(pages):
        here = on.get(page, [])
        first = next((line for line in here if line.level == 1), None)
        shown_part = first.title if first else part
        shown_place = place if not here else "" if here[0].level == 1 else here[0].title
        found.append(f"{shown_part}\u3000{shown_place}".strip("\u3000"))
        for line in here:
            part, place = (line.title, "") if line.level == 1 else (part, line.title)
    return found
