"""Which headings make the body's outline, and where the table of contents begins and ends."""

from typing import Final

import msgspec

from drafts.model import Kind
from drafts.splitting.candidates import Candidate
from drafts.splitting.headings import (
    Heading,
    comma_heading,
    contents_line,
    marked_headings,
    short_line,
)
from drafts.splitting.lines import Line
from drafts.splitting.lost_headings import Between
from drafts.splitting.markers import ANNEX, BLANKS, FOREWORD
from drafts.splitting.quotes import Quotes
from drafts.splitting.tree import Findings

TOC_ENTRY: Final = 60


class Outline(msgspec.Struct, frozen=True):
    """The body's headings in order, and the span of the 目录 if there is one."""

    headings: list[Heading]
    toc: tuple[int, int] | None


def outline(
    source: str,
    lines: list[Line],
    quotes: Quotes,
    articles: list[Candidate],
    findings: Findings,
    articled: bool,
) -> Outline:
    """Tell the body's headings from those of the table of contents; notes what it dropped.

    `articles` are the units the headings lead to: 条, or 一、 entries when `articled` is False.
    """
    found = marked_headings(source, lines, quotes, articles)
    first = articles[0].begin if articles else len(source)
    front = [one for one in found if one.start < first and one.kind is not Kind.HEADING]
    body = [one for one in found if one.start >= first]
    contents = contents_line(source, lines, front[0].start if front else first)
    listed, opening = _listed(front, body, contents, bool(articles))
    toc = _toc_span(source, lines, contents, listed, opening[0].start if opening else first)
    kept = [one for one in opening + body if toc is None or not toc[0] <= one.start < toc[1]]
    near = _Neighbours(source, lines, articles, kept)
    titles = {one.title: one for one in listed if one.title}
    own = [one for one in lines if toc is None or not toc[0] <= one.start < toc[1]]
    extra = _unnumbered(source, own, quotes, near, titles) if articled else []
    taken = {one.line for one in extra}
    kept = [one for one in kept if one.line not in taken and near.believable(one)]
    if articled:
        places = {one.line for one in articles if not one.inline}
        between = Between(source, own, quotes, places, {one.line for one in [*kept, *extra]})
        kept = between.continued(kept)
        extra += between.lost([*kept, *extra])
    if toc and listed and not (opening or body):
        findings.add("toc-dropped", toc[0], "目录里有章节，正文里没有找到对应的标题，请核对。")
    headings = sorted([*kept, *extra], key=lambda one: one.start)
    _check(headings, findings)
    return Outline(headings, toc)


def _listed(
    front: list[Heading], body: list[Heading], contents: Line | None, any_article: bool
) -> tuple[list[Heading], list[Heading]]:
    """Part the headings before the first article: the entries of the 目录 and the body's."""
    if not any_article:
        again = _first_repeat(front) if contents else 0
        return front[:again], front[again:]
    opening = _opening(front)
    listed = front[: len(front) - len(opening)]
    if contents and listed and (opening[0] in _Keys(body) or _goes_on(listed[-1], opening[0])):
        return front, []
    known = _Keys(opening + body)
    if contents is None and not any(one in known for one in listed):
        return [], front
    return listed, opening


def _goes_on(entry: Heading, heading: Heading) -> bool:
    """Whether a heading is the next entry of the 目录: the body would begin again at the first."""
    if entry.kind is not heading.kind or not entry.number or not heading.number:
        return False
    return heading.number == (entry.number[0] + 1, 0)


def _opening(front: list[Heading]) -> list[Heading]:
    """The headings right before the first article, from it backwards, each an outer level."""
    opening: list[Heading] = []
    for heading in reversed(front):
        if opening and heading.level >= opening[-1].level:
            break
        opening.append(heading)
    return opening[::-1]


def _first_repeat(front: list[Heading]) -> int:
    """Where a list of headings begins again, 0 if it never does."""
    for index, heading in enumerate(front):
        if index and _key(heading) == _key(front[0]):
            return index
    return 0


def _key(heading: Heading) -> tuple[Kind, tuple[int, int] | None, str]:
    return heading.kind, heading.number, heading.title


class _Keys:
    """Headings known by kind, number and title."""

    def __init__(self, headings: list[Heading]) -> None:
        self._keys = {_key(one) for one in headings}

    def __contains__(self, heading: Heading) -> bool:
        return _key(heading) in self._keys


def _toc_span(
    source: str, lines: list[Line], contents: Line | None, listed: list[Heading], limit: int
) -> tuple[int, int] | None:
    """From 目录 (or the first repeated heading) over every line that reads like an entry."""
    if contents is None and not listed:
        return None
    first = contents.index if contents else listed[0].line
    own = {one.line for one in listed}
    last = first
    for line in lines[first + 1 :]:
        if line.start >= limit:
            break
        words = "" if line.blank else source[line.head : line.tail].strip(BLANKS + "*_")
        entry = line.index in own or short_line(source, line, TOC_ENTRY) or _ends_in_page(words)
        if words and (not entry or (FOREWORD.fullmatch(words) and _long_next(source, lines, line))):
            break
        last = line.index
    return lines[first].start, min(lines[last].end, limit)


def _ends_in_page(words: str) -> bool:
    return 0 < len(words) <= TOC_ENTRY * 2 and words[-1:].isdigit()


def _long_next(source: str, lines: list[Line], line: Line) -> bool:
    after = next((one for one in lines[line.index + 1 : line.index + 9] if not one.blank), None)
    return after is not None and not short_line(source, after, TOC_ENTRY)


class _Neighbours:
    """What stands right after a line: an article or another heading, or mere words."""

    def __init__(
        self, source: str, lines: list[Line], articles: list[Candidate], headings: list[Heading]
    ) -> None:
        self._source = source
        self._lines = lines
        starts = {one.line for one in articles} | {one.line for one in headings}
        self._next: list[int | None] = [None] * (len(lines) + 1)
        self._leads: list[bool] = [False] * (len(lines) + 1)
        for line in reversed(lines):
            self._leads[line.index] = (
                self._leads[line.index + 1] if line.blank else line.index in starts
            )
            self._next[line.index] = self._next[line.index + 1] if line.blank else line.index

    def leads(self, line: int) -> bool:
        """Whether the next words after a line begin an article or a heading."""
        return self._leads[line + 1]

    def believable(self, heading: Heading) -> bool:
        """A heading leads to an article or a heading, or at least does not read as a sentence."""
        line = self._lines[heading.line]
        if line.level or self.leads(heading.line) or heading.end < line.end:
            return True
        following = self._next[heading.line + 1]
        second = following is not None and heading.number and self.leads(following)
        if second and following and short_line(self._source, self._lines[following]):
            return True  # the title goes on in a second line
        if following is not None and ANNEX.match(self._source, self._lines[following].head):
            return True
        return short_line(self._source, line)


def _unnumbered(
    source: str,
    lines: list[Line],
    quotes: Quotes,
    near: _Neighbours,
    titles: dict[str, Heading],
) -> list[Heading]:
    """一、 headings between articles, and headings whose number only the 目录 still has."""
    found = []
    for line in lines:
        if line.blank or quotes.hold(line.head) or not short_line(source, line, 40):
            continue
        if not near.leads(line.index):
            continue
        words = source[line.head : line.tail].strip(BLANKS + "*_")
        heading = comma_heading(source, line) if not words[:1].isascii() else None
        if heading:
            found.append(heading)
            continue
        listed = titles.get("".join(char for char in words if char not in BLANKS))
        if listed and listed.number:
            lost = msgspec.structs.replace(
                listed, start=line.start, end=line.end, line=line.index, lost_number=True
            )
            found.append(lost)
    return found


def _check(headings: list[Heading], findings: Findings) -> None:
    """Numbers of 编章节 must run on from 1 inside their parent (立法法 art. 65)."""
    counts: dict[int, tuple[int, int]] = {}
    for heading in headings:
        if heading.lost_number:
            named = f"，按目录或者次序记作{heading.label}" if heading.label else ""
            text = f"标题“{heading.title}”在正文里没有编号{named}，请核对。"
            findings.add("lost-heading-number", heading.start, text)
        before = counts.get(heading.level, (0, 0))
        for level in [one for one in counts if one > heading.level]:
            del counts[level]
        if heading.number is None:
            continue
        counts[heading.level] = heading.number
        runs_on = heading.number in {(before[0] + 1, 0), (before[0], before[1] + 1)}
        fresh = before == (0, 0) or heading.number == (1, 0)
        if not runs_on and not fresh and heading.kind is not Kind.HEADING:
            text = f"“{heading.label}　{heading.title}”的编号与前一个同级标题不相接，请核对。"
            findings.add("heading-gap", heading.start, text)
