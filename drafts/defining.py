"""Terms a draft defines, and where its articles use them.

Chinese drafts define in three ways: 本条例所称养犬人，是指…; a list after 下列用语的含义: with
养犬人，是指… in every item; and 市城市管理部门（以下简称城管部门). English ones say “dog” means ….
A definition for 本章 or 本条 holds there only, one made by 以下简称 from there on.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from drafts.model import Draft, Kind, Unit

LONGEST: Final = 160
"""A meaning is told in so many characters; the provision itself has the rest."""
_TERM: Final = (
    r"[“\"‘]?([^，。；：、“”\"‘’（）()《》\s是指][^，。；：“”\"‘’（）()《》\s]{1,23}?)[”\"’]?"
)
_SAID: Final = (
    r"(?:（以下[简统合]?称[：:]?[“\"]?([^，。；：“”\"（）《》]{2,16})[”\"]?）|（[^）]{1,16}）)?"
)
_MEANS: Final = r"(?:，\s*|：\s*)?(?:是指|系指|指的是|(?<=[，：”])指)"
_SOURCES: Final = "法|条例|规定|办法|细则|规则|决定|解释|规程|规范|标准|准则"
_CALLED: Final = re.compile(
    rf"(本|前)({_SOURCES}|编|分编|章|节|条|款|项)(?:第[^，。]{{1,12}}[条款项])?"
    rf"中?所(?:称的?|指的?|说的){_TERM}{_SAID}{_MEANS}"
)
_LEAD: Final = re.compile(
    r"(?:本(编|分编|章|节))?[^。]{0,12}(?:用语|术语|词语|名词|概念|用词)"
    r".{0,12}(?:含义|定义|解释|意义|意思|是指|如下|：)"
)
_LISTED: Final = re.compile(rf"{_TERM}{_SAID}(?:{_MEANS}|：)")
_OPENING: Final = re.compile(rf"{_TERM}{_SAID}，(?:是指|系指)")
_SHORT: Final = re.compile(
    r"以下[简统合]称(?:为)?[：:]?(?:[“\"]([^”\"]{2,20})[”\"]"
    r"|([^，。；：、“”\"‘’（）()《》\s]{2,16})(?=[）)，。；]))"
)
_ENGLISH: Final = re.compile(
    r"[“\"‘]([A-Za-z][\w’' -]{1,60})[”\"’](?:,[^,.;]{1,60},)? "
    r"(?:means|has the (?:same )?meaning)\b"
)
_NO_TERM: Final = re.compile(
    rf"的|前款|前条|本(?:{_SOURCES}|省|市|县|区|级|条|款|行政)|该|上述|前述|下列|.*(?:所称|第.{{1,6}}[条款项])"
)
_BEFORE: Final = 100
"""A short name is told with so many characters before it at most."""
_SENTENCE: Final = re.compile(rf"[^。]{{0,{LONGEST}}}。?")
_NO_LONGER_WORD: Final = r"(?![人者员馆院局])(?![a-z])"
"""发明人 is no 发明, 档案馆 no 档案, “dogs” no “dog”."""
_DIVISIONS: Final = {
    "编": {Kind.PART},
    "分编": {Kind.SUBPART},
    "章": {Kind.CHAPTER},
    "节": {Kind.SECTION},
    "条": {Kind.ARTICLE},
    "款": {Kind.ARTICLE},
    "项": {Kind.ARTICLE},
}


class Definition(msgspec.Struct, frozen=True):
    """A term and what it means: `at` is the provision that defines it, `article` the one it is
    in. It holds inside `within` (everywhere where None), and before itself only if `backwards`."""

    term: str
    at: str
    article: str
    meaning: str
    within: str | None = None
    backwards: bool = True


class Mention(msgspec.Struct, frozen=True):
    """A term where an article first uses it: `[start, end)` of the text of the provision `at`."""

    at: str
    start: int
    end: int
    definition: Definition


class _Place(msgspec.Struct, frozen=True):
    """A provision with words of its own, and everything it lies in, the outermost first."""

    unit: Unit
    above: tuple[Unit, ...]

    @property
    def article(self) -> str:
        kinds = (Kind.ARTICLE, Kind.ANNEX)
        found = [one.address for one in (*self.above, self.unit) if one.kind in kinds]
        return found[-1] if found else ""

    def division(self, word: str) -> str | None:
        kinds = _DIVISIONS.get(word, set())
        found = [one.address for one in (*self.above, self.unit) if one.kind in kinds]
        return found[-1] if found else None


def find(draft: Draft) -> tuple[Definition, ...]:
    """The terms a draft defines, in the order of the text. A term is defined once: the first
    definition counts where two hold in the same place."""
    found: dict[tuple[str, str | None], Definition] = {}
    places = list(_places(draft.units))
    for place in places:
        for one in _defined(place):
            found.setdefault((one.term, one.within), one)
    return tuple(found.values())


def mentions(draft: Draft, definitions: Iterable[Definition]) -> Iterator[Mention]:
    """Where each article first uses each term that another one defines, in the order of the text.
    Of two terms at the same place the longer one is meant."""
    known: dict[str, list[Definition]] = defaultdict(list)
    for one in sorted(definitions, key=lambda one: one.within is None):
        known[one.term].append(one)
    if not known:
        return
    longest_first = sorted(known, key=len, reverse=True)
    spelt = re.compile(f"(?:{'|'.join(map(re.escape, longest_first))}){_NO_LONGER_WORD}")
    passed: set[str] = set()
    used: dict[str, set[str]] = defaultdict(set)
    for place in _places(draft.units):
        passed.add(place.article)
        inside = {one.address for one in (*place.above, place.unit)}
        for match in spelt.finditer(place.unit.text):
            meant = [one for one in known[match[0]] if _holds(one, inside, passed)]
            if meant and match[0] not in used[place.article]:
                used[place.article].add(match[0])
                if meant[0].article != place.article:
                    yield Mention(place.unit.address, match.start(), match.end(), meant[0])


def _holds(one: Definition, inside: set[str], passed: set[str]) -> bool:
    near = one.within is None or one.within in inside
    return near and (one.backwards or one.article in passed)


def _places(units: Iterable[Unit], above: tuple[Unit, ...] = ()) -> Iterator[_Place]:
    """Every provision that says something itself. An article says what its paragraphs say."""
    for unit in units:
        paragraphs = unit.kind is Kind.ARTICLE and any(
            one.kind is Kind.PARAGRAPH for one in unit.children
        )
        if unit.text and not paragraphs and unit.kind not in (Kind.TITLE, Kind.NOTE, Kind.TOC):
            yield _Place(unit, above)
        yield from _places(unit.children, (*above, unit))


def _defined(place: _Place) -> Iterator[Definition]:
    text = place.unit.text
    for match in _CALLED.finditer(text):
        yield from _made(
            place, match.start(), (*match[3].split("、"), match[4]), _near(place, match)
        )
    lead = _lead(place)
    opening = (_LISTED if lead else _OPENING).match(text)
    if opening:
        within = place.division(lead[1]) if lead and lead[1] else None
        yield from _made(place, 0, opening.groups(), within)
    for match in _SHORT.finditer(text):
        first = max(0, match.start() - _BEFORE)
        start = text.rfind("。", first, match.start()) + 1 or first
        yield from _made(place, start, match.groups(), None, backwards=False)
    for match in _ENGLISH.finditer(text):
        yield from _made(place, match.start(), match.groups(), None)


def _made(
    place: _Place,
    start: int,
    terms: Iterable[str | None],
    within: str | None,
    *,
    backwards: bool = True,
) -> Iterator[Definition]:
    """The definitions of terms by the sentence that begins at `start`."""
    meaning = _meaning(place, start)
    for term in terms:
        if term and len(term) > 1 and not _NO_TERM.match(term):
            at = place.unit.address
            yield Definition(term, at, place.article, meaning, within, backwards)


def _near(place: _Place, called: re.Match[str]) -> str | None:
    """Where 本章所称 or 前款所称 holds; None for 本条例所称."""
    if called[1] == "前":
        return place.article
    return place.division(called[2]) if called[2] in _DIVISIONS else None


def _lead(place: _Place) -> re.Match[str] | None:
    """The words that announce a list of terms: those the item hangs on, or an earlier paragraph of
    its article."""
    leads = [one for one in place.above[-2:] if one.kind is not Kind.ARTICLE]
    if place.above and place.above[-1].kind is Kind.ARTICLE:
        before = place.above[-1].children
        leads += [one for one in before if one.start < place.unit.start]
    return next((found for one in leads if (found := _LEAD.search(one.text))), None)


def _meaning(place: _Place, start: int) -> str:
    """The sentence that begins at `start`, with the list it announces."""
    text = place.unit.text
    found = _SENTENCE.match(text, start)
    said = found[0].strip() if found else ""
    if start and not text[start - 1].endswith(("。", "\n", " ")):
        said = f"…{said}"
    if said.endswith(("：", ":")):
        said += "".join(f"{one.label or ''}{one.text}" for one in place.unit.children)
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
