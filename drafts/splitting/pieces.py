"""From the lines of an article to its logical paragraphs: wrapped lines joined, marks read."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import msgspec

from drafts.numerals import to_chinese, to_int
from drafts.splitting.layout import Layout
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.markers import (
    BARE_NUMBER,
    BLANKS,
    CIRCLED,
    COMMA_ITEM,
    COMMENT,
    DOT_ITEM,
    DOT_SIGN,
    INLINE_ITEM,
    INVISIBLE,
    ITEM,
    ITEM_SIGN,
    PAGE_NUMBER,
    PAREN_ITEM,
    PAREN_SIGN,
    TABLE_RULE,
)
from drafts.splitting.quotes import Quotes
from drafts.splitting.tree import Findings

LONG_LINE: Final = 20
_DROP: Final = dict.fromkeys(map(ord, INVISIBLE))


class Mark(msgspec.Struct, frozen=True, gc=False):
    """The printed mark of a 项 or 目: `rank` is the style, outermost first."""

    rank: int
    number: int
    label: str
    end: int


class Slice(msgspec.Struct, frozen=True, gc=False):
    """A line or what is left of it: `[start, end)` with blanks, `[head, tail)` the words."""

    start: int
    end: int
    head: int
    tail: int
    line: Line
    opens: bool = True


class Piece(msgspec.Struct):
    """A logical paragraph: its span, its mark if any, its lines; `rows` of a table.

    `seams` are where its second line and the further ones begin.
    """

    start: int
    end: int
    parts: list[str]
    mark: Mark | None = None
    rows: int = 0
    quoted: bool = False
    seams: list[int] = msgspec.field(default_factory=list)

    @property
    def words(self) -> str:
        """The lines as they are read: wrapped lines joined, rows of a table one below another."""
        return "\n".join(row for row in self.parts if row) if self.rows else join(self.parts)


def read_mark(source: str, head: int, tail: int) -> Mark | None:
    """The 项 or 目 mark at the head of a line: （一） 一、 1. (1) ① in any of their spellings."""
    limit = min(tail, head + 24)
    if match := ITEM.match(source, head, limit):
        number = to_int("".join(char for char in match[1] if char not in BLANKS))
        if number and number < 1000:
            return Mark(1, number, f"（{to_chinese(number)}）", match.end())
    elif match := COMMA_ITEM.match(source, head, limit):
        number = to_int(match[1])
        if number and number < 1000:
            return Mark(0, number, f"{to_chinese(number)}、", match.end())
    elif match := DOT_ITEM.match(source, head, limit):
        return _mark(2, to_int(match[1]), "{}.", match.end())
    elif match := PAREN_ITEM.match(source, head, limit):
        return _mark(3, to_int(match[1]), "（{}）", match.end())
    return _sign_mark(source, head, limit)


def _sign_mark(source: str, head: int, limit: int) -> Mark | None:
    if match := ITEM_SIGN.match(source, head, limit):
        number = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩".index(match[0]) + 1
        return Mark(1, number, f"（{to_chinese(number)}）", match.end())
    if match := DOT_SIGN.match(source, head, limit):
        return _mark(2, ord(match[0]) - ord("⒈") + 1, "{}.", match.end())
    if match := PAREN_SIGN.match(source, head, limit):
        return _mark(3, ord(match[0]) - ord("⑴") + 1, "（{}）", match.end())
    if match := CIRCLED.match(source, head, limit):
        return Mark(4, ord(match[0]) - ord("①") + 1, match[0], match.end())
    return None


def _mark(rank: int, number: int | None, form: str, end: int) -> Mark | None:
    return Mark(rank, number, form.format(number), end) if number else None


class Reader:
    """Reads the logical paragraphs of any stretch of one text."""

    def __init__(
        self, source: str, lines: list[Line], layout: Layout, quotes: Quotes, findings: Findings
    ) -> None:
        """Keep what every stretch needs to know of the whole text."""
        self.source = source
        self.lines = lines
        self.layout = layout
        self.quotes = quotes
        self.findings = findings

    def slices(self, start: int, end: int, first: int, opens: bool = True) -> Iterator[Slice]:
        """What lies in `[start, end)` line by line; `first` is the index of the first line.

        `opens` is False when the first slice begins in the middle of its line.
        """
        for index in range(first, len(self.lines)):
            line = self.lines[index]
            if line.start >= end:
                return
            cut_start, cut_end = max(start, line.start), min(end, line.end)
            inside = line.start >= start
            yield from self._cut(cut_start, cut_end, line, inside or opens)

    def _cut(self, start: int, end: int, line: Line, opens: bool) -> Iterator[Slice]:
        head, tail = max(start, line.head if start <= line.head else start), min(end, line.tail)
        head, tail = _trim(self.source, head, tail)
        if head >= tail:
            yield Slice(start, end, end, end, line, opens)
            return
        for cut in self._inline_items(head, tail):
            yield Slice(start, cut, *_trim(self.source, head, cut), line, opens)
            start = head = cut
            opens = True
        yield Slice(start, end, head, tail, line, opens)

    def _inline_items(self, head: int, tail: int) -> list[int]:
        """Where （一） （二） … begin in mid-line, when they count from the first on."""
        if self.source.find("（", head + 1, tail) < 0 and self.source.find("(", head + 1, tail) < 0:
            return []
        mark = read_mark(self.source, head, tail)
        expected = mark.number + 1 if mark and mark.rank == 1 else 1
        cuts: list[int] = []
        for match in INLINE_ITEM.finditer(self.source, head + 1, tail):
            if to_int(match[2]) == expected and not self.quotes.hold(match.start("mark")):
                cuts.append(match.start("mark"))
                expected += 1
        after_colon = bool(cuts) and self.source[head : cuts[0]].rstrip(BLANKS)[-1:] in "：:"
        return cuts if after_colon or expected > 2 else []

    def pieces(self, slices: Iterator[Slice]) -> list[Piece]:
        """Join the slices that belong to one logical paragraph; blanks go to the one before."""
        found: list[Piece] = []
        previous: Slice | None = None
        gap = False
        for part in slices:
            if part.head >= part.tail or self._is_noise(part, previous):
                gap = gap or part.head >= part.tail
                _stretch(found, part)
                continue
            self._take(found, part, previous, gap)
            previous, gap = part, False
        return [one for piece in found for one in self._parted(piece)]

    def _parted(self, piece: Piece) -> Iterator[Piece]:
        """Take apart what was joined and still ends in no sentence: cells of a lost table.

        Only in a text that is not hard-wrapped. What stays joined is finished, so that reading a
        law again as it was written out (Akoma Ntoso) joins nothing more.
        """
        last = piece.parts[-1]
        if not piece.seams or self.layout.page is not None or ends_sentence(last, 0, len(last)):
            yield piece
            return
        places = (piece.start, *piece.seams, piece.end)
        for index, words in enumerate(piece.parts):
            mark = None if index else piece.mark
            yield Piece(places[index], places[index + 1], [words], mark, quoted=piece.quoted)

    def _take(self, found: list[Piece], part: Slice, previous: Slice | None, gap: bool) -> None:
        source = self.source
        quoted = self.quotes.hold(part.head)
        row = self._is_row(part)
        if row and found and found[-1].rows:
            found[-1].end = part.end
            found[-1].rows += 1
            found[-1].parts.append(_row_text(source, part))
            return
        if row:
            found.append(Piece(part.start, part.end, [_row_text(source, part)], rows=1))
            return
        marked = part.opens and not quoted and not self._broken_off(part, previous)
        mark = read_mark(source, part.head, part.tail) if marked else None
        joinable = mark is None and previous and found and not found[-1].rows
        if joinable and previous and self._continues(part, previous, gap):
            found[-1].end = part.end
            found[-1].parts.append(self._words(part.head, part.tail))
            found[-1].seams.append(part.start)
            return
        head = mark.end if mark else part.head
        words = [self._words(head, part.tail)]
        found.append(Piece(part.start, part.end, words, mark, quoted=quoted))

    def _words(self, head: int, tail: int) -> str:
        return self.source[head:tail].translate(_DROP).strip(BLANKS)

    def _continues(self, part: Slice, previous: Slice, gap: bool) -> bool:
        """Whether a line without a mark carries on the paragraph of the line before."""
        finished = ends_sentence(self.source, previous.head, previous.tail)
        full = self.layout.full(previous.line)
        if self.layout.page is None:
            long = previous.tail - previous.line.head >= LONG_LINE
            return not finished and (long or self.source[previous.tail - 1] in "，、,")
        if self.layout.indented:
            outdent = part.line.indent < 2 and not (gap and finished)
            return outdent and (not finished or full)
        if not finished or gap or not full or self.source[previous.tail - 1] in "；;":
            return not finished or (full and not gap)
        text = "上一行写满且以句末标点结束，无法确定此处是否另起一款，暂按另起一款处理，请核对。"
        self.findings.add("ambiguous-paragraph", part.head, text)
        return False

    def _broken_off(self, part: Slice, previous: Slice | None) -> bool:
        """Whether a wrapped line before breaks off, so that （二） here is 第（二）项 spoken of."""
        if previous is None or self.layout.page is None or part.line is previous.line:
            return False
        if self.layout.indented and part.line.indent >= 2:
            return False
        full = self.layout.full(previous.line)
        return full and not ends_sentence(self.source, previous.head, previous.tail)

    def _is_noise(self, part: Slice, previous: Slice | None) -> bool:
        comment = self.source.startswith("<!--", part.head)
        if comment and COMMENT.fullmatch(self.source, part.head, part.tail):
            return True
        return self._is_page_number(part, previous)

    def _is_page_number(self, part: Slice, previous: Slice | None) -> bool:
        lead, tail = part.line.lead, part.line.tail
        words = self.source[lead:tail] if tail - lead <= 24 and part.tail == tail else ""
        if part.start != part.line.start or not PAGE_NUMBER.fullmatch(words):
            return False
        if BARE_NUMBER.fullmatch(words) and (self.layout.page is None or previous is None):
            return False
        self.findings.add("page-number", part.head, f"此行“{words.strip()}”像是页码，已略去不读。")
        return True

    def _is_row(self, part: Slice) -> bool:
        source, head, tail = self.source, part.head, part.tail
        if not part.opens:
            return False
        if source[head] == "|" and source.find("|", head + 1, tail) > 0:
            return True
        return source.find("\t", head, tail) > 0 and "\t" in source[head:tail].strip("\t")


def _trim(source: str, head: int, tail: int) -> tuple[int, int]:
    while head < tail and source[head] in BLANKS:
        head += 1
    while tail > head and source[tail - 1] in BLANKS:
        tail -= 1
    return head, tail


def _stretch(found: list[Piece], part: Slice) -> None:
    if found:
        found[-1].end = part.end


def join(parts: list[str]) -> str:
    """The lines of one paragraph joined: a blank only between two Latin words."""
    joined = parts[:1]
    for before, after in pairwise(parts):
        latin = before[-1:].isascii() and after[:1].isascii()
        joined.append(" " if latin and before[-1:].isalnum() and after[:1].isalnum() else "")
        joined.append(after)
    return "".join(joined)


def _row_text(source: str, part: Slice) -> str:
    words = source[part.head : part.tail].translate(_DROP)
    if words.startswith("|"):
        if TABLE_RULE.fullmatch(words[:2000]):
            return ""
        return "\t".join(cell.strip(BLANKS) for cell in words.strip("|").split("|"))
    return "\t".join(cell.strip(BLANKS) for cell in words.split("\t"))
