"""Staff explanations and draft notes as HTML: the only door to the Markdown parser.

CommonMark without raw HTML and without images; a link goes to http, https or mail and nowhere
else, or it stays plain text. Public comments never pass here: they are plain text.

A plain-language note stands within a page that has headings of its own, so it has none, and it
may point at a provision of the draft, as in `[第三条](#art_3)`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LONGEST: Final = 20_000
_ALLOWED: Final = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\\]+\Z", re.IGNORECASE)
_SPECIAL: Final = re.compile(
    r"([\\`*_\[\]<>&#~]|(?<=\d)[.)](?=\s|\Z)|^[-+=](?=[-+=\s]|\Z))", re.MULTILINE
)
_IN_NOTES: Final = re.compile(r"https?://[^\s\x00-\x1f\\]+\Z|#[A-Za-z0-9_-]+\Z", re.IGNORECASE)


class TooLong(ValueError):
    """The text is longer than an explanation can be; the message says what to do."""


def to_html(text: str) -> str:
    """Render Markdown as HTML that may stand in a page as it is. Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong(f"说明有{len(text)}字，超过{LONGEST}字的上限。请缩短或者改用附件。")
    return str(_PARSER.render(text))


def note_to_html(text: str, home: str) -> str:
    """Render a plain-language note; `home` is the page that holds the draft it points into, ""
    for the page it stands on. Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong(f"说明有{len(text)}字，超过{LONGEST}字的上限。请缩短或者改用附件。")
    return str(_NOTES.render(text, {"home": home}))


class Words(msgspec.Struct, frozen=True):
    """Words of a line, strong or not; `link` is where they lead, "" nowhere."""

    text: str
    strong: bool = False
    link: str = ""


class Line(msgspec.Struct, frozen=True):
    """A heading of level 1 to 6, or with 0 a paragraph; `mark` is that of an item of a list."""

    words: tuple[Words, ...]
    level: int = 0
    mark: str = ""

    @property
    def text(self) -> str:
        """The words without anything around them."""
        return "".join(one.text for one in self.words)


def to_lines(text: str) -> tuple[Line, ...]:
    """Markdown as headings and paragraphs, for what is not a web page: each line that was typed
    is one of its own, items of lists keep their mark. Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong(f"说明有{len(text)}字，超过{LONGEST}字的上限。请缩短或者改用附件。")
    return tuple(_lines(_PARSER.parse(text)))


def plain(text: str) -> str:
    """Text as Markdown that says just that."""
    return _SPECIAL.sub(r"\\\1", text)


def _lines(tokens: Sequence[Token]) -> Iterator[Line]:
    level, mark = 0, ""
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "list_item_open":
            mark = f"{token.info}{token.markup}" if token.info else "·"
        elif token.type in ("code_block", "fence"):
            yield from (Line((Words(one),)) for one in token.content.splitlines() if one)
        elif token.type == "inline":
            for words in _typed(token.children or []):
                yield Line(words, level, mark)
                mark = ""
            level = 0


def _typed(tokens: Sequence[Token]) -> Iterator[tuple[Words, ...]]:
    """The words of a paragraph, line by line."""
    line: list[Words] = []
    strong, link = 0, ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield tuple(line)
            line = []
        elif token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("link_open", "link_close"):
            link = str(token.attrGet("href") or "") if token.nesting > 0 else ""
        elif token.content:
            line.append(Words(token.content, strong > 0, link))
    yield tuple(line)


def _link_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    """A link written by staff passes on neither the reader's page nor the page's standing."""
    link = tokens[index]
    goal = str(link.attrGet("href") or "")
    if not goal:  # [甲]() is never asked about
        link.attrs = {}
    elif goal.startswith("#"):
        link.attrs = {"href": str(env["home"]) + goal}
    else:
        link.attrSet("rel", "nofollow noopener noreferrer")
    return renderer.renderToken(tokens, index, options, env)


def _parser(allowed: re.Pattern[str], *missing: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    parser.disable(["image", "html_block", "html_inline", *missing])
    validate: Any = allowed.match
    parser.validateLink = validate  # type: ignore[method-assign]
    parser.add_render_rule("link_open", _link_open)
    return parser


_PARSER: Final = _parser(_ALLOWED)
_NOTES: Final = _parser(_IN_NOTES, "heading", "lheading")
