"""Citations of the law's own provisions follow them when their numbers change.

Whose provision a citation names, and which one, is `drafts.citations`' word on the old text; here
only the numbers printed in it are made right. Words an instruction put in are in the new numbers
already and stay as they are.
"""

import re
from bisect import bisect_right
from typing import Final

import msgspec

from drafts.address import Step, parse
from drafts.amending.lawtext import LawText, Part
from drafts.amending.model import Number
from drafts.amending.wording import edit
from drafts.citations import Citation, CitationKind, find
from drafts.model import Kind
from drafts.numerals import HIGHEST, article_label, to_chinese, to_int
from drafts.splitting.markers import NUMERALS

_N: Final = f"[{NUMERALS}]{{1,12}}"
_TOKEN: Final = re.compile(
    rf"(?P<art>第\s*{_N}\s*条(?:之{_N}(?![分切]))?)|第\s*(?P<para>{_N})\s*款"
    rf"|第?\s*[（(]?(?P<item>{_N})[）)]?(?=\s*项|[、至和][第（(])|第\s*(?P<chp>{_N})\s*章"
)

Row = tuple[Number, int]


class Moves(msgspec.Struct, frozen=True):
    """Where each old article, 款, 项 and chapter is in the new law; None where it was deleted.

    A 款 that became an article has that article's number and None.
    """

    articles: dict[Number, Number | None]
    paragraphs: dict[Row, tuple[Number, int | None] | None]
    items: dict[tuple[Number, int, int], int | None]
    chapters: dict[Number, Number | None]


class Lost(msgspec.Struct, frozen=True):
    """A citation that cannot be made right, and why."""

    part: Part
    reason: str


def follow(law: LawText, moves: Moves) -> tuple[list[Part], list[Lost]]:
    """Make every citation in the words that were kept right again.

    The parts whose words changed, and the citations a person must look at.
    """
    kept = _Kept(law)
    edits: dict[Part, list[tuple[int, int, str]]] = {}
    lost: list[Lost] = []
    for citation in find(law.draft):
        if citation.law is not None or not citation.targets:
            continue
        place = kept.place(citation.start, citation.end)
        if place is None:
            continue
        part, shift = place
        reason, found = _made_right(citation, law.draft.source, moves)
        if reason:
            lost.append(Lost(part, reason))
        elif found:
            edits.setdefault(part, []).extend((a + shift, b + shift, new) for a, b, new in found)
    for part, changes in edits.items():
        edit(part, changes)
    return list(edits), lost


class _Kept:
    """Where the words of the old law that no instruction touched stand now."""

    def __init__(self, law: LawText) -> None:
        self._runs: list[tuple[int, int, int, Part]] = []
        for part in law.root.walk():
            at = 0
            for text, origin in part.runs:
                if origin is not None:
                    self._runs.append((origin, origin + len(text), at - origin, part))
                at += len(text)
        self._runs.sort(key=lambda run: run[:2])
        self._starts = [run[0] for run in self._runs]

    def place(self, start: int, end: int) -> tuple[Part, int] | None:
        """The part that holds `[start, end)` of the old text whole, and how far it shifted."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or end > self._runs[index][1]:
            return None
        return self._runs[index][3], self._runs[index][2]


def _made_right(
    citation: Citation, source: str, moves: Moves
) -> tuple[str | None, list[tuple[int, int, str]]]:
    """Why a citation cannot be followed, or the edits in the old text's offsets."""
    text = "".join(citation.text.split())
    ends = [citation.targets[0], citation.targets[-1]]
    places = [{step.name: step for step in parse(address)} for address in ends]
    for place in places:
        if _is_gone(place, moves):
            return f"引用的“{text}”已经删去或者拆开，没有改动，请核对。", []
    if citation.kind is CitationKind.RELATIVE and text.startswith(("前", "本条")):
        return _relative(citation, text, places[0], moves)
    edits: list[tuple[int, int, str]] = []
    seen = {"art": 0, "para": 0, "item": 0, "chp": 0}
    swallowed = -1
    for match in _TOKEN.finditer(source, citation.start, citation.end):
        name = match.lastgroup or ""
        place = places[1] if seen[name] else places[0]
        seen[name] += 1
        if match.start() < swallowed:
            continue
        new, end = _token(match, name, place, moves)
        if new is not None:
            start = match.start(name)
            edits.append((start, end, new))
            swallowed = end
    return None, edits


def _token(
    match: re.Match[str], name: str, place: dict[str, Step], moves: Moves
) -> tuple[str | None, int]:
    """The new words for one number of a citation, None when it stays; and where they end."""
    article = _number(place.get("art"))
    row = (article, place["para"].number or 0) if article and "para" in place else None
    moved = moves.paragraphs.get(row) if row else None
    if name == "art" and article:
        if moved and moved[1] is None:
            following = _TOKEN.match(match.string, match.end())
            end = following.end() if following and following["para"] else match.end()
            return article_label(moved[0]), end
        new = moves.articles.get(article) or article
        same = new == article or new[0] > HIGHEST
        return (None if same else article_label(new)), match.end()
    if name == "para" and moved and moved[1] is not None:
        return _other(match[name], moved[1]), match.end(name)
    if name == "item" and row and "item" in place:
        item = moves.items.get((*row, place["item"].number or 0))
        return (_other(match[name], item) if item else None), match.end(name)
    if name == "chp" and (chapter := _number(place.get("chp"))):
        return _other(match[name], (moves.chapters.get(chapter) or chapter)[0]), match.end(name)
    return None, match.end(name)


def _other(printed: str, number: int) -> str | None:
    """The new numeral in the script of the old one; None when it is the same."""
    if to_int(printed) == number:
        return None
    return str(number) if printed.isascii() else to_chinese(number)


def _is_gone(place: dict[str, Step], moves: Moves) -> bool:
    article = _number(place.get("art"))
    if article is None:
        chapter = _number(place.get("chp"))
        return chapter is not None and moves.chapters.get(chapter, chapter) is None
    row = (article, place["para"].number or 0) if "para" in place else None
    if moves.articles.get(article, article) is None:
        return row is None or moves.paragraphs.get(row) is None
    if row is None:
        return False
    if moves.paragraphs.get(row, row) is None:
        return True
    item = (*row, place["item"].number or 0) if "item" in place else None
    return item is not None and moves.items.get(item, 1) is None


def _relative(
    citation: Citation, text: str, target: dict[str, Step], moves: Moves
) -> tuple[str | None, list[tuple[int, int, str]]]:
    """前款 and 前条 must still stand before; 本条第二款 must still be in the article."""
    host = {step.name: step for step in parse(citation.at or "")} if citation.at else {}
    here, there = _number(host.get("art")), _number(target.get("art"))
    if here is None or there is None:
        return None, []
    if text.startswith("前条"):
        now, then = moves.articles.get(here, here), moves.articles.get(there, there)
        apart = now and then and now[0] - then[0] != here[0] - there[0]
        return ("“前条”指的已经不是原来那一条，没有改动，请核对。" if apart else None), []
    if "para" not in host or "para" not in target or here != there:
        return None, []
    old, goal = host["para"].number or 0, target["para"].number or 0
    mine = moves.paragraphs.get((here, old), (here, old)) or (here, old)
    its = moves.paragraphs.get((there, goal), (there, goal)) or (there, goal)
    if text.startswith("前") and _distance(mine, its) != old - goal:
        return f"“{text[:3]}”指的已经不是原来那一款，没有改动，请核对。", []
    if text.startswith("本条第") and mine[0] == its[0] and its[1] and its[1] != goal:
        return f"“{text}”指的已经不是原来那一款，没有改动，请核对。", []
    return None, []


def _distance(one: tuple[Number, int | None], other: tuple[Number, int | None]) -> int | None:
    if one[0] != other[0] or one[1] is None or other[1] is None:
        return None
    return one[1] - other[1]


def _number(step: Step | None) -> Number | None:
    return (step.number, step.inserted) if step and step.number and step.copy == 1 else None


def moves_of(law: LawText) -> Moves:
    """What the old numbers have become."""
    moves = Moves({}, {}, {}, {})
    for part in law.everything():
        if part.number is None:
            continue
        now = part.became if part.gone and part.became else part
        moves.articles[part.number] = None if now.gone else now.final or now.number
        if now is part:
            _rows_of(part, part.number, moves)
    for part in law.divisions:
        if part.kind is Kind.CHAPTER and part.number:
            moves.chapters[part.number] = None if part.gone else part.final or part.number
    return moves


def _rows_of(article: Part, number: Number, moves: Moves) -> None:
    rewritten = not any(one.unit for one in article.living(Kind.PARAGRAPH))
    for row in article.children:
        if row.kind is not Kind.PARAGRAPH or row.number is None or not row.unit:
            continue
        old = row.number[0]
        if row.became:
            moves.paragraphs[number, old] = (row.became.final or (1, 0), None)
        elif not row.gone:
            moves.paragraphs[number, old] = (number, (row.final or row.number)[0])
        elif not (
            rewritten or article.gone
        ):  # of an article rewritten as a whole nobody knows which 款 is which
            moves.paragraphs[number, old] = None
        for item in row.children:
            if not row.gone and item.kind is Kind.ITEM and item.number and item.unit:
                new = None if item.gone else (item.final or item.number)[0]
                moves.items[number, old, item.number[0]] = new
