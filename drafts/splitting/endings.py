"""What stands behind the last article: annexes and the signature."""

import re
from typing import Final

import msgspec

from drafts.numerals import to_chinese, to_int
from drafts.splitting.candidates import Candidate
from drafts.splitting.headings import short_line, tidy
from drafts.splitting.lines import Line, ends_sentence
from drafts.splitting.markers import ANNEX, ANNEX_LIST, ARTICLE, BLANKS, DATE, HEADING, SUPPLEMENT
from drafts.splitting.pieces import read_mark
from drafts.splitting.quotes import Quotes

LONGEST_ANNEX: Final = 60
_TABLE_TITLE: Final = re.compile(
    "[\u3400-\u9fff]{2,24}表[一二三四五六七八九十]{0,2}(?:[（(][^（()）]{1,20}[）)])?"
)
LONGEST_SIGNER: Final = 30
LONGEST_TITLE: Final = 40
SIGNERS: Final = 3


class Annex(msgspec.Struct, frozen=True, gc=False):
    """The heading line of an annex (附件, 附录, 附表, 附图), or of the list that names them."""

    start: int
    end: int
    line: int
    label: str
    title: str
    number: tuple[int, int] | None
    listing: bool = False


def annex_lines(source: str, lines: list[Line], quotes: Quotes) -> list[Annex]:
    """Every line that may begin an annex."""
    found = []
    for line in lines:
        if line.blank or source[line.head] != "附" or quotes.hold(line.head):
            continue
        annex = _annex(source, line)
        if annex and not annex.title and not annex.listing:
            annex = _titled(source, lines, annex)
        if annex:
            found.append(annex)
    return found


def _titled(source: str, lines: list[Line], annex: Annex) -> Annex:
    """An annex whose title stands alone on the next line takes it."""
    following = (line for line in lines[annex.line + 1 : annex.line + 3] if not line.blank)
    line = next(following, None)
    if line is None or not short_line(source, line, LONGEST_TITLE):
        return annex
    words = source[line.head : line.tail]
    starts = (ARTICLE, HEADING, ANNEX, DATE)
    if words[0] == "|" or "\t" in words or any(mark.match(words) for mark in starts):
        return annex
    if read_mark(source, line.head, line.tail):
        return annex
    return msgspec.structs.replace(annex, title=tidy(words), end=line.end)


def _annex(source: str, line: Line) -> Annex | None:
    limit = min(line.tail, line.head + 80)
    match = ANNEX.match(source, line.head, limit)
    long = line.tail - line.head > LONGEST_ANNEX and not line.level
    if match is None or long or SUPPLEMENT.match(source, line.head, limit):
        return None
    if ANNEX_LIST.match(source, line.head, limit):
        return Annex(line.start, line.end, line.index, "附件", "", None, listing=True)
    title = tidy(source[match.end() : line.tail].lstrip(BLANKS + "：:.．、"))
    if title.endswith(("。", "；")):
        return None
    count = to_int(match[1]) if match[1] else None
    label = "".join(char for char in match[0] if char not in BLANKS)
    if count and match[1]:
        label = label[: label.index(match[1].strip(BLANKS)[0])] + to_chinese(count)
    return Annex(line.start, line.end, line.index, label, title, (count, 0) if count else None)


def table_annexes(source: str, lines: list[Line], after: int) -> list[Annex]:
    """Tables behind the last article under a title of their own (税率表), without the word 附."""
    written = [line for line in lines if line.start >= after and not line.blank]
    found = []
    for before, line, row in zip(written, written[1:], written[2:], strict=False):
        words = source[line.head : line.tail]
        titled = _TABLE_TITLE.fullmatch(words) and "\t" not in words
        rows = "\t" in source[row.head : row.tail] or source[row.head] == "|"
        led_in = source[before.tail - 1] in "：:"
        if titled and rows and not led_in and ends_sentence(source, before.head, before.tail):
            found.append(Annex(line.start, line.end, line.index, "", tidy(words), None))
    return found


def own_annexes(annexes: list[Annex], run: list[Candidate], first: int) -> list[Annex]:
    """The annexes behind the articles: no article follows, or the numbers begin again.

    `first` is where the body begins. A heading repeated with nothing between counts once.
    """
    kept: list[Annex] = []
    cursor = 0
    for annex in annexes:
        if annex.start < first:
            continue
        while cursor < len(run) and run[cursor].start < annex.start:
            cursor += 1
        before = run[cursor - 1].number if cursor else (0, 0)
        if cursor == len(run) or run[cursor].number <= before:
            kept.append(annex)
    return kept


def signature_start(source: str, lines: list[Line], after: int, before: int) -> Line | None:
    """The first line of the signature that ends the text between two positions.

    A signature is a date alone on the last line, with the names of the organs above it.
    """
    tail = [line for line in lines if after < line.start < before and not line.blank]
    if not tail or not DATE.fullmatch(_words(source, tail[-1])):
        return None
    first = tail[-1]
    for line in reversed(tail[-1 - SIGNERS : -1]):
        if not short_line(source, line, LONGEST_SIGNER) or ends_sentence(
            source, line.head, line.tail
        ):
            break
        first = line
    return first


def _words(source: str, line: Line) -> str:
    return source[line.head : line.tail].strip(BLANKS + "*_")
