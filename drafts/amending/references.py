"""Citations of the law's own articles follow the articles when their numbers change.

Reads 本法第十二条第二款、第十三条和第十五条至第二十条, and a bare 第十二条 only where no other
law is spoken of in the sentence. 第二款 alone is a 款 of the article it stands in.
"""

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from drafts.amending.model import Number
from drafts.markers import NUMERALS
from drafts.numerals import HIGHEST, article_label, to_chinese, to_int

_N: Final = f"[{NUMERALS}]{{1,12}}"
_STEP: Final = (
    rf"第{_N}条(?:之{_N}(?![分切]))?(?:第{_N}款)?(?:第[（(]?{_N}[）)]?项)?"
)  # fmt: skip
_MORE: Final = rf"(?:[、，和及与或至到]|以及|或者)(?:{_STEP}|第{_N}款(?:第[（(]?{_N}[）)]?项)?|第[（(]?{_N}[）)]?项)"
_CHAIN: Final = re.compile(rf"(?P<own>本[法条例规定办细则解释决章程]{{1,4}}(?:中的?)?)?{_STEP}(?:{_MORE})*")
_PART: Final = re.compile(
    rf"(?:第(?P<art>{_N})条(?:之(?P<sub>{_N})(?![分切]))?)|(?:第(?P<para>{_N})款)"
    rf"|(?:第[（(]?(?P<item>{_N})[）)]?项)"
)
_ALONE: Final = re.compile(rf"(?<![条前后首])第(?P<para>{_N})款")
_DIVISION: Final = re.compile(rf"(?P<own>本[法条例规定办细则解释决]{{1,4}})第(?P<n>{_N})章")
_OTHER: Final = re.compile("》|[^本]法$|[^本]法[^律规人定院]|典第|刑法|宪法|(?<!本)条例第|(?<!本)规定第|(?<!本)办法第|细则第")
_LEAD: Final = re.compile(r"(?:依照|依据|根据|按照|违反|符合|适用|除|按|有|属于|在|对|因|经|[，。；：（\s]|^)$")

Key = tuple[Number, int | None, int | None]


class Moves(msgspec.Struct, frozen=True):
    """Where each old article, 款 and 项 is in the new law; None where it was deleted."""

    articles: Mapping[Number, Number | None]
    paragraphs: Mapping[tuple[Number, int], tuple[Number, int | None] | None]
    items: Mapping[tuple[Number, int, int], int | None]
    chapters: Mapping[int, int | None]


class Fixed(msgspec.Struct):
    """Edits `(start, end, new)` of a text, and what could not be followed."""

    edits: list[tuple[int, int, str]]
    lost: list[str]


def follow(text: str, host: Number | None, moves: Moves) -> Fixed:
    """The edits that make the citations in `text`, which stands in article `host`, right again."""
    fixed = Fixed([], [])
    covered = 0
    for match in _CHAIN.finditer(text):
        covered_from, covered = covered, match.end()
        _alone(text, covered_from, match.start(), host, moves, fixed)
        if match["own"] or _is_own(text, match.start()):
            _chain(text, match, moves, fixed)
    _alone(text, covered, len(text), host, moves, fixed)
    for match in _DIVISION.finditer(text):
        old = to_int(match["n"])
        new = moves.chapters.get(old, old) if old else None
        if old and new is None:
            fixed.lost.append(match[0])
        elif old and new != old:
            fixed.edits.append((match.start("n"), match.end("n"), to_chinese(new or 1)))
    fixed.edits.sort()
    return fixed


def _is_own(text: str, start: int) -> bool:
    """Whether a bare 第十二条 is one of this law: nothing before it names another one."""
    sentence = text[max(text.rfind("。", 0, start), text.rfind("；", 0, start), start - 200) + 1 : start]
    return _LEAD.search(sentence) is not None and _OTHER.search(sentence) is None


def _chain(text: str, match: re.Match[str], moves: Moves, fixed: Fixed) -> None:
    article: Number | None = None
    paragraph: int | None = None
    for part in _PART.finditer(text, match.start(), match.end()):
        if part["art"]:
            base, sub = to_int(part["art"]), to_int(part["sub"]) if part["sub"] else 0
            article = (base, sub) if base and sub is not None else None
            paragraph = None
            if article:
                _article(text, part, article, moves, fixed)
        elif part["para"] and article:
            paragraph = to_int(part["para"])
            _paragraph(part, article, paragraph, moves, fixed)
        elif part["item"] and article:
            _item(part, article, paragraph, moves, fixed)


def _article(
    text: str, part: re.Match[str], article: Number, moves: Moves, fixed: Fixed
) -> None:
    follows = _PART.match(text, part.end())
    if follows and follows["para"]:
        para = to_int(follows["para"]) or 0
        moved = moves.paragraphs.get((article, para), "same")
        if moved is not None and moved != "same" and moved[1] is None:
            fixed.edits.append((part.start(), follows.end(), article_label(moved[0])))
            return
    new = moves.articles.get(article, article)
    if new is None:
        fixed.lost.append(part[0])
    elif new != article and new[0] <= HIGHEST:
        fixed.edits.append((part.start(), part.end(), article_label(new)))


def _paragraph(
    part: re.Match[str], article: Number, paragraph: int | None, moves: Moves, fixed: Fixed
) -> None:
    if paragraph is None or (article, paragraph) not in moves.paragraphs:
        return
    moved = moves.paragraphs[article, paragraph]
    if moved is None:
        fixed.lost.append(f"{article_label(article)}{part[0]}")
    elif moved[1] is not None and moved[1] != paragraph:
        fixed.edits.append((part.start("para"), part.end("para"), to_chinese(moved[1])))


def _item(
    part: re.Match[str], article: Number, paragraph: int | None, moves: Moves, fixed: Fixed
) -> None:
    old = to_int(part["item"])
    if old is None:
        return
    keys = [(article, paragraph, old)] if paragraph else [
        one for one in ((article, 1, old), (article, 2, old), (article, 3, old)) if one in moves.items
    ]
    if len(keys) != 1 or keys[0] not in moves.items:
        return
    new = moves.items[keys[0]]
    if new is None:
        fixed.lost.append(f"{article_label(article)}{part[0]}")
    elif new != old:
        fixed.edits.append((part.start("item"), part.end("item"), to_chinese(new)))


def _alone(
    text: str, start: int, end: int, host: Number | None, moves: Moves, fixed: Fixed
) -> None:
    """第二款 without an article: of the article it stands in."""
    if host is None or not any(key[0] == host for key in moves.paragraphs):
        return
    for match in _ALONE.finditer(text, start, end):
        _paragraph(match, host, to_int(match["para"]), moves, fixed)
