"""In what language the words of a page say they are: each text with the `lang` nearest to it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.catalogs import HAN, simplified_only

MARK = re.compile(r'<bdi lang="zh-CN">([^<]*)</bdi>')
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
TYPED = {"textarea", "style", "script", "title"}
"""What a person typed or chose is theirs; a title holds names and can hold no element."""
SPOKEN = ("aria-label", "title", "alt", "placeholder", "aria-description")


class Said(HTMLParser):
    """The texts of a page and the attributes that are read out, each with its language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.words: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        lang = given.get("lang") or self.open[-1][1]
        spoken = [*SPOKEN, *(["value"] if given.get("type") == "submit" else [])]
        for name in spoken:
            if given.get(name):
                self.words.append((lang, f"{tag}@{name}", given[name] or ""))
        if tag not in VOID:
            self.open.append((tag, lang))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        tag, lang = self.open[-1]
        if data.strip() and tag not in TYPED:
            self.words.append((lang, tag, data.strip()))


def chinese_in_english(html: str) -> Iterator[tuple[str, str]]:
    """(where, words) of the Chinese on a page that does not say it is Chinese."""
    for lang, where, words in Said(html).words:
        if not lang.startswith("zh") and HAN.search(words):
            yield where, words


def simplified_in_traditional(html: str) -> Iterator[tuple[str, str]]:
    """(where, words) of the simplified characters on a page that says they are traditional."""
    for lang, where, words in Said(html).words:
        if lang == "zh-Hant" and simplified_only(words):
            yield where, words


def plain(html: str) -> str:
    """A piece of a page without the marks `consult.tongue` puts around Chinese words."""
    return MARK.sub(r"\1", html)
