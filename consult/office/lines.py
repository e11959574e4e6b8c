"""On which line of a TOML file something stands: the parser says it of syntax only."""

import re
from collections import Counter
from collections.abc import Iterator

_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w.-])+)\s*=""")
_HEADER = re.compile(r"""\s*(\[{1,2})\s*((?:"[^"]*"|'[^']*'|[\w. -])+?)\s*\]{1,2}""")
_FENCES = ('""' + '"', "'''")


def line_of(source: str, path: str) -> int:
    """The line, from 1, of what `path` names: keys joined by points, the items of a list of
    tables by their place from 0, as in `contact_points.1.name`. Where only what holds it is
    written, the line of that; else 1."""
    best = (0, 1)
    for number, name in _named(source):
        if path == name or path.startswith(f"{name}."):
            best = max(best, (len(name), -number), key=lambda one: (one[0], one[1]))
    return abs(best[1])


def _named(source: str) -> Iterator[tuple[int, str]]:
    """Every line that names something, with its whole name."""
    table, lists, fence = "", Counter[str](), ""
    for number, line in enumerate(source.splitlines(), start=1):
        if fence:
            fence = "" if fence in line else fence
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if key:
            yield number, f"{table}.{_plain(key[1])}" if table else _plain(key[1])
        elif header:
            table = _plain(header[2])
            if header[1] == "[[":
                lists[table] += 1
                table = f"{table}.{lists[table] - 1}"
            yield number, table
        fence = next((mark for mark in _FENCES if line.count(mark) % 2), "")


def _plain(key: str) -> str:
    return key.replace('"', "").replace("'", "").replace(" ", "")
