"""Says of each word on a page in which language it is (WCAG 2.2, 3.1.2): the interface speaks the
language of the page; the law, comments and names stay as they were written, in Chinese.

Templates need not say so at each place. While one is compiled, every `{{ … }}` learns whether it
stands among words or where no element may: in a tag, a title, an option, a feed. Among words,
Chinese that is not from the catalog comes out as `<bdi lang="zh-CN">`, an element no style speaks
of.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Environment, pass_environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

from consult import i18n
from consult.written import retold

_HAN = re.compile(
    r"[\u3400-\u9fff](?:[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e“”‘’—…]*[\u3400-\u9fff。！？…）》])?"
)
# Noncharacters of Unicode: no text may hold them, so they can stand for "from here, to here".
_FROM, _TO = "\ufdd0", "\ufdd1"
_SIGNED = f"{_FROM}\\g<0>{_TO}"
_SIGNS = dict.fromkeys((ord(_FROM), ord(_TO)))
_BETWEEN = re.compile(f"{_FROM}([^{_FROM}{_TO}]*){_TO}")
_ELEMENT = r'<bdi lang="zh-CN">\1</bdi>'
_OURS = re.compile(r'<bdi lang="zh-CN">([^<]*)</bdi>')
_NO_ELEMENTS_IN = ("title", "option", "textarea", "script", "style", "svg")
_MARKUP = re.compile(r"""<(/?[a-z][a-z0-9]*)|[>"']""", re.IGNORECASE)


class Sentence(str):
    """Words of the interface; what is put into them remembers that it is not."""

    __slots__ = ()

    def format(self, *args: Any, **values: Any) -> "Sentence":
        """The sentence filled: Chinese that comes from elsewhere stands between two signs."""
        filling = {name: marked(value) for name, value in values.items()}
        return Sentence(str.format(self, *map(marked, args), **filling))


class Tongues(Extension):
    """Jinja: sends each `{{ … }}` of a template through `among_words` or `plainly`."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        environment.filters.update(among_words=among_words, plainly=plainly)

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The template's tokens, a filter put around every expression that is shown."""
        place = _Place(bare=(stream.name or "").startswith("feed/"))
        before: tuple[str, str] = ("", "")
        for token in stream:
            if token.type == "data":
                place.read(token.value)
            if token.type == "name":
                place.pass_block(before[1], token.value)
            if token.type != "whitespace":
                before = before[1], token.value
            if token.type == "variable_end":
                yield Token(token.lineno, "rparen", ")")
                yield Token(token.lineno, "pipe", "|")
                yield Token(token.lineno, "name", place.filter)
            yield token
            if token.type == "variable_begin":
                yield Token(token.lineno, "lparen", "(")


class _Place:
    """Where in the HTML the reading of a template has come to."""

    def __init__(self, *, bare: bool) -> None:
        self._bare = bare
        self._tag = ""
        self._quote = ""
        self._inside = ""

    def read(self, html: str) -> None:
        """Go on over a piece of HTML between two expressions."""
        for found in _MARKUP.finditer(html):
            sign = found[0]
            if self._quote:
                self._quote = "" if sign == self._quote else self._quote
            elif self._tag and sign in "\"'":
                self._quote = sign
            elif self._tag and sign == ">":
                self._enter(self._tag)
                self._tag = ""
            elif not self._tag and found[1]:
                self._tag = found[1].lower()

    def _enter(self, tag: str) -> None:
        if tag in _NO_ELEMENTS_IN and not self._inside:
            self._inside = tag
        elif tag == "/" + self._inside:
            self._inside = ""

    def pass_block(self, before: str, word: str) -> None:
        """Two words of a tag of the template: the block `title` stands in the page's title."""
        if (before, word) == ("block", "title"):
            self._inside = "block"
        elif word == "endblock" and self._inside == "block":
            self._inside = ""

    @property
    def filter(self) -> str:
        """The name of the filter for an expression that stands here."""
        plain = self._bare or self._tag or self._inside
        return "plainly" if plain else "among_words"


@pass_environment
def among_words(environment: Environment, value: Any) -> Any:
    """`value` as HTML, what is Chinese and not of the interface in elements that say so.

    On a page in traditional characters the words of the interface are those of the catalog; on an
    English page nothing Chinese is, be it what an English sentence tells people to type.
    """
    if not isinstance(value, str) or isinstance(value, Markup) or value.isascii():
        return value
    html = str(escape(value))
    ours = isinstance(value, Sentence) and environment.globals["locale"] != "en"
    if not ours and _FROM not in html:
        html = _HAN.sub(_SIGNED, html)
    return Markup(_BETWEEN.sub(_ELEMENT, html))  # noqa: S704 - escaped above


def plainly(value: Any) -> Any:
    """`value` without the signs and without our elements, for where no element may stand."""
    if isinstance(value, Markup):
        return Markup(_OURS.sub(r"\1", value))  # noqa: S704 - it was Markup
    return value.translate(_SIGNS) if isinstance(value, str) else value


def filled(locale: str, msgid: str, /, **values: object) -> str:
    """A sentence of the catalog with its places filled, for a template to show; a sentence of
    the pure packages in one of them is said in the same language."""
    said = i18n.translate(locale)(msgid)
    if locale == i18n.SOURCE:
        return said.format(**values)
    filling = {name: told(locale, value) for name, value in values.items()}
    return Sentence(said).format(**filling)


def told(locale: str, value: object) -> object:
    """A sentence the pure packages wrote, or their error, in a page's language; else the value."""
    if not isinstance(value, str | Exception) or isinstance(value, Sentence):
        return value
    said = retold(locale, str(value), marked)
    return value if said == str(value) else Sentence(said)


def speaking(say: Callable[..., str]) -> Callable[..., Sentence]:
    """A function of the catalog or a filter whose words are those of the interface."""
    return lambda *args: Sentence(say(*args))


def marked(value: Any) -> Any:
    """`value` with signs around the Chinese in it, unless it is known to be of the interface."""
    if not isinstance(value, str) or isinstance(value, Sentence | Markup):
        return value
    return value if _FROM in value else _HAN.sub(_SIGNED, value)
