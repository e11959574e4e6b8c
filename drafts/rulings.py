"""What a person decided about a split draft, applied to it again and again.

A ruling stands on a line by the line's own words, so that the same file, or one in which other
lines were corrected, meets the same decision. One that finds its place no more becomes a finding.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from drafts.foreign import western
from drafts.model import Draft, Finding, Kind, Unit
from drafts.ruling.rearranging import Arrangement
from drafts.splitting.candidates import Candidate
from drafts.splitting.doubts import doubt_run
from drafts.splitting.endings import Annex
from drafts.splitting.lines import lines_of
from drafts.splitting.markers import BLANKS
from drafts.splitting.tree import Findings, freeze

LOST: Final = "ruling-lost"
_RUN_RULES: Final = {"gap", "duplicate", "restart"}
_DROPPED: Final = re.compile(r"[\W_]+")
_SHOWN: Final = 24


class Action(StrEnum):
    """What a person may say: the machine is right, join with the unit before, cut here in two,
    or this unit is of another kind."""

    ACCEPT = "accept"
    JOIN = "join"
    CUT = "cut"
    LEVEL = "level"


_NAMES: Final = {
    Action.ACCEPT: "接受",
    Action.JOIN: "并入上一段",
    Action.CUT: "从中间断开",
    Action.LEVEL: "改变层级",
}


class Place(msgspec.Struct, frozen=True):
    """A code point by the folded words of its line: which of the lines alike (from 0), and how
    far from the first character of the line that is not blank."""

    anchor: str
    occurrence: int
    at: int


class Ruling(msgspec.Struct, frozen=True):
    """One decision. `at` is where in the line the unit begins or shall begin; `kind` is what a
    cut or a change of level makes of it; `rule` is the doubt an `accept` answers."""

    action: Action
    anchor: str
    occurrence: int = 0
    at: int = 0
    kind: Kind | None = None
    rule: str = ""

    @property
    def place(self) -> Place:
        """Where the ruling stands."""
        return Place(self.anchor, self.occurrence, self.at)


def fold(line: str) -> str:
    """A line as rulings know it: NFKC, casefold, nothing but letters and digits."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", line).casefold())


class Places:
    """The lines of a text by their words."""

    def __init__(self, source: str) -> None:
        """Fold every line once."""
        self._source = source
        self._lines = [line for line in lines_of(source) if not line.blank]
        self._starts = [line.start for line in self._lines]
        self._keys: list[tuple[str, int]] = []
        self._known: dict[tuple[str, int], int] = {}
        counts: dict[str, int] = {}
        for index, line in enumerate(self._lines):
            anchor = fold(source[line.lead : line.tail])
            key = anchor, counts.get(anchor, 0)
            counts[anchor] = key[1] + 1
            self._keys.append(key)
            self._known[key] = index

    def of(self, position: int) -> Place | None:
        """The place of a code point, or of the first one after it that is not blank."""
        position = skip(self._source, position)
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= len(self._source):
            return None
        return Place(*self._keys[index], max(0, position - self._lines[index].lead))

    def position(self, place: Place) -> int | None:
        """The code point at a place, or None when no line is like that."""
        index = self._known.get((place.anchor, place.occurrence))
        if index is None or place.at < 0:
            return None
        position = self._lines[index].lead + place.at
        return position if position < self._lines[index].tail else None


def skip(source: str, position: int) -> int:
    """The first code point from `position` on that is not blank, or the end."""
    while position < len(source) and source[position] in BLANKS:
        position += 1
    return position


def apply(draft: Draft, rulings: Sequence[Ruling], noted: Sequence[Finding] = ()) -> Draft:
    """The draft after every ruling, in their order. Lossless: the units still tile the text.

    Doubts a ruling answers are gone; doubts about the run of article numbers are raised anew
    where it changed; a ruling other than `accept` whose place is gone is a finding. `noted` are
    findings about other things than the split: only an `accept` answers them.
    """
    if not rulings:
        told = tuple(sorted((*noted, *draft.findings), key=lambda one: one.start))
        return msgspec.structs.replace(draft, findings=told)
    places = Places(draft.source)
    arrangement = Arrangement(draft)
    lost: list[Finding] = []
    answered: set[int] = set()
    for ruling in rulings:
        if ruling.action is Action.ACCEPT:
            continue
        position = places.position(ruling.place)
        if position is not None and _carry_out(arrangement, ruling, position):
            answered.add(position)
        else:
            lost.append(_lost(ruling, position))
    units = freeze(arrangement.nodes()) if answered else draft.units
    changed = msgspec.structs.replace(draft, units=units, title=_title(draft, units))
    found = [
        *noted,
        *_findings(draft, changed, answered),
        *lost,
    ]
    accepted = {(r.place, r.rule) for r in rulings if r.action is Action.ACCEPT}
    left = [one for one in found if (places.of(one.start), one.rule) not in accepted]
    left.sort(key=lambda one: (one.start, one.rule))
    return msgspec.structs.replace(changed, findings=tuple(left))


def _carry_out(arrangement: Arrangement, ruling: Ruling, position: int) -> bool:
    if ruling.action is Action.JOIN:
        return arrangement.join(position)
    if ruling.kind is None:
        return False
    if ruling.action is Action.CUT:
        return arrangement.cut(position, ruling.kind)
    return arrangement.level(position, ruling.kind)


def _lost(ruling: Ruling, position: int | None) -> Finding:
    shown = ruling.anchor[:_SHOWN] + ("…" if len(ruling.anchor) > _SHOWN else "")
    name = _NAMES[ruling.action]
    gone, unfit = "文本里没有这一行了", "这里已经不是原来的样子，或者这一行没有编号"
    why = gone if position is None else unfit
    text = f"“{shown}”这一行上的决定（{name}）没有照做：{why}。请重新核对，或者撤销这个决定。"
    return Finding(LOST, position or 0, text)


def _title(draft: Draft, units: tuple[Unit, ...]) -> str:
    """The title anew, where a ruling changed the unit it is read from."""
    before = next((one for one in draft.units if one.kind is Kind.TITLE), None)
    after = next((one for one in units if one.kind is Kind.TITLE), None)
    if after is None or (before and before.text == after.text):
        return draft.title
    return after.text.replace("\n", "")


def _findings(old: Draft, new: Draft, answered: set[int]) -> Iterable[Finding]:
    """The doubts that remain, and those about article numbers that now stand elsewhere."""
    kept = [one for one in old.findings if skip(old.source, one.start) not in answered]
    if western.is_latin(old.source):
        return kept
    before, after = _followers(old), _followers(new)
    same = {start for start, step in after.items() if before.get(start) == step}
    same |= {one.start for one in kept} - before.keys() - after.keys()
    raised = [one for one in _doubts(new) if one.start not in same and one.start not in answered]
    return [one for one in kept if one.rule not in _RUN_RULES or one.start in same] + raised


def _followers(draft: Draft) -> dict[int, tuple[object, ...]]:
    """Each article's number and that of the article before, by where the article begins."""
    found: dict[int, tuple[object, ...]] = {}
    previous = None
    for article in draft.articles():
        found[skip(draft.source, article.start)] = (previous, article.number)
        previous = article.number
    return found


def _doubts(draft: Draft) -> Iterable[Finding]:
    """What the run of article numbers gives to doubt."""
    run = []
    for one in draft.articles():
        start = skip(draft.source, one.start)
        run.append(Candidate(start, start, one.number or (0, 0), 0.0, 0))
    annexes = [
        Annex(one.start, one.start, 0, one.label or "", "", one.number)
        for one in draft.units
        if one.kind is Kind.ANNEX
    ]
    findings = Findings()
    doubt_run(run, annexes, findings)
    return findings.told()
