"""Places as instructions write them: 刑法第五十条第一款、第三款, 第七项至第十五项, 第三章章名."""

import re
from typing import Final, NamedTuple

import msgspec

from drafts.amending.model import Named, Number, Place
from drafts.model import Kind
from drafts.numerals import HIGHEST, to_int
from drafts.splitting.markers import NUMERALS

LONGEST_RANGE: Final = 500
_N: Final = f"[{NUMERALS}]{{1,12}}"
BOOK: Final = "《(?:[^《》\n]|《[^《》\n]{0,80}》){1,120}》"
_LAW: Final = re.compile(
    rf"(?:{BOOK}|(?:(?![第将把在对删增修改附该原])[一-龥（）]){{1,40}}?"
    r"(?:法|条例|规定|办法|规则|细则|解释|决定|章程|规程|准则|批复|意见))的?"
    r"(?=第|附[件表录]|引言|序言|名称|题目|标题|正文)|本[一-龥]{1,4}的?(?=第|附[件表录])"
)
_WHOLE: Final = re.compile(
    rf"(?P<law>{BOOK})?(?:[本该全]?(?:法|条例|规定|办法|规则|细则|解释|决定|章程)|全文|全法|条文|各条)?"
    r"(?:全文|条文|各条)?(?=[中里内](?:所有|全部)?的?“)"
)
_OLD: Final = re.compile("(?:原来?的?|现行的?|修改前的?)(?=第|附)")
_UNIT: Final = re.compile(
    rf"第?[（(]?({_N})[）)]?(编|分编|章|节|部分|条|款|项|目)(?:之({_N})(?![分切]))?"
)
_SELF: Final = re.compile("(?:该|本|这一|上述|此)(?:自然)?([条款项章节段])|[其该](?=引言|名称)")
_NAMED: Final = re.compile(
    rf"(?P<preamble>引言|序言|导语|前言|序文)(?:部分)?(?:第({_N})(?:自然)?段落?)?"
    rf"|(?P<passage>(?:正文)?第({_N})(?:自然)?段落?)"
    rf"|(?P<annex>附[件录表])[（(]?({_N})?[）)]?"
    rf"|(?P<title>(?:[法规][律章]|条例|规定|办法|文件)?(?:名称|题目|标题)|题名)"
)
_HEADING: Final = re.compile("的?(?:[章节编]名|名称|标题|题目|[章节编](?:的)?标题)")
_SEPARATOR: Final = re.compile("[、，]|以及|或者|[和及与或]")
_RANGE: Final = re.compile("[至到]")
_KINDS: Final = {
    "编": Kind.PART,
    "分编": Kind.SUBPART,
    "章": Kind.CHAPTER,
    "节": Kind.SECTION,
    "部分": Kind.HEADING,
    "条": Kind.ARTICLE,
    "款": Kind.PARAGRAPH,
    "项": Kind.ITEM,
    "目": Kind.SUBITEM,
}
_ORDER: Final = list(_KINDS.values())


class Read(NamedTuple):
    """Places read, where reading stopped, and the law named before them."""

    places: tuple[Place, ...]
    end: int
    law: str | None = None


def read_places(text: str, start: int, end: int, near: Place | None) -> Read | None:
    """The places written at `start`, or None when there is none.

    An empty list is the whole law (本法中的). What a place leaves out (第二款, 该条) is taken from
    the one before it, at first from `near`.
    """
    whole = _WHOLE.match(text, start, end)
    if whole and whole.end() > start:
        return Read((), whole.end(), whole["law"].strip("《》") if whole["law"] else None)
    law = _LAW.match(text, start, end)
    at = law.end() if law else start
    first = _one(text, at, end, near)
    if first is None:
        return None
    places, at = [first[0]], first[1]
    while True:
        step = _RANGE.match(text, at, end)
        following = _one(text, step.end(), end, places[-1]) if step else None
        if following:
            between = _between(places[-1], following[0])
            if between is None:
                return None
            places += between
            at = following[1]
            continue
        step = _SEPARATOR.match(text, at, end)
        following = _one(text, step.end(), end, places[-1]) if step else None
        # 将第三条，第一款修改为: a comma parts two places only where both are of one kind
        if not (step and following) or (step[0] == "，" and not _alike(places[-1], following[0])):
            break
        places.append(following[0])
        at = following[1]
    return Read(tuple(places), at, law[0].rstrip("的").strip("《》") if law else None)


def _alike(before: Place, after: Place) -> bool:
    return before.kind is after.kind is Kind.ARTICLE


def _one(text: str, start: int, end: int, near: Place | None) -> tuple[Place, int] | None:
    old = _OLD.match(text, start, end)
    at = old.end() if old else start
    if match := _SELF.match(text, at, end):
        if not match[1]:
            at = match.end()
        else:
            place = _upto(near, _KINDS[match[1].replace("段", "款")])
            return _below(text, match.end(), end, place) if place else None
    if match := _NAMED.match(text, at, end):
        return _named(match), match.end()
    return _numbered(text, at, end, near)


def _named(match: re.Match[str]) -> Place:
    kind = match.lastgroup or ""
    for name in ("preamble", "passage", "annex", "title"):
        kind = name if match[name] else kind
    numeral = {"preamble": match[2], "passage": match[4], "annex": match[6]}.get(kind)
    return Place(named=Named(kind), index=to_int(numeral) if numeral else None)


def _numbered(text: str, at: int, end: int, near: Place | None) -> tuple[Place, int] | None:
    match = _UNIT.match(text, at, end)
    if match is None:
        return None
    if text[at] != "第" and match[2] not in {"条", "项"}:
        return None
    kind, number = _KINDS[match[2]], _number(match)
    base = _above(near, kind)
    if number is None or base is None:
        return None
    return _below(text, match.end(), end, _with(base, kind, number))


def _below(text: str, at: int, end: int, place: Place) -> tuple[Place, int]:
    """Go down from 第十二条 to 第二款 to 第三项 as far as it is written."""
    while match := _UNIT.match(text, at, end):
        kind, number = _KINDS[match[2]], _number(match)
        deeper = _ORDER.index(kind) > _ORDER.index(place.kind) if place.kind in _ORDER else False
        if number is None or not deeper or text[at] not in "第（(":
            break
        place, at = _with(place, kind, number), match.end()
    heading = _HEADING.match(text, at, end) if place.kind in _ORDER[:5] else None
    if heading:
        return msgspec.structs.replace(place, heading=True), heading.end()
    return place, at


def _number(match: re.Match[str]) -> Number | None:
    base, inserted = to_int(match[1]), to_int(match[3]) if match[3] else 0
    return (base, inserted) if base and base <= HIGHEST and inserted is not None else None


def _with(place: Place, kind: Kind, number: Number) -> Place:
    if kind is Kind.ARTICLE:
        return Place(article=number)
    if kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM}:
        name = {Kind.PARAGRAPH: "paragraph", Kind.ITEM: "item", Kind.SUBITEM: "subitem"}[kind]
        return msgspec.structs.replace(place, **{name: number[0]})
    return Place(division=(*place.division, (kind, number)))


def _above(near: Place | None, kind: Kind) -> Place | None:
    """What of the place before still holds for a unit of `kind`; None when it must be named."""
    if kind is Kind.ARTICLE or kind in _ORDER[:2]:
        return Place()
    if kind in _ORDER[2:5]:
        outer = (
            [one for one in near.division if _ORDER.index(one[0]) < _ORDER.index(kind)]
            if (near)
            else []
        )
        return Place(division=tuple(outer))
    if near is None or (near.article is None and near.named is None):
        return None
    if kind is Kind.PARAGRAPH:
        return Place(article=near.article, named=near.named, index=near.index)
    if kind is Kind.ITEM:
        return msgspec.structs.replace(near, item=None, subitem=None)
    return msgspec.structs.replace(near, subitem=None)


def _upto(near: Place | None, kind: Kind) -> Place | None:
    """该条, 该款: the place before, cut off at that level; None when it has no such level."""
    if near is None:
        return None
    if kind is Kind.ARTICLE:
        return Place(article=near.article) if near.article else None
    if kind in {Kind.PARAGRAPH, Kind.ITEM}:
        paragraph = near.index if near.paragraph is None else near.paragraph
        known = paragraph if kind is Kind.PARAGRAPH else near.item
        item = None if kind is Kind.PARAGRAPH else near.item
        return msgspec.structs.replace(near, item=item, subitem=None) if known else None
    kinds = [one for one, _ in near.division]
    if kind not in kinds:
        return None
    return Place(division=near.division[: kinds.index(kind) + 1])


def _between(first: Place, last: Place) -> list[Place] | None:
    """第七项至第十五项: what follows the first up to the last; None when that makes no sense."""
    kind, (low, _), (high, _) = first.kind, first.number, last.number
    if kind is not last.kind or not low < high <= low + LONGEST_RANGE:
        return None
    if first.number[1] or last.number[1]:  # how many 第十二条之N there are only the law knows
        return None
    base = (
        first
        if kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM}
        else Place(division=first.division[:-1])
    )
    return [_with(base, kind, (number, 0)) for number in range(low + 1, high + 1)]
