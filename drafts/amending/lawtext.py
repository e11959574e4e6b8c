"""The old law as a tree that can be changed: every part keeps its own source text until touched."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from drafts.amending.folding import Folded, fold
from drafts.amending.model import CannotApply, Named, Number, Place
from drafts.model import Draft, Kind, Unit

DIVISIONS: Final = (Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING)
BELOW: Final = (Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM)


Run = tuple[str, int | None]
"""Some text, and where it began in the old law; None for what is new."""


@dataclass(slots=True, eq=False)
class Part:
    """A unit of the law: its own text in runs, then its children.


    `number` is the one in the old law (None in a new part), `seat` the one an instruction gives
    it in the new law, `final` the one it has there. `origins` are the old articles its words come
    from; `became` the part that holds them now; `home` the chapter it was said to
    stand in, `beside` the article it was said to stand before; `loose`: only its number says where.
    """

    kind: Kind
    runs: list[Run]
    children: list["Part"] = field(default_factory=list)
    parent: "Part | None" = None
    number: Number | None = None
    seat: Number | None = None
    unit: Unit | None = None
    gone: bool = False
    origins: list[Unit] = field(default_factory=list)
    became: "Part | None" = None
    home: "Part | None" = None
    beside: "Part | None" = None
    loose: bool = False
    final: Number | None = None
    _folded: Folded | None = None

    @property
    def own(self) -> str:
        """The part's own text, without its children's."""
        return "".join(text for text, _ in self.runs)

    def write(self, runs: list[Run]) -> None:
        """Put new runs in the place of the old ones."""
        self.runs = [run for run in runs if run[0]]
        self._folded = None

    def folded(self) -> Folded:
        """The own text as it is searched."""
        if self._folded is None:
            self._folded = fold(self.own)
        return self._folded

    def walk(self) -> Iterator["Part"]:
        """This part and everything below it that is still there."""
        if not self.gone:
            yield self
            for child in self.children:
                yield from child.walk()

    def living(self, kind: Kind) -> list["Part"]:
        """The children of one kind that are still there."""
        return [child for child in self.children if child.kind is kind and not child.gone]

    def above(self, *kinds: Kind) -> "Part | None":
        """The nearest part of one of these kinds around this one, or itself."""
        part: Part | None = self
        while part is not None and part.kind not in kinds:
            part = part.parent
        return part

    def within(self, outer: "Part") -> bool:
        """Whether this part lies in another one."""
        part: Part | None = self
        while part is not None and part is not outer:
            part = part.parent
        return part is outer

    def add(self, child: "Part", at: int) -> None:
        """Hang a part below this one."""
        child.parent = self
        self.children.insert(at, child)

    def detach(self) -> None:
        """Take the part out of its row."""
        if self.parent is not None:
            self.parent.children.remove(self)
            self.parent = None

    def text(self) -> str:
        """Everything below this part, as it will stand in the text."""
        return "".join(part.own for part in self.walk())


class LawText:
    """The tree of one old law, and where its numbers lie."""

    def __init__(self, draft: Draft) -> None:
        """Take over every character of `draft`."""
        self.draft = draft
        self.root = Part(Kind.TEXT, [])
        for unit in draft.units:
            self._take(unit, self.root)
        self._open_end = not draft.source.endswith("\n") and bool(draft.units)
        if self._open_end:
            *_, last = self.root.walk()
            last.write([*last.runs, ("\n", None)])
        self._articles: dict[Number, list[Part]] = {}
        self.divisions = [part for part in self.root.walk() if part.kind in DIVISIONS]
        for part in self.root.walk():
            if part.kind is Kind.ARTICLE and part.number and not part.above(Kind.ANNEX):
                self._articles.setdefault(part.number, []).append(part)

    def _take(self, unit: Unit, parent: Part) -> None:
        ends = unit.children[0].start if unit.children else unit.end
        part = Part(unit.kind, [(self.draft.source[unit.start : ends], unit.start)])
        part.number, part.unit, part.parent = unit.number, unit, parent
        if unit.kind is Kind.ARTICLE:
            part.origins = [unit]
        parent.children.append(part)
        for child in unit.children:
            self._take(child, part)

    def text(self) -> str:
        """The text as it now stands; it ends in a line end where the old one did."""
        text = "".join(part.text() for part in self.root.children)
        return text.removesuffix("\n").removesuffix("\r") if self._open_end else text

    def articles(self) -> list[Part]:
        """The articles of the body that are still there, in the order of the text."""
        return [
            part
            for part in self.root.walk()
            if part.kind is Kind.ARTICLE and not part.above(Kind.ANNEX)
        ]

    def everything(self) -> list[Part]:
        """The articles of the old law's body, those deleted too."""
        return [part for parts in self._articles.values() for part in parts]

    def find(self, place: Place) -> Part:
        """The part at a place in the numbers of the old law. Raises CannotApply."""
        if place.named:
            return self._named(place)
        part = self.root
        if place.division:
            for kind, number in place.division:
                part = self._division(part, kind, number, place)
        if place.article:
            part = self._article(place.article)
        if place.paragraph is not None:
            part = _child(part, Kind.PARAGRAPH, place.paragraph, place)
        if place.item is not None:
            part = self._item(part, place)
        if place.subitem is not None:
            part = _child(part, Kind.SUBITEM, place.subitem, place)
        if part is self.root:
            raise CannotApply("没有写明改哪一条。")
        return part

    def _article(self, number: Number) -> Part:
        found = self._articles.get(number, [])
        label = Place(article=number).label()
        if not found:
            raise CannotApply(f"旧文本里没有{label}。")
        if len(found) > 1:
            raise CannotApply(f"旧文本里有{len(found)}个{label}，不知道改哪一个。")
        return _still(found[0], label)

    def _division(self, around: Part, kind: Kind, number: Number, place: Place) -> Part:
        found = [
            part
            for part in self.divisions
            if part.kind is kind
            and part.number == number
            and not part.gone
            and part.within(around)
            and not part.above(Kind.ANNEX)
        ]
        if len(found) != 1:
            many = f"有{len(found)}个" if found else "没有"
            raise CannotApply(f"旧文本里{many}{place.label()}。")
        return found[0]

    def _item(self, part: Part, place: Place) -> Part:
        if part.kind is not Kind.ARTICLE:
            return _child(part, Kind.ITEM, place.item or 0, place)
        found = [
            item
            for paragraph in part.living(Kind.PARAGRAPH)
            for item in paragraph.living(Kind.ITEM)
            if item.number == (place.item, 0)
        ]
        if len(found) != 1:
            many = f"有{len(found)}个" if found else "没有"
            raise CannotApply(f"{place.label()}在旧文本里{many}，请写明是哪一款的。")
        return found[0]

    def _named(self, place: Place) -> Part:
        if place.named is Named.TITLE:
            found = [part for part in self.root.children if part.kind is Kind.TITLE]
        elif place.named is Named.ANNEX:
            found = self._annexes(place)
        else:
            found = self._passages(place)
        if len(found) != 1 or found[0].gone:
            many = f"有{len(found)}处" if found else "没有"
            raise CannotApply(f"旧文本里{many}“{place.label()}”，没有改动。")
        part = found[0]
        if place.paragraph is not None:
            part = _child(part, Kind.PARAGRAPH, place.paragraph, place)
        return part

    def _annexes(self, place: Place) -> list[Part]:
        annexes = [part for part in self.root.walk() if part.kind is Kind.ANNEX]
        if place.index is None:
            return annexes
        return [annexes[place.index - 1]] if place.index <= len(annexes) else []

    def _passages(self, place: Place) -> list[Part]:
        preambles = [part for part in self.root.children if part.kind is Kind.PREAMBLE]
        if place.named is Named.PREAMBLE and place.index is None:
            return preambles
        if place.named is Named.PREAMBLE:
            rows = [one for part in preambles for one in part.living(Kind.PARAGRAPH)]
        elif self._articles:
            return []
        else:
            rows = [part for part in self.root.walk() if part.kind is Kind.PARAGRAPH]
        found = [rows[place.index - 1]] if place.index and place.index <= len(rows) else []
        return [one for one in found if one.unit]


def _child(part: Part, kind: Kind, number: int, place: Place) -> Part:
    found = [one for one in part.children if one.kind is kind and one.number == (number, 0)]
    if not found:
        known = any(one.kind is kind and one.unit for one in part.children)
        why = "" if known or not part.unit else "（前面的指令已经整体修改）"
        raise CannotApply(f"旧文本里没有{place.label()}{why}。")
    if len(found) > 1:
        raise CannotApply(f"{place.label()}在旧文本里有{len(found)}处，不知道改哪一处。")
    return _still(found[0], place.label())


def _still(part: Part, label: str) -> Part:
    """The part, or what became of it. Raises CannotApply when it was deleted."""
    if not part.gone:
        return part
    if part.became is None or part.became.gone:
        raise CannotApply(f"{label}已由前面的指令删去。")
    return part.became
