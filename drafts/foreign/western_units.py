"""Where the units of a German or English statute begin: articles, divisions, annexes, contents.

A text numbers its articles in one way: Article 12, § 12, Section 12, or a bare 12 before a title.
The way that makes the longest rising run of numbers is the text's own.
"""

from bisect import bisect_left
from itertools import pairwise
from re import Match
from typing import Final

import msgspec

from drafts.aligning.chain import Pair, heaviest
from drafts.foreign.western_lines import wrapping_of
from drafts.foreign.western_marks import (
    ANNEX,
    BARE,
    CONTENTS,
    DIVISION,
    LEVELS,
    ORDINAL,
    SEPARATOR,
    SIGN,
    SPOKEN_OF,
    WORD,
    counted,
    letters,
    ordinal,
    roman,
)
from drafts.model import Kind
from drafts.splitting.lines import Line, ends_sentence

FEWEST: Final = 2
FEWEST_BARE: Final = 3
LONGEST_HEADING: Final = 220
LONGEST_BARE: Final = 160
HEADED: Final = 2.0
ALONE: Final = 0.5
RUNS_ON: Final = 0.8
Number = tuple[int, int]


class Opening(msgspec.Struct, frozen=True, gc=False):
    """A line that may begin a unit: `end` is where its mark ends, `title` what follows on it."""

    line: Line
    end: int
    number: Number | None
    label: str
    family: str
    weight: float = 1.0


class Body(msgspec.Struct, frozen=True):
    """The beginnings that were believed, and the span of the table of contents."""

    articles: list[Opening]
    divisions: list[Opening]
    annexes: list[Opening]
    toc: tuple[int, int] | None
    doubted: list[Opening]


def body_of(source: str, lines: list[Line]) -> Body:
    """The units of the body; without articles when no way of numbering runs through the text."""
    openings = _openings(source, lines)
    toc, openings = _without_contents(source, lines, openings)
    annexes = [one for one in openings if one.family == "annex"]
    family, articles = _best_family(openings, annexes)
    first = articles[0].line.start if articles else -1
    annexes = [one for one in annexes if one.line.start > first]
    divisions = [one for one in openings if one.family in LEVELS]
    if family == "sections":
        divisions = [one for one in divisions if one.family != "section"]
    if any(one.line.level for one in divisions):
        divisions = [one for one in divisions if one.line.level]
    chosen = {one.line.index for one in articles}
    doubted = [
        one
        for one in openings
        if one.family == family and one.line.index not in chosen and one.line.start > first
    ]
    return Body(articles, divisions, annexes, toc, doubted if family != "bare" else [])


def _openings(source: str, lines: list[Line]) -> list[Opening]:
    found: list[Opening] = []
    before: Line | None = None
    fresh = True
    wrapped = wrapping_of(source, lines).width is not None
    for line in lines:
        if line.blank:
            fresh = True
            continue
        apart = fresh or not wrapped or line.level > 0
        if apart or _over(source, before, found):
            found.extend(_read(source, line))
        before, fresh = line, False
    return found


def _over(source: str, line: Line | None, found: list[Opening]) -> bool:
    """Whether nothing runs on from this line: a sentence ended, or it was a heading itself."""
    if line is None:
        return True
    heading = bool(found) and found[-1].line.index == line.index
    return heading or line.level > 0 or ends_sentence(source, line.head, line.tail)


def _read(source: str, line: Line) -> list[Opening]:
    for reader in (_sign, _word, _division, _annex):
        opening = reader(source, line)
        if opening:
            doubled = _division(source, line) if opening.family == "sections" else None
            return [opening, doubled] if doubled else [opening]
    bare = _bare(source, line)
    return [bare] if bare else []


def _sign(source: str, line: Line) -> Opening | None:
    match = SIGN.match(source, line.head, line.tail)
    family = "part-sign" if match and match["part"] else "sign"
    return _article(source, line, match, family) if match else None


def _word(source: str, line: Line) -> Opening | None:
    match = WORD.match(source, line.head, line.tail)
    if match is None:
        return None
    first = match["word"].lower()[:3]
    return _article(source, line, match, {"art": "article", "sec": "sections"}.get(first, first))


def _bare(source: str, line: Line) -> Opening | None:
    match = BARE.match(source, line.head, line.tail)
    if match is None or line.tail - match.end() > LONGEST_BARE or line.indent:
        return None
    return _article(source, line, match, "bare")


def _article(source: str, line: Line, match: Match[str], family: str) -> Opening | None:
    number = int(match["n"]) if match["n"].isdigit() else roman(match["n"].lower())
    spoken = not line.level and SPOKEN_OF.match(source, match.end(), line.tail)
    if not number or spoken:
        return None
    label = " ".join(match[0].split()).rstrip(".:— –-")
    weight = 1.0 + (HEADED if line.level or line.bold else 0.0)
    weight += ALONE if match.end() >= line.tail else 0.0
    return Opening(line, match.end(), (number, letters(match["sub"])), label, family, weight)


def _division(source: str, line: Line) -> Opening | None:
    match = ORDINAL.match(source, line.head, line.tail)
    if match:
        number: Number = (ordinal(match["ordinal"]), 0)
    else:
        match = DIVISION.match(source, line.head, line.tail)
        count = counted(match["word"], match["n"]) if match else None
        if match is None or count is None:
            return None
        number = (count, letters(match["sub"]))
    if not _reads_as_heading(source, line, match):
        return None
    return Opening(line, match.end(), number, " ".join(match[0].split()), match["word"].lower())


def _annex(source: str, line: Line) -> Opening | None:
    match = ANNEX.match(source, line.head, line.tail)
    if match is None or not _reads_as_heading(source, line, match):
        return None
    count = counted(match["word"], match["n"]) if match["n"] else None
    number = (count, letters(match["sub"] or "")) if count else None
    return Opening(line, match.end(), number, " ".join(match[0].split()), "annex")


def _reads_as_heading(source: str, line: Line, match: Match[str]) -> bool:
    """A division's line holds its title at most: no clause goes on behind the number."""
    if line.level:
        return True
    rest = source[match.end() : line.tail]
    parted = SEPARATOR.match(rest)
    title = rest[parted.end() :] if parted else rest
    if line.tail - line.head > LONGEST_HEADING or SPOKEN_OF.match(rest):
        return False
    return not title or (not title[0].islower() and title[0] != "(" and title[-1] not in ";:,")


def _without_contents(
    source: str, lines: list[Line], openings: list[Opening]
) -> tuple[tuple[int, int] | None, list[Opening]]:
    """Drop the entries of a table of contents: they end where one of them comes again."""
    contents = next((line for line in lines if _is_contents(source, line)), None)
    if contents is None:
        return None, openings
    seen: set[tuple[str, Number | None]] = set()
    for one in openings:
        if one.line.start < contents.start:
            continue
        key = (one.family, one.number)
        if key in seen:
            start = one.line.start
            kept = [o for o in openings if not contents.start <= o.line.start < start]
            return (contents.start, start), kept
        seen.add(key)
    return None, openings


def _is_contents(source: str, line: Line) -> bool:
    return not line.blank and CONTENTS.fullmatch(source, line.head, line.tail) is not None


def _best_family(
    openings: list[Opening], annexes: list[Opening]
) -> tuple[str | None, list[Opening]]:
    """The way of numbering whose rising run weighs most, and that run."""
    parts = [one.line.start for one in openings if one.family in {"part", "book"}]
    runs: dict[str, list[Opening]] = {}
    for family in ("article", "sign", "part-sign", "sections", "rul", "cla"):
        resets = [one.line.start for one in annexes]
        resets += parts if family == "part-sign" else []
        runs[family] = _run([one for one in openings if one.family == family], resets)
    best = max(runs, key=lambda family: sum(one.weight for one in runs[family]))
    if len(runs[best]) >= FEWEST or any(one.weight > HEADED for one in runs[best]):
        return best, runs[best]
    bare = _run(
        [one for one in openings if one.family == "bare"], [one.line.start for one in annexes]
    )
    if len(bare) < FEWEST_BARE or bare[0].number != (1, 0) or not _runs_on(bare):
        return None, []
    return "bare", bare


def _run(openings: list[Opening], resets: list[int]) -> list[Opening]:
    """The heaviest rising run; after an annex (or a Part of a code) numbers begin again."""
    if any(one.weight > HEADED for one in openings):
        openings = [one for one in openings if one.weight > HEADED]
    resets = sorted(resets)
    keys = [(bisect_left(resets, one.line.start), one.number or (0, 0)) for one in openings]
    rank = {key: place for place, key in enumerate(sorted(set(keys)))}
    pairs = [Pair(at, rank[key], openings[at].weight) for at, key in enumerate(keys)]
    return [openings[pair.old] for pair in heaviest(pairs)]


def _runs_on(run: list[Opening]) -> bool:
    steps = [(a.number or (0, 0), b.number or (0, 0)) for a, b in pairwise(run)]
    near = sum(after[0] - before[0] <= 1 for before, after in steps)
    return near >= RUNS_ON * len(steps)


def title_after(source: str, one: Opening) -> str:
    """What stands behind the mark on its own line, without the dash that parts them."""
    parted = SEPARATOR.match(source, one.end, one.line.tail)
    return words_of(source[parted.end() if parted else one.end : one.line.tail])


def words_of(line: str) -> str:
    """A heading as it is read: blanks collapsed, without Markdown stars."""
    return " ".join(line.split()).strip(" *_#")


def kind_of(one: Opening) -> tuple[Kind, int]:
    """The kind of a division and how far out it stands."""
    return LEVELS[one.family]
