"""The new text an instruction gives: its lines, its articles, the title of a new chapter."""

import re
from typing import Final

from drafts.amending.model import CannotApply, Number
from drafts.model import Kind
from drafts.numerals import HIGHEST, article_label, to_int
from drafts.splitting.lines import ends_sentence
from drafts.splitting.markers import ARTICLE, BLANKS, HEADING
from drafts.splitting.pieces import read_mark

LONG: Final = 20
_QUOTED_LABEL: Final = re.compile("[、，。；的规款项至到和或与及以]|规定|所")


def lines_of_text(texts: tuple[str, ...]) -> list[str]:
    """The logical lines of one or several quotations; lines broken by a page are joined."""
    lines: list[str] = []
    for text in texts:
        begun = len(lines)
        for raw in text.split("\n"):
            line = raw.strip(BLANKS)
            if not line:
                continue
            if len(lines) > begun and _continues(lines[-1], line):
                lines[-1] += line
            else:
                lines.append(line)
    return lines


def _continues(before: str, line: str) -> bool:
    if len(before) < LONG or ends_sentence(before, 0, len(before)) or before[-1] in "，、":
        return False
    return read_mark(line, 0, len(line)) is None and "\t" not in line and "|" not in line


def article_number(line: str) -> tuple[Number, str] | None:
    """第十二条　… → (12, 0) and the words behind it; None when the line only speaks of 第十二条."""
    match = ARTICLE.match(line[:80])
    if match is None:
        return None
    base, inserted = to_int(match[1].strip()), to_int(match[2]) if match[2] else 0
    rest = line[match.end() :]
    if not base or base > HIGHEST or inserted is None or _QUOTED_LABEL.match(rest):
        return None
    return (base, inserted), rest.strip(BLANKS)


def articles_in(
    texts: tuple[str, ...],
    seats: list[Number] | None,
    several: bool,
    also: list[Number] | None = None,
) -> list[list[str]]:
    """The lines of each article given, without their numbers.

    `seats` are the numbers they must have (None: any), `also` other numbers that may be printed.
    Raises CannotApply when what is given is not what was announced.
    """
    lines = lines_of_text(texts)
    if not several:
        wanted = {*(seats or ()), *(also or ())}
        head = article_number(lines[0]) if lines else None
        if head and head[0] in wanted and head[1]:
            lines[0] = head[1]
        elif head and lines[0][len(article_label(head[0])) :][:1] in BLANKS:
            raise CannotApply(f"给出的条文写的是{article_label(head[0])}，和所说的条不一致。")
        return [lines]
    found: list[list[str]] = []
    numbers: list[Number] = []
    for line in lines:
        head = article_number(line)
        expected = seats is None or (
            len(numbers) < len(seats) and head and head[0] in wanted_at(seats, also, len(numbers))
        )
        if head and head[1] and expected:
            numbers.append(head[0])
            found.append([head[1]])
        elif found:
            found[-1].append(line)
        elif not HEADING.match(line):
            if seats is not None and len(texts) == len(seats):
                return [lines_of_text((text,)) for text in texts]
            raise CannotApply("给出的几条没有各自标明条号，分不开。")
    if seats is not None and len(found) != len(seats):
        raise CannotApply(f"应当有{len(seats)}条，给出的文字里找到{len(found)}条。")
    return found


def wanted_at(seats: list[Number], also: list[Number] | None, at: int) -> set[Number]:
    """The numbers the article in this place of the row may be printed with."""
    return {seats[at], *([also[at]] if also and at < len(also) else [])}


def title_in(texts: tuple[str, ...], kind: Kind, number: Number) -> tuple[str, str]:
    """The title of a new chapter and the text of its articles. Raises CannotApply."""
    lines = lines_of_text(texts)
    if not lines:
        raise CannotApply("没有给出新增章节的名称。")
    title = bare_title(lines[0], kind, number)
    if not title:
        raise CannotApply("给出的章节编号和所说的不一致，或者没有名称。")
    return title, "\n".join(lines[1:])


def bare_title(line: str, kind: Kind, number: Number) -> str | None:
    """第三章　监督 → 监督; None when the line is numbered otherwise."""
    names = {"章": Kind.CHAPTER, "节": Kind.SECTION, "編": Kind.PART, "编": Kind.PART}
    match = HEADING.match(line)
    if match is None:
        return line.strip(BLANKS + "《》")
    inserted = to_int(match[3]) if match[3] else 0
    own = names.get(match[2], Kind.SUBPART)
    if own is not kind or (to_int(match[1].strip()), inserted) != number:
        return None
    return line[match.end() :].strip(BLANKS)
