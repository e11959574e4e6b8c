"""Rewrite a law the way people paste it: the same words in another layout, by seeded chance."""

import random
from collections.abc import Callable
from typing import Final

from drafts.model import Draft, Kind, Unit
from drafts.numerals import to_chinese, to_int

WIDTH: Final = 34
NO_LINE_START: Final = "，。、；：！？）》”’"
HEADINGS: Final = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING}
Line = tuple[str, str]
"""What a line is (title, heading, article, text) and its words."""


def lines_of_law(draft: Draft) -> list[Line]:
    """Title, headings, articles and their 款 and 项, one a line, without any layout."""
    lines: list[Line] = [("title", draft.title)] if draft.title else []
    for unit in draft.walk():
        if unit.kind in HEADINGS:
            words = [part for part in (unit.label, unit.heading) if part]
            lines.append(("heading", "　".join(words)))
        elif unit.kind is Kind.ARTICLE:
            lines.extend(_article(unit))
    return lines


def _article(unit: Unit) -> list[Line]:
    first, *rest = unit.text.split("\n")
    return [("article", f"{unit.label}　{first}"), *(("text", words) for words in rest)]


def clean(lines: list[Line], _dice: random.Random) -> str:
    """One paragraph a line."""
    return "\n".join(words for _, words in lines) + "\n"


def indented(lines: list[Line], _dice: random.Random) -> str:
    """Two ideographic spaces before each paragraph, Windows line ends, a byte order mark."""
    words = [words if kind in {"title", "heading"} else f"　　{words}" for kind, words in lines]
    return "\ufeff" + "\r\n\r\n".join(words) + "\r\n"


def invisible(lines: list[Line], dice: random.Random) -> str:
    """Zero-width and no-break blanks here and there, and lines of nothing else."""
    out = []
    for kind, words in lines:
        noise = dice.choice(["", "\u200b", "\u00a0", "\ufeff"])
        gap = "\u00a0" if kind == "article" else "　"
        out.append(noise + words.replace("　", gap, 1) + dice.choice(["", "\u200b\n\u200b"]))
    return "\n".join(out)


def glued(lines: list[Line], dice: random.Random) -> str:
    """No blank behind 第X条."""
    return clean([(kind, _glue(kind, words)) for kind, words in lines], dice)


def _glue(kind: str, words: str) -> str:
    return words.replace("　", "", 1) if kind == "article" else words


def split_numbers(lines: list[Line], dice: random.Random) -> str:
    """A blank inside the number of one article in twenty."""
    return clean([(kind, _split_number(kind, words, dice)) for kind, words in lines], dice)


def _split_number(kind: str, words: str, dice: random.Random) -> str:
    end = words.find("条")
    if kind != "article" or end <= 2 or dice.random() >= 0.05:
        return words
    cut = dice.randrange(1, end)
    return words[:cut] + " " + words[cut:]


def arabic(lines: list[Line], dice: random.Random) -> str:
    """第15条 for 第十五条."""
    return clean([(kind, _arabic(kind, words)) for kind, words in lines], dice)


def _arabic(kind: str, words: str) -> str:
    end = words.find("条")
    number = to_int(words[1:end]) if kind == "article" else None
    return f"第{number}{words[end:]}" if number else words


def run_on(lines: list[Line], dice: random.Random) -> str:
    """One article in fifty goes on in the line of the article before."""
    out: list[Line] = []
    for kind, words in lines:
        joined = kind == "article" and out and out[-1][0] in {"article", "text"}
        if joined and out[-1][1].endswith("。") and dice.random() < 0.02:
            out[-1] = (out[-1][0], out[-1][1] + words)
        else:
            out.append((kind, words))
    return clean(out, dice)


def markdown(lines: list[Line], _dice: random.Random) -> str:
    """`## 第一章　总　则` and `**第一条**`."""
    out = []
    for kind, words in lines:
        if kind == "article":
            label, _, rest = words.partition("　")
            out.append(f"**{label}**　{rest}")
        else:
            out.append({"title": "# ", "heading": "## "}.get(kind, "") + words)
    return "\n\n".join(out) + "\n"


def spread(lines: list[Line], dice: random.Random) -> str:
    """总　　则: short headings spread out."""
    return clean([(kind, _spread(kind, words)) for kind, words in lines], dice)


def _spread(kind: str, words: str) -> str:
    label, gap, title = words.partition("　")
    return label + gap + "　　".join(title) if kind == "heading" and len(title) == 2 else words


def contents(lines: list[Line], dice: random.Random) -> str:
    """A 目录 before the text."""
    return clean(_with_contents(lines, lambda words, _page: words), dice)


def dotted_contents(lines: list[Line], dice: random.Random) -> str:
    """A 目录 with dots and page numbers."""
    return clean(_with_contents(lines, lambda words, page: f"{words}…………{page}"), dice)


def _with_contents(lines: list[Line], entry: Callable[[str, int], str]) -> list[Line]:
    headings = [words for kind, words in lines if kind == "heading"]
    if not headings:
        return lines
    listed = [("toc", entry(words, page)) for page, words in enumerate(headings, start=1)]
    return [*lines[:1], ("toc", "目　录"), *listed, *lines[1:]]


def wrapped(lines: list[Line], _dice: random.Random) -> str:
    """Hard lines of 34 columns, as pasted from a PDF."""
    return _wrap(lines, "", WIDTH)


def wrapped_glued(lines: list[Line], _dice: random.Random) -> str:
    """Hard lines, and no blank behind 第X条."""
    return _wrap([(kind, _glue(kind, words)) for kind, words in lines], "", WIDTH)


def wrapped_indented(lines: list[Line], _dice: random.Random) -> str:
    """Hard lines, each paragraph indented by two."""
    return _wrap(lines, "　　", WIDTH)


def wrapped_pages(lines: list[Line], _dice: random.Random) -> str:
    """Hard lines with indents, and a page number after every thirtieth."""
    out = []
    for count, line in enumerate(_wrap(lines, "　　", WIDTH).splitlines(), start=1):
        out.append(line)
        if count % 30 == 0:
            out.append(f"- {count // 30} -")
    return "\n".join(out) + "\n"


def _wrap(lines: list[Line], indent: str, width: int) -> str:
    out = []
    for kind, words in lines:
        rest = words if kind in {"title", "heading"} else indent + words
        while len(rest) > width:
            cut = width
            while cut < len(rest) and rest[cut] in NO_LINE_START:
                cut += 1
            out.append(rest[:cut])
            rest = rest[cut:]
        if rest:
            out.append(rest)
    return "\n".join(out) + "\n"


STYLES: Final[dict[str, Callable[[list[Line], random.Random], str]]] = {
    style.__name__: style
    for style in (
        clean,
        indented,
        invisible,
        glued,
        split_numbers,
        arabic,
        run_on,
        markdown,
        spread,
        contents,
        dotted_contents,
        wrapped,
        wrapped_glued,
        wrapped_indented,
        wrapped_pages,
    )
}


def lose_number(lines: list[Line], dice: random.Random) -> str | None:
    """One article between two others loses its number; its words run on as a 款 of the last."""
    index = _some_article(lines, dice)
    if index is None:
        return None
    words = lines[index][1].partition("　")[2]
    return clean([*lines[:index], ("text", words), *lines[index + 1 :]], dice)


def repeat_number(lines: list[Line], dice: random.Random) -> str | None:
    """One article carries the number of the article before."""
    return _renumber(lines, dice, -1)


def skip_number(lines: list[Line], dice: random.Random) -> str | None:
    """One article carries a number far ahead."""
    return _renumber(lines, dice, 30)


def _renumber(lines: list[Line], dice: random.Random, step: int) -> str | None:
    index = _some_article(lines, dice)
    if index is None:
        return None
    label, _, rest = lines[index][1].partition("　")
    number = to_int(label[1:-1])
    if not number:
        return None
    wrong = ("article", f"第{to_chinese(number + step)}条　{rest}")
    return clean([*lines[:index], wrong, *lines[index + 1 :]], dice)


def lose_heading_number(lines: list[Line], dice: random.Random) -> str | None:
    """One heading of the body loses its number, the 目录 keeps it."""
    indexes = [index for index, (kind, _) in enumerate(lines) if kind == "heading"]
    if len(indexes) < 3:
        return None
    index = dice.choice(indexes[1:])
    bare = ("heading", lines[index][1].partition("　")[2])
    changed = [*lines[:index], bare, *lines[index + 1 :]]
    listed = _with_contents(lines, lambda words, _page: words)
    return clean(listed[: len(indexes) + 2] + changed[1:], dice)


def lose_item(lines: list[Line], dice: random.Random) -> str | None:
    """One 项 in the middle of a list is missing."""
    indexes = [
        index
        for index, (_, words) in enumerate(lines[:-1])
        if words.startswith("（二）") and lines[index + 1][1].startswith("（三）")
    ]
    if not indexes:
        return None
    index = dice.choice(indexes)
    return clean([*lines[:index], *lines[index + 1 :]], dice)


def _some_article(lines: list[Line], dice: random.Random) -> int | None:
    indexes = [index for index, (kind, _) in enumerate(lines) if kind == "article"]
    plain = [index for index in indexes[1:-1] if "之" not in lines[index][1].partition("　")[0]]
    return dice.choice(plain) if plain else None


DEFECTS: Final[dict[str, Callable[[list[Line], random.Random], str | None]]] = {
    defect.__name__: defect
    for defect in (lose_number, repeat_number, skip_number, lose_heading_number, lose_item)
}
