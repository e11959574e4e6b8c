"""A real draft renumbered as editing renumbers it, its citations left as they were or put right.

One article is inserted or removed; which citations then point elsewhere is known exactly.
"""

import re
from enum import StrEnum
from typing import Final

import msgspec

from drafts.citations import find
from drafts.model import Draft, Unit
from drafts.numerals import article_label, to_int

Change = tuple[int, int, str]
_NUMBER: Final = re.compile("第([一二三四五六七八九十百千零〇0-9]{1,9})条")
ADDED: Final = "　　{label}　本市设立公共饮水点，由市水务部门每月巡查一次，结果在门户网站公布。\n"


class Edit(StrEnum):
    """What was done to the articles."""

    INSERT = "insert"
    REMOVE = "remove"


class Renumbered(msgspec.Struct, frozen=True):
    """The new text, and where the citations that now lead astray stand in it."""

    source: str
    stale: frozenset[int]


def simple_articles(draft: Draft) -> list[Unit]:
    """The articles of a body numbered 1, 2, 3 … once each; empty when it is not."""
    articles = list(draft.articles())
    plain = [(at, 0) for at in range(1, len(articles) + 1)]
    return articles if [one.number for one in articles] == plain else []


def renumbered(draft: Draft, at: int, edit: Edit, *, updated: bool) -> Renumbered:
    """`draft` with an article inserted behind the `at`-th, or the `at`-th removed.

    `updated` puts every number right that has a right one: what cites a removed article has none,
    and 前条 right behind the change means another article whatever is done.
    """
    articles = simple_articles(draft)
    shift = 1 if edit is Edit.INSERT else -1
    gone = range(0) if edit is Edit.INSERT else range(articles[at - 1].start, articles[at - 1].end)
    behind = range(articles[at].start, articles[at].end)
    changes = _labels(draft, articles[at:], shift)
    wrong = []
    for one in find(draft):
        if one.law is not None or not one.targets or one.start in gone:
            continue
        numbers = [to_int(match[1]) or 0 for match in _NUMBER.finditer(one.text)]
        lost = edit is Edit.REMOVE and at in numbers
        if updated and not lost:
            changes.append((one.start, one.end, _put_right(one.text, at, shift)))
        elif lost or any(number > at for number in numbers):
            wrong.append(one.start)
        if one.text.startswith("前条") and one.start in behind:
            wrong.append(one.start)
    if edit is Edit.REMOVE:
        changes.append((gone.start, gone.stop, ""))
    else:
        words = ADDED.format(label=article_label((at + 1, 0)))
        changes.append((behind.start, behind.start, words))
    return _written(draft.source, sorted(changes), wrong)


def _labels(draft: Draft, articles: list[Unit], shift: int) -> list[Change]:
    changes = []
    for unit in articles:
        start = draft.source.index("第", unit.start)
        match = _NUMBER.match(draft.source, start)
        if match and unit.number:
            words = article_label((unit.number[0] + shift, 0))
            changes.append((start, match.end(), words))
    return changes


def _put_right(text: str, at: int, shift: int) -> str:
    def moved(match: re.Match[str]) -> str:
        number = to_int(match[1]) or 0
        return article_label((number + shift, 0)) if number > at else match[0]

    return _NUMBER.sub(moved, text)


def _written(source: str, changes: list[Change], wrong: list[int]) -> Renumbered:
    """Carry the changes out from left to right, and the positions with them."""
    pieces: list[str] = []
    moved: list[int] = []
    waiting = sorted(wrong)
    last = length = 0
    for start, end, words in [*changes, (len(source), len(source), "")]:
        while waiting and waiting[0] < max(end, start + (start == end)):
            moved.append(length + waiting.pop(0) - last)
        pieces += [source[last:start], words]
        length += start - last + len(words)
        last = end
    return Renumbered("".join(pieces), frozenset(moved))
