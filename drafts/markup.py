"""Staff explanations and draft notes as HTML: the only door to the Markdown parser.

CommonMark without raw HTML and without images; a link goes to http, https or mail and nowhere
else, or it stays plain text. Public comments never pass here: they are plain text.

A plain-language note stands within a page that has headings of its own, so it has none, and it
may point at a provision of the draft, as in `[第三条](#art_3)`.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

LONGEST: Final = 20_000
_ALLOWED: Final = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\\]+\Z", re.IGNORECASE)
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
