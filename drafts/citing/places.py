"""Where a numbered step leads in a draft: its articles, their 款, 项 and 目, its chapters.

Every question is answered with units or with the sentence that says why there are none.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from drafts.citing.mentions import LEVELS, Number, Span, Steps
from drafts.model import Draft, Kind, Unit
from drafts.numerals import HIGHEST, article_label, to_chinese

KINDS: Final = {
    "part": Kind.PART,
    "subpart": Kind.SUBPART,
    "chapter": Kind.CHAPTER,
    "section": Kind.SECTION,
    "article": Kind.ARTICLE,
    "paragraph": Kind.PARAGRAPH,
    "item": Kind.ITEM,
    "subitem": Kind.SUBITEM,
}
WORDS: Final = {
    "part": "编",
    "subpart": "分编",
    "chapter": "章",
    "section": "节",
    "article": "条",
    "paragraph": "款",
    "item": "项",
    "subitem": "目",
}
DIVISIONS: Final = LEVELS[:4]
NUMBERED_THROUGH: Final = ("article",)
LONGEST: Final = 300
"""A longer range keeps its two ends: ranges over everything, a thousand times, help nobody."""
_LEVEL_OF: Final = {kind: level for level, kind in KINDS.items()}


class Nowhere(Exception):
    """A mention leads nowhere; the message says why in one sentence."""


class Places:
    """The units of a draft by number, and what each stands in."""

    def __init__(self, draft: Draft) -> None:
        """Walk the draft once; afterwards a step costs what it finds."""
        self.parents: dict[str, Unit] = {}
        self.annexes: list[Unit] = []
        self._rows: dict[tuple[str, str], list[Unit]] = defaultdict(list)
        self._places: dict[str, tuple[list[Unit], int]] = {}
        self._numbered: dict[tuple[str, str, Number], list[Unit]] = defaultdict(list)
        self._anywhere: dict[tuple[str, Number], list[Unit]] = defaultdict(list)
        self._below: dict[tuple[str, str], dict[Number, list[Unit]]] = {}
        articles = any(draft.articles())
        self._level_of = _LEVEL_OF if articles else {**_LEVEL_OF, Kind.HEADING: "article"}
        for unit in draft.units:
            self._take(unit, "", "")

    def _take(self, unit: Unit, parent: str, annex: str) -> None:
        if unit.kind is Kind.ANNEX:
            self.annexes.append(unit)
            annex = unit.address
        level = self._level_of.get(unit.kind)
        if level:
            above = annex if level in NUMBERED_THROUGH else parent
            row = self._rows[level, above]
            self._places[unit.address] = row, len(row)
            row.append(unit)
            if unit.number:
                self._numbered[level, above, unit.number].append(unit)
                self._anywhere[level, unit.number].append(unit)
        for child in unit.children:
            self.parents[child.address] = unit
            self._take(child, unit.address, annex)

    def around(self, unit: Unit, level: str) -> Unit | None:
        """The unit of a level that `unit` is or stands in."""
        here: Unit | None = unit
        while here is not None and self._level_of.get(here.kind) != level:
            here = self.parents.get(here.address)
        return here

    def clause(self, unit: Unit) -> Unit | None:
        """The entry 一、 with 项 below it that a unit of an annex stands in: 本款 there.

        An annex without articles counts its 款 (香港基本法附件一：四、…（三）除本款第一项).
        """
        here: Unit | None = unit
        while here is not None and here.kind is not Kind.ARTICLE:
            counted = here.kind is Kind.ITEM and (here.label or "").endswith("、")
            if counted and any(one.kind is Kind.SUBITEM for one in here.children):
                return None if self.around(here, "article") else here
            here = self.parents.get(here.address)
        return None

    def around_annex(self, unit: Unit | None) -> Unit | None:
        """The annex a unit is or stands in."""
        while unit is not None and unit.kind is not Kind.ANNEX:
            unit = self.parents.get(unit.address)
        return unit

    def has_article(self, annex: Unit, number: Number) -> bool:
        """Whether an annex has an article of its own with this number."""
        return ("article", annex.address, number) in self._numbered

    def has(self, unit: Unit, level: str, numbers: Iterable[Number]) -> bool:
        """Whether all these 项 or 目 are below a unit."""
        there = self._by_number(unit, level)
        return all(number in there for number in numbers)

    def items(self, paragraph: Unit) -> list[Unit]:
        """The 项 of a 款."""
        return [one for one in paragraph.children if one.kind is Kind.ITEM]

    def items_before(self, paragraph: Unit) -> list[Unit]:
        """The 项 of the 款 right before."""
        row, at = self._places[paragraph.address]
        return self.items(row[at - 1]) if at else []

    def annex(self, kind: str, number: int) -> Unit:
        """附件二, 附表一; number 0 is the only annex there is. Raises Nowhere."""
        if not number and len(self.annexes) == 1:
            return self.annexes[0]
        if not number:
            raise Nowhere(f"没有写明是哪一个附{kind}。" if self.annexes else f"本文没有附{kind}。")
        found = [
            one
            for one in self.annexes
            if one.number and one.number[0] == number and (one.label or "附")[1:2] in {kind, ""}
        ]
        if len(found) != 1:
            raise Nowhere(f"本文没有附{kind}{_count(number)}。")
        return found[0]

    def articles(self, span: Span, annex: str = "") -> list[Unit]:
        """The articles a number or a range names. Raises Nowhere."""
        return self.between(self._article(span.first, annex), self._article(span.last, annex))

    def _article(self, number: Number, annex: str) -> Unit:
        found = self._numbered.get(("article", annex, number), [])
        if len(found) == 1:
            return found[0]
        name = _article_name(number)
        if found:
            raise Nowhere(f"本文有{len(found)}个{name}，不知道指哪一个。")
        there = self._rows.get(("article", annex))
        raise Nowhere(f"本文没有{name}。" if there else "本文没有编号的条。")

    def divisions(
        self, level: str, span: Span, within: Unit | None, here: Unit | None
    ) -> list[Unit]:
        """The 编, 章, 节 a number names, in `within` or else nearest to `here`. Raises Nowhere."""
        first, last = (self._division(level, one, within, here) for one in (span.first, span.last))
        return self.between(first, last)

    def _division(self, level: str, number: Number, within: Unit | None, here: Unit | None) -> Unit:
        name = f"第{_count(number[0])}{WORDS[level]}"
        around = within or here
        while around is not None:
            if found := self._numbered.get((level, around.address, number)):
                return found[0]
            around = self.parents.get(around.address) if within is None else None
        found = self._numbered.get((level, "", number), []) if within is None else []
        found = found or (self._anywhere.get((level, number), []) if within is None else [])
        if len(found) == 1:
            return found[0]
        if found:
            raise Nowhere(f"本文有{len(found)}个{name}，没有写明是哪一个。")
        raise Nowhere(f"{(within.label or '这里') if within else '本文'}没有{name}。")

    def below(self, unit: Unit, level: str, span: Span) -> list[Unit]:
        """The 款, 项 or 目 of a unit that a number or a range names. Raises Nowhere.

        The 项 of a 项 are its 目: where an annex counts its 款 everything stands one level lower.
        """
        if level == "item" and unit.kind is Kind.ITEM:
            level = "subitem"
        first, last = (self._child(unit, level, number) for number in (span.first, span.last))
        return self.between(first, last)

    def _child(self, unit: Unit, level: str, number: Number) -> Unit:
        there = self._by_number(unit, level)
        found = there.get(number, [])
        if len(found) == 1:
            return found[0]
        word = WORDS[level]
        name, total = f"第{_count(number[0])}{word}", sum(len(one) for one in there.values())
        if found:
            raise Nowhere(f"{self.name(unit)}有{len(found)}个{name}，没有写明是哪一个。")
        have = f"只有{_count(total)}{word}，" if total else ""
        raise Nowhere(f"{self.name(unit)}{have}没有{name}。")

    def _by_number(self, unit: Unit, level: str) -> dict[Number, list[Unit]]:
        there = self._below.get((unit.address, level))
        if there is None:
            there = self._below[unit.address, level] = {}
            for one in _of_level(unit, level):
                there.setdefault(one.number or (0, 0), []).append(one)
        return there

    def before(self, unit: Unit, level: str, count: int) -> list[Unit]:
        """前款, 前两款, 前条: so many units of the same level right before, 0 for all.

        Raises Nowhere.
        """
        row, at = self._places[unit.address]
        word = WORDS[level]
        if at < max(count, 1):
            have = f"只有{_count(at)}{word}" if at else f"没有{word}"
            raise Nowhere(f"{self.name(unit)}之前{have}。")
        return row[at - count if count else 0 : at][-LONGEST:]

    def between(self, first: Unit, last: Unit) -> list[Unit]:
        """From one unit to another: siblings, or articles in a row. Raises Nowhere.

        Of units that are no neighbours, and of more than LONGEST, only the two ends.
        """
        if first.address == last.address:
            return [first]
        row, begin = self._places[first.address]
        other, end = self._places[last.address]
        if row is not other:
            return [first, last]
        if end < begin:
            raise Nowhere("范围的终点在起点之前。")
        return row[begin : end + 1] if end - begin < LONGEST else [first, last]

    def name(self, unit: Unit) -> str:
        """第十二条第一款, as a reader says it."""
        chain: list[Unit] = []
        here: Unit | None = unit
        while here is not None and _LEVEL_OF.get(here.kind) in LEVELS[4:]:
            chain.insert(0, here)
            here = self.parents.get(here.address)
        return "".join(_own_name(one) for one in chain) or unit.label or "这里"


def _of_level(unit: Unit, level: str) -> Iterable[Unit]:
    """The children of a level; 项 are also those of every 款, 目 those of every 项."""
    for child in unit.children:
        if child.kind is KINDS[level]:
            yield child
        elif child.kind in {Kind.PARAGRAPH, Kind.ITEM}:
            yield from _of_level(child, level)


def _own_name(unit: Unit) -> str:
    if not unit.number:
        return unit.label or ""
    if unit.kind is Kind.ARTICLE:
        return _article_name(unit.number)
    return f"第{_count(unit.number[0])}{WORDS[_LEVEL_OF[unit.kind]]}"


def _article_name(number: Number) -> str:
    small = number[0] <= HIGHEST and number[1] <= HIGHEST
    return article_label(number) if small and number[0] else f"第{number[0]}条"


def _count(number: int) -> str:
    return to_chinese(number) if 1 <= number <= HIGHEST else str(number)


def _where(within: Unit | None) -> str:
    return (within.label or "这里") if within else "本文"


def leads(places: Places, steps: Steps, start: Unit | None, here: Unit | None) -> list[Unit]:
    """Follow steps from `start` (None: the whole draft). Raises Nowhere."""
    holder = places.around_annex(start)
    annex = holder.address if holder else ""
    units: list[Unit] = [start] if start else []
    for level, spans in steps.items():
        found = [] if level in LEVELS[:5] else units[:-1]
        for span in spans:
            found = found + _step(places, level, span, units, annex, here)
        units = found
    return units


def _step(
    places: Places, level: str, span: Span, units: list[Unit], annex: str, here: Unit | None
) -> list[Unit]:
    if level == "article":
        return places.articles(span, annex)
    within = units[-1] if units else None
    if level in DIVISIONS:
        return places.divisions(level, span, within, here)
    if within is None:
        raise Nowhere(f"没有写明是哪一条的{WORDS[level]}。")
    return places.below(within, level, span)
