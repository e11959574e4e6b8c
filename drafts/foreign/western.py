"""Bills in other shapes: German §, US and UK sections, European articles, in the same tree.

A text is looked at this way only when its letters are Latin: a Chinese text never becomes German
because of one § sign. § 12, Section 12 and Article 12 are all articles (条); see docs/addresses.md.
"""

import re
from itertools import pairwise
from typing import Final

from drafts.foreign.western_front import before_body, reads_as_title
from drafts.foreign.western_lines import PieceReader
from drafts.foreign.western_lists import provisions
from drafts.foreign.western_marks import (
    ANNEX_OF,
    ARTICLE_LEVEL,
    CROSSHEAD_LEVEL,
    REPEALED,
    SIGNS,
    read_mark,
)
from drafts.foreign.western_units import Body, Opening, body_of, kind_of, title_after, words_of
from drafts.model import Kind
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.markers import BLANKS, FRONT_MATTER
from drafts.splitting.nesting import Start, nest
from drafts.splitting.tree import Findings, Node

ANNEX_LEVEL: Final = 0
MOST_HAN: Final = 0.02
LONGEST_TITLE: Final = 160
LONGEST_CROSSHEAD: Final = 100
MOST_TITLE_WORDS: Final = 14
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_LATIN: Final = re.compile("[A-Za-zÀ-ɏ]")
_SAYS: Final = re.compile(
    r"\b(?:shall|may|must|is|are|means|applies|has|have|gilt|gelten|ist|sind|wird|werden|kann)\b"
)


def is_latin(source: str) -> bool:
    """Whether almost no letter of a text is Chinese."""
    latin = sum(1 for _ in _LATIN.finditer(source))
    han = sum(1 for _ in _HAN.finditer(source))
    return latin > 0 and han < MOST_HAN * latin


def structure(source: str, lines: list[Line], findings: Findings) -> tuple[str, list[Node]]:
    """The title and the nodes of a text in Latin script; by paragraphs where no article is."""
    matter = FRONT_MATTER.match(source, len(source) - len(source.lstrip(BLANKS)))
    after = matter.end() if matter else 0
    body = body_of(source, [line for line in lines if line.start >= after])
    builder = _Builder(source, lines, body, findings)
    starts = [one for one in builder.starts() if one.node.start >= after]
    if not body.articles:
        text = "没有找到“§ ×”“Section ×”或者“Article ×”，已按自然段切分，请核对。"
        findings.add("no-articles", after, text)
    if not starts:
        return builder.bare(after)
    first = starts[0].node.start
    toc = body.toc
    title, front = before_body(source, lines, after, toc[0] if toc and toc[0] < first else first)
    nodes = [*front, *builder.contents(first), *nest(starts, len(source), builder.fill)]
    _doubt(body, findings)
    return title, nodes


class _Builder:
    """Turns believed beginnings into nodes and reads the words of each."""

    def __init__(self, source: str, lines: list[Line], body: Body, findings: Findings) -> None:
        self._source = source
        self._lines = lines
        self._body = body
        self._findings = findings
        self._pieces = PieceReader(source, lines)
        openings = [*body.articles, *body.divisions, *body.annexes]
        self._taken = {one.line.index for one in openings}

    def starts(self) -> list[Start]:
        """Every unit's beginning, in the order of the text."""
        articles = {one.line.index for one in self._body.articles}
        divisions = [one for one in self._body.divisions if one.line.index not in articles]
        starts = [self._annex(one) for one in self._body.annexes]
        starts += [self._division(one) for one in divisions]
        starts += [self._article(one) for one in self._body.articles]
        starts += self._headings()
        return sorted(starts, key=lambda one: (one.node.start, one.level))

    def contents(self, first: int) -> list[Node]:
        """The table of contents, if it stands before the body; it reaches up to the body."""
        toc = self._body.toc
        if toc is None or toc[0] >= first:
            return []
        node = Node(Kind.TOC, toc[0], first)
        own = (line for line in self._lines if toc[0] <= line.start < first and not line.blank)
        node.words = [words_of(self._source[line.head : line.tail]) for line in own]
        return [node]

    def bare(self, after: int) -> tuple[str, list[Node]]:
        """A text without any structure: its title, if it has one, then paragraph by paragraph."""
        first = next((one for one in self._lines if one.start >= after and not one.blank), None)
        titled = first is not None and reads_as_title(self._source, first)
        end = first.end if first and titled else after
        title, front = before_body(self._source, self._lines, after, end)
        pieces = self._pieces.read(end, len(self._source), first.index if first else 0)
        found = provisions(pieces, self._findings)
        if found:
            found[0].start = end
        elif end < len(self._source) or not front:
            found = [Node(Kind.TEXT, end, len(self._source))]
        return title, [*front, *found]

    def fill(self, start: Start, end: int) -> None:
        """Read the words between a unit's heading and the next unit."""
        node = start.node
        node.end = end
        found = self._pieces.read(min(start.body, end), end, start.line)
        if node.kind is Kind.SIGNATURE:
            node.words = [piece.words for piece in found]
            return
        node.children.extend(provisions(found, self._findings))
        if node.kind is not Kind.ARTICLE:
            return
        if not found and not node.caption:
            text = f"{node.label}没有内容，请核对。"
            self._findings.add("empty-article", node.start, text)
        if not any(child.kind is Kind.PARAGRAPH for child in node.children):
            begin = min(start.body, end)
            until = node.children[0].start if node.children else end
            node.children.insert(0, Node(Kind.PARAGRAPH, min(begin, until), until))

    def _annex(self, one: Opening) -> Start:
        start, line = one.line.start, one.line
        before = self._written_before(line)
        if before and ANNEX_OF.fullmatch(self._source, before.head, before.tail):
            start = before.start
        title, body, following = self._title(one)
        node = Node(Kind.ANNEX, start, line.end, one.number, one.label, title or None)
        node.words = [title]
        return Start(ANNEX_LEVEL, node, body, following)

    def _division(self, one: Opening) -> Start:
        kind, level = kind_of(one)
        title, body, following = self._title(one)
        node = Node(kind, one.line.start, one.line.end, one.number, one.label, title or None)
        node.words = [title]
        return Start(level, node, body, following)

    def _article(self, one: Opening) -> Start:
        line = one.line
        node = Node(Kind.ARTICLE, line.start, line.end, one.number, one.label)
        rest = title_after(self._source, one)
        if REPEALED.fullmatch(rest):
            return Start(ARTICLE_LEVEL, node, one.end, line.index)
        if rest and self._is_title(one, rest):
            node.caption = _bare_title(rest)
            return Start(ARTICLE_LEVEL, node, line.end, line.index)
        if not rest:
            node.caption, body, following = self._title(one, longest=LONGEST_CROSSHEAD)
            node.caption = node.caption or None
            return Start(ARTICLE_LEVEL, node, body, following)
        return Start(ARTICLE_LEVEL, node, one.end, line.index)

    def _is_title(self, one: Opening, rest: str) -> bool:
        """Whether the words behind the number are a title and not the article's first sentence."""
        following = self._written_after(one.line)
        led = following is not None and following.index not in self._taken
        if one.line.level:
            return True
        if not led or len(rest) > LONGEST_TITLE or rest[-1] in ";:,—-" or read_mark(rest, 0, 24):
            return False
        if rest.isupper() or not rest.endswith("."):
            return rest.isupper() or not rest[0].islower()
        return len(rest.split()) <= MOST_TITLE_WORDS and not _SAYS.search(rest)

    def _title(self, one: Opening, longest: int = LONGEST_TITLE) -> tuple[str, int, int]:
        """The title on the line or, when the mark stands alone, on the next; where words begin."""
        title = title_after(self._source, one)
        line = one.line
        if title:
            return title, line.end, line.index
        after = self._written_after(line)
        if after is None or after.index in self._taken or not self._titles(after, longest):
            return "", line.end, line.index
        self._taken.add(after.index)
        return words_of(self._source[after.head : after.tail]), after.end, after.index

    def _titles(self, line: Line, longest: int) -> bool:
        """Whether a line reads as a title: short, without an end, and words follow it apart."""
        words = self._source[line.head : line.tail]
        if len(words) > longest or words[0].islower() or words[0] in "(*|":
            return False
        if ends_sentence(self._source, line.head, line.tail) or words[-1] in ",-":
            return False
        if read_mark(self._source, line.head, line.tail):
            return False
        after = self._lines[line.index + 1] if line.index + 1 < len(self._lines) else None
        return after is not None and (after.blank or not self._source[after.head].islower())

    def _headings(self) -> list[Start]:
        """Headings without a number: of Markdown, or a line alone right above an article."""
        first = min((one.line.start for one in self._body.articles), default=0)
        toc = self._body.toc or (0, 0)
        found = []
        for line in self._lines:
            if line.blank or line.index in self._taken or toc[0] <= line.start < toc[1]:
                continue
            if line.level < 2 and not self._crosses(line):
                continue
            words = words_of(self._source[line.head : line.tail])
            if line.start < first and not self._crosses(line):
                continue
            kind = Kind.SIGNATURE if SIGNS.match(words) else Kind.HEADING
            level = ANNEX_LEVEL if kind is Kind.SIGNATURE else CROSSHEAD_LEVEL
            node = Node(kind, line.start, line.end, heading=words, words=[words])
            found.append(Start(level, node, line.end, line.index))
        return found

    def _crosses(self, line: Line) -> bool:
        """Whether a line reads as a heading across the page, directly above an article."""
        if line.tail - line.head > LONGEST_CROSSHEAD or line.indent or not line.index:
            return False
        before, after = self._written_before(line), self._written_after(line)
        if after is None or after.index not in self._taken or before is None:
            return False
        begun = any(one.line.start < line.start for one in self._body.articles[:1])
        if begun and not ends_sentence(self._source, before.head, before.tail):
            return False
        words = self._source[line.head : line.tail]
        if ends_sentence(self._source, line.head, line.tail) or not words[0].isupper():
            return False
        return not read_mark(self._source, line.head, line.tail) and words[-1] not in ",-"

    def _written_before(self, line: Line) -> Line | None:
        return self._near(line.index, -1)

    def _written_after(self, line: Line) -> Line | None:
        return self._near(line.index, 1)

    def _near(self, index: int, step: int) -> Line | None:
        """The next line with words; blank lines are one, so it is at most two away."""
        for at in (index + step, index + 2 * step):
            if 0 <= at < len(self._lines) and not self._lines[at].blank:
                return self._lines[at]
        return None


def _bare_title(words: str) -> str | None:
    """General. → General, (Inkrafttreten) → Inkrafttreten."""
    bare = words.rstrip(". ")
    wrapped = bare[:1] == "(" and bare[-1:] == ")" and "(" not in bare[1:]
    return (bare[1:-1] if wrapped else bare) or None


def _doubt(body: Body, findings: Findings) -> None:
    """Gaps in the run of numbers, and lines that begin like an article but do not fit it."""
    for before, after in pairwise(body.articles):
        if before.number is None or after.number is None or after.family == "part-sign":
            continue
        if after.number[0] - before.number[0] > 1 and not _spans(before):
            text = f"{before.label}之后是{after.label}，中间缺号，请核对是否遗漏或者编号丢失。"
            findings.add("gap", after.line.start, text)
    for one in body.doubted:
        text = f"此行以“{one.label}”开头，但编号与前后不相接，没有作为一条处理，请核对。"
        findings.add("out-of-order", one.line.start, text)


def _spans(one: Opening) -> bool:
    """§§ 4 bis 6 stands for several."""
    return one.label.startswith("§§")
