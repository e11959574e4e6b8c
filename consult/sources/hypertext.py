"""The words of a mail written in HTML, line by line; what it quotes is marked with >.

Read by looking for one tag after the other: nesting costs nothing, and time grows with length.
"""

import html
import re

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,20})([^<>]*)>")
_BLOCKS = frozenset(
    (
        *("p", "div", "br", "hr", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"),
        *("table", "tr", "ul", "ol", "li", "dl", "dd", "dt", "header", "footer"),
    )
)
_UNSEEN = frozenset(("script", "style", "head", "title", "template"))
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_QUOTE = "blockquote"


def words_of(markup: str) -> str:
    """The text of an HTML body as it is read: a line a block, `> ` before what a blockquote
    holds. Raises nothing."""
    lines: list[str] = []
    line: list[str] = []
    depth = at = 0
    for end, name, closing in _tags(markup):
        line.append(_text(markup[at : end.start]))
        at = end.stop
        if name in _BLOCKS or name == _QUOTE:
            _flush(lines, line, depth)
        if name == _QUOTE:
            depth = max(0, depth - 1) if closing else depth + 1
        elif name in ("td", "th"):
            line.append(" ")
    line.append(_text(markup[at:]))
    _flush(lines, line, depth)
    return "\n".join(lines).strip("\n")


def _tags(markup: str) -> list[tuple[slice, str, bool]]:
    """Every tag's place, its name and whether it closes; comments and what is never shown are one
    tag each."""
    found: list[tuple[slice, str, bool]] = []
    lower = markup.lower()
    lost: set[str] = set()
    at = 0
    while (start := markup.find("<", at)) >= 0:
        tag = _TAG.match(markup, start)
        if markup.startswith("<!--", start) and "-->" not in lost:
            stop = markup.find("-->", start)
            lost.update(("-->",) if stop < 0 else ())
            at = start + 1 if stop < 0 else stop + 3
            found += [] if stop < 0 else [(slice(start, at), "comment", False)]
        elif tag is None:
            at = start + 1
            if markup.startswith("<!", start) and ">" not in lost:
                stop = markup.find(">", start)
                lost.update((">",) if stop < 0 else ())
                at = at if stop < 0 else stop + 1
                found += [] if stop < 0 else [(slice(start, at), "doctype", False)]
        else:
            name, closing = tag[1].lower(), markup[start + 1] == "/"
            at = tag.end()
            if name in _UNSEEN and not closing and name not in lost:
                stop = lower.find(f"</{name}", at)
                lost.update((name,) if stop < 0 else ())
                at = at if stop < 0 else stop
            found.append((slice(start, at), name, closing))
    return found


def _text(raw: str) -> str:
    return _BLANKS.sub(" ", html.unescape(raw).replace("\xa0", " "))


def _flush(lines: list[str], line: list[str], depth: int) -> None:
    words = _BLANKS.sub(" ", "".join(line)).strip()
    line.clear()
    if words or (lines and lines[-1].strip("> ")):
        lines.append(f"{'>' * depth} {words}".strip() if depth else words)
