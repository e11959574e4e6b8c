"""Sentences that arrive written in Chinese, from `drafts/`, `reports/` or the database, said again
in another language.

The pure packages write what they find as plain sentences, and those are kept with a draft. The
catalog holds each as a template, 缺少{1}，请核对。, under the file that writes it (`#: drafts/…`).
Here a sentence is held against the templates, and what stands in their places is put into the
translation; {n} stands for a number. What no template fits stays as it was written.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from consult import i18n

WRITERS = ("drafts/", "reports/")
"""Where sentences are written that the catalog knows as templates."""
_PLACE = re.compile(r"\{(\w*)\}")
_LISTS = ("；", "、")


Mark = Callable[[str], str]


def as_it_is(words: str) -> str:
    """The words themselves."""
    return words


def retold(locale: str, sentence: str, mark: Mark = as_it_is) -> str:
    """A written sentence in the language of a page, and the sentence itself where no template fits.

    What it quotes, and the numbers of the law in it, stay Chinese and go through `mark`.
    """
    if locale == i18n.SOURCE or sentence.isascii():
        return sentence
    return _retold(locale, sentence, mark)


@lru_cache(maxsize=4096)
def _retold(locale: str, sentence: str, mark: Mark) -> str:
    say = i18n.translate(locale)
    for longest, template, pattern in _templates():
        found = pattern.fullmatch(sentence) if longest in sentence else None
        if found:
            places = dict(zip(_PLACE.findall(template), found.groups(), strict=True))
            told = {name: _inner(locale, words, mark) for name, words in places.items()}
            return _fill(say(template), told)
    return sentence


def _fill(template: str, places: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: places[place[1]], template)


def _inner(locale: str, words: str, mark: Mark) -> str:
    """What stands in a place: a piece the catalog knows, several of them, or somebody's words."""
    known = _retold(locale, words, mark)
    if known != words:
        return known
    for sign in _LISTS:
        pieces = words.split(sign)
        if any(_retold(locale, piece, mark) != piece for piece in pieces):
            return i18n.translate(locale)(sign).join(_inner(locale, one, mark) for one in pieces)
    return mark(words)


@cache
def _templates() -> list[tuple[str, str, re.Pattern[str]]]:
    """Each template with its longest fixed piece and its pattern; the most particular first."""
    found = []
    for message in i18n.catalog("en"):
        if isinstance(message.id, str) and any(
            where.startswith(WRITERS) for where, _line in message.locations
        ):
            pieces, names = _PLACE.split(message.id)[::2], _PLACE.split(message.id)[1::2]
            gaps = [*(r"(\d+)" if name == "n" else "(.*?)" for name in names), ""]
            fixed = map("".join, zip(map(re.escape, pieces), gaps, strict=True))
            pattern = re.compile("".join(fixed), re.DOTALL)
            found.append((sum(map(len, pieces)), max(pieces, key=len), message.id, pattern))
    found.sort(key=lambda one: (-one[0], one[2]))
    return [one[1:] for one in found]
