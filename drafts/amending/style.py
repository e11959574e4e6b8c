"""How the old law is laid out, so that what is put in looks the same and splits the same way."""

from collections import Counter
from typing import Final

import msgspec

from drafts.amending.lawtext import DIVISIONS, LawText, Part
from drafts.amending.model import Number
from drafts.model import Kind
from drafts.numerals import article_label, to_chinese
from drafts.splitting.markers import ARTICLE, BLANKS, HEADING
from drafts.splitting.pieces import read_mark

NAMES: Final = {
    Kind.PART: "编", Kind.SUBPART: "分编", Kind.CHAPTER: "章", Kind.SECTION: "节",
}  # fmt: skip


class Style(msgspec.Struct, frozen=True):
    """What stands before and after the mark of an article, before a paragraph, at a line's end."""

    before: str = ""
    after: str = ""
    gap: str = "　"
    indent: str = ""
    ending: str = "\n"
    heading: dict[Kind, tuple[str, str, str]] = {}


def style_of(law: LawText) -> Style:
    """The commonest layout of each thing."""
    found: dict[str, Counter[str]] = {
        name: Counter() for name in ("before", "after", "gap", "indent", "ending")
    }
    headings: dict[Kind, Counter[tuple[str, str, str]]] = {}
    for part in law.root.walk():
        if part.kind is Kind.ARTICLE:
            _note_article(part, found)
        elif part.kind in DIVISIONS and (shape := _heading_shape(part)):
            headings.setdefault(part.kind, Counter())[shape] += 1
    common = {name: count.most_common(1)[0][0] for name, count in found.items() if count}
    if not found["indent"] and "before" in common:
        lead = common["before"]
        common["indent"] = lead if not lead.strip(BLANKS) else ""
    return Style(
        **common,
        heading={kind: count.most_common(1)[0][0] for kind, count in headings.items()},
    )


def _note_article(part: Part, found: dict[str, Counter[str]]) -> None:
    own = part.own
    match = ARTICLE.search(own)
    if match:
        found["before"][own[: match.start()]] += 1
        after = own[match.end() :]
        found["after"][after if len(after) <= 4 else ""] += 1
    for at, paragraph in enumerate(part.living(Kind.PARAGRAPH)):
        found["indent" if at else "gap"][lead_of(paragraph.own)] += 1
        for one in paragraph.walk():
            tail = tail_of(one.own)
            if "\n" in tail:
                found["ending"][tail] += 1


def _heading_shape(part: Part) -> tuple[str, str, str] | None:
    own = part.own
    match = HEADING.search(own)
    if match is None:
        return None
    rest = own[match.end() :]
    return own[: match.start()], lead_of(rest), tail_of(rest)


def lead_of(text: str) -> str:
    """The blanks a text begins with."""
    return text[: len(text) - len(text.lstrip(BLANKS))]


def tail_of(text: str) -> str:
    """The blanks a text ends with."""
    return text[len(text.rstrip(BLANKS)) :]


def paragraphs(lines: list[str], style: Style, first: bool) -> list[Part]:
    """New 款 and 项 from the lines of a quotation; `first` when they begin an article."""
    found: list[Part] = []
    for line in lines:
        mark = read_mark(line, 0, len(line))
        lead = style.gap if first and not found else style.indent
        part = Part(Kind.PARAGRAPH, [(lead + line + style.ending, None)])
        last = found[-1] if found else None
        if mark is None or last is None:
            found.append(part)
            continue
        part.number = None
        items = last.living(Kind.ITEM)
        deeper = bool(items) and mark.rank > _rank(items[-1])
        part.kind = Kind.SUBITEM if deeper else Kind.ITEM
        parent = items[-1] if deeper else last
        parent.add(part, len(parent.children))
    return found


def _rank(item: Part) -> int:
    words = item.own.strip(BLANKS)
    mark = read_mark(words, 0, len(words))
    return mark.rank if mark else 9


def article(number: Number, lines: list[str], style: Style) -> Part:
    """A new article."""
    own = style.before + article_label(number) + style.after
    part = Part(Kind.ARTICLE, [(own, None)], seat=number)
    for one in paragraphs(lines, style, first=True):
        part.add(one, len(part.children))
    return part


def division(kind: Kind, number: Number, title: str, style: Style) -> Part:
    """A new chapter or section without articles."""
    before, gap, tail = style.heading.get(kind, (style.indent, "　", style.ending))
    own = f"{before}{division_label(kind, number)}{gap}{title}{tail}"
    return Part(kind, [(own, None)], seat=number)


def division_label(kind: Kind, number: Number) -> str:
    """第三章, 第三章之一."""
    inserted = f"之{to_chinese(number[1])}" if number[1] else ""
    return f"第{to_chinese(number[0])}{NAMES[kind]}{inserted}"
