"""What each verb does to the tree of the old law. Each looks first and changes only when sure."""

import re
from collections.abc import Callable

from drafts.amending import structure, wording
from drafts.amending.lawtext import DIVISIONS, LawText, Part
from drafts.amending.model import CannotApply, Instruction, Place, Verb, Where
from drafts.amending.payload import articles_in, lines_of_text, title_in
from drafts.amending.style import Style, division, paragraphs, tail_of
from drafts.model import Kind


class Editor:
    """Carries instructions out on one law. `touched` are the parts the last one changed."""

    def __init__(self, law: LawText, style: Style) -> None:
        """`law` is changed in place."""
        self._law = law
        self._style = style
        self._added: Part | None = None

    def do(self, said: Instruction) -> list[Part]:
        """Carry one instruction out; the parts it changed. Raises CannotApply, nothing changed."""
        if said.reason:
            raise CannotApply(said.reason)
        verbs: dict[Verb, Callable[[Instruction], list[Part]]] = {
            Verb.REPLACE: self._replace,
            Verb.DELETE: self._delete,
            Verb.ADD: self._add,
            Verb.RENUMBER: self._renumber,
            Verb.MERGE: self._merge,
            Verb.SPLIT: self._split,
            Verb.MOVE: self._move,
            Verb.SUBSTITUTE: lambda one: wording.substitute(self._scope(one), one),
            Verb.CUT: lambda one: wording.cut(self._scope(one), one),
            Verb.INSERT: lambda one: wording.insert(self._scope(one), one),
        }
        return verbs[said.verb](said)

    def _scope(self, said: Instruction) -> list[Part]:
        """The parts words are looked for in: those named, or the whole law."""
        if not said.targets:
            return [self._law.root]
        return [self._find(place, said) for place in said.targets]

    def _find(self, place: Place, said: Instruction) -> Part:
        part = self._law.find(place)
        if said.words and said.verb not in {Verb.SUBSTITUTE, Verb.CUT, Verb.INSERT}:
            around = part.above(Kind.ARTICLE, *DIVISIONS) or part
            if not any(wording.holds(around, words) for words in said.words):
                raise CannotApply(f"{place.label()}里找不到“{said.words[0]}”。")
        return part

    def _replace(self, said: Instruction) -> list[Part]:
        parts = [self._find(place, said) for place in said.targets]
        kinds = {part.kind for part in parts}
        if any(place.heading for place in said.targets) or kinds & set(DIVISIONS):
            return structure.rename(parts, said)
        if kinds == {Kind.ARTICLE}:
            return self._replace_articles(parts, said)
        if kinds <= {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM} and len(kinds) == 1:
            return self._replace_rows(parts, said)
        if len(parts) == 1:
            return [self._replace_named(parts[0], said)]
        raise CannotApply("几处不同的内容不能用一段文字替换。")

    def _replace_named(self, part: Part, said: Instruction) -> Part:
        lines = lines_of_text(said.texts)
        if part.kind is Kind.TITLE:
            mark = re.match(r"[#\s\u3000]*", part.own)
            own = part.own
            end = mark.end() if mark else 0
            words = "".join(lines).strip("《》")
            part.write([(own[:end], None), (words, None), (tail_of(own), None)])
            return part
        if part.kind in {Kind.PREAMBLE, Kind.ANNEX}:
            rows = paragraphs(lines, self._style, first=False)
            if part.kind is Kind.PREAMBLE and part.own.strip():
                raise CannotApply("旧文本的引言带有标题，请手工修改。")
            _keep_end(_last(part), rows)
            for child in part.children:
                child.gone = True
            for row in rows:
                part.add(row, len(part.children))
            return part
        raise CannotApply("这一部分不能整体替换，请手工修改。")

    def _replace_articles(self, parts: list[Part], said: Instruction) -> list[Part]:
        numbers = [place.article for place in said.targets if place.article]
        seats = [part.seat or number for part, number in zip(parts, numbers, strict=True)]
        texts = articles_in(said.texts, seats, several=len(parts) > 1, also=numbers)
        for part, lines in zip(parts, texts, strict=True):
            rows = paragraphs(lines, self._style, first=True)
            if not rows:
                raise CannotApply("没有给出新的条文。")
            last = _last(part)
            _keep_end(last, rows)
            for child in part.children:
                child.gone = True
            for row in rows:
                part.add(row, len(part.children))
        return parts

    def _replace_rows(self, parts: list[Part], said: Instruction) -> list[Part]:
        """New text for 款, 项, 目: as many as are named, or several for the only one named."""
        lines = lines_of_text(said.texts)
        first = parts[0]
        if first.kind is Kind.PARAGRAPH:
            return structure.replace_paragraphs(parts, lines, self._style)
        if len(lines) != len(parts):
            raise CannotApply(f"所列有{len(parts)}项，新的文字有{len(lines)}段，对不上。")
        items = [structure.rewritten_item(*one) for one in zip(parts, lines, strict=True)]
        for part, words in zip(parts, items, strict=True):
            for child in part.children:
                child.gone = True
            wording.replace_words(part, words)
        return parts

    def _delete(self, said: Instruction) -> list[Part]:
        parts = [self._find(place, said) for place in said.targets]
        if not parts:
            raise CannotApply("没有写明删去哪一条。")
        if any(place.heading for place in said.targets):
            raise CannotApply("章、节的名称不能单独删去，请写明删去哪一章。")
        if any(part.kind in {Kind.TITLE, Kind.PREAMBLE} for part in parts):
            raise CannotApply("名称和引言不能删去。")
        for part in parts:
            structure.remove(part)
        return parts

    def _add(self, said: Instruction) -> list[Part]:
        if not said.texts:
            raise CannotApply("没有给出增加的内容。")
        if said.unit is Kind.ARTICLE:
            added = self._add_articles(said)
        elif said.unit in DIVISIONS:
            added = self._add_division(said)
        else:
            added = structure.add_rows(self._law, said, self._style)
        return added

    def _add_articles(self, said: Instruction) -> list[Part]:
        seats = [place.article for place in said.goals if place.article]
        anchor = self._law.find(said.targets[-1]) if said.targets else None
        if not seats:
            raise CannotApply("没有写明新增的条文是第几条。")
        if said.count is not None and said.count != len(seats):
            raise CannotApply(f"说增加{said.count}条，编号却有{len(seats)}个。")
        texts = articles_in(said.texts, seats, several=len(seats) > 1)
        home = structure.home_of(anchor, said.where, self._added)
        added = [
            structure.new_article(seat, lines, self._style)
            for seat, lines in zip(seats, texts, strict=True)
        ]
        structure.place_articles(self._law, added, home, anchor, said.where)
        return added

    def _add_division(self, said: Instruction) -> list[Part]:
        if len(said.goals) != 1 or not said.goals[0].division:
            raise CannotApply("没有写明新增的是第几章（节）。")
        kind, number = said.goals[0].division[-1]
        if kind not in {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION}:
            raise CannotApply("只能增加编、章、节。")
        title, rest = title_in(said.texts, kind, number)
        part = division(kind, number, title, self._style)
        texts = articles_in((rest,), None, several=True) if rest else []
        numbers = structure.numbered(rest)
        if len(texts) != len(numbers):
            raise CannotApply("新增的章里各条的条号读不清楚。")
        around = self._law.find(said.targets[-1]) if said.targets else None
        structure.place_division(self._law, part, around, said.where)
        for seat, lines in zip(numbers, texts, strict=True):
            part.add(structure.new_article(seat, lines, self._style), len(part.children))
        self._added = part
        return [part]

    def _renumber(self, said: Instruction) -> list[Part]:
        if len(said.targets) != len(said.goals):
            raise CannotApply(f"有{len(said.targets)}处要改编号，给出{len(said.goals)}个新编号。")
        parts = [self._find(place, said) for place in said.targets]
        for part, place, goal in zip(parts, said.targets, said.goals, strict=True):
            alone = part.kind is Kind.PARAGRAPH and goal.kind is Kind.ARTICLE
            if part.kind is not goal.kind and not (alone and part.above(Kind.ARTICLE)):
                raise CannotApply(f"不能把{place.label()}改为{goal.label()}。")
        moved = []
        for part, goal in zip(parts, said.goals, strict=True):
            if part.kind is goal.kind:
                part.seat = goal.number
                moved.append(part)
            elif goal.article:
                moved.append(structure.stand_alone(self._law, part, goal.article, self._style))
        return moved

    def _merge(self, said: Instruction) -> list[Part]:
        parts = [self._find(place, said) for place in said.targets]
        goal = said.goals[0] if said.goals else None
        if len(parts) < 2 or len(said.goals) > 1:
            raise CannotApply("合并应当写明哪几条并成哪一条。")
        if {part.kind for part in parts} != {Kind.ARTICLE}:
            return structure.merge_rows(parts, said, self._style)
        if goal and goal.article is None:
            raise CannotApply("合并以后是第几条没有写明。")
        number = goal.article if goal else parts[0].number
        kept = next((part for part in parts if part.number == number), parts[0])
        if said.texts:
            (lines,) = articles_in(said.texts, [number or (0, 0)], several=False)
            self._fill(kept, lines)
        for part in parts:
            if part is not kept:
                structure.absorb(kept, part, move=not said.texts)
        kept.seat = number if goal else kept.seat
        return [kept]

    def _fill(self, part: Part, lines: list[str]) -> None:
        for child in part.children:
            child.gone = True
        for row in paragraphs(lines, self._style, first=True):
            part.add(row, len(part.children))

    def _split(self, said: Instruction) -> list[Part]:
        parts = [self._find(place, said) for place in said.targets]
        if len(parts) != 1:
            raise CannotApply("一次只能拆分一条。")
        part = parts[0]
        if part.kind is Kind.PARAGRAPH:
            lines = lines_of_text(said.texts)
            if len(said.goals) not in {0, len(paragraphs(lines, self._style, first=False))}:
                raise CannotApply("拆分后的款数和给出的文字对不上。")
            rows = structure.replace_paragraphs(parts, lines, self._style)
            for row, goal in zip(rows, said.goals, strict=False):
                row.seat = goal.number
            return rows
        seats = [place.article for place in said.goals if place.article]
        if part.kind is not Kind.ARTICLE or len(seats) < 2:
            raise CannotApply("拆分应当写明拆成第几条和第几条。")
        texts = articles_in(said.texts, seats, several=True)
        self._fill(part, texts[0])
        part.seat = seats[0]
        rest = [
            structure.new_article(seat, lines, self._style)
            for seat, lines in zip(seats[1:], texts[1:], strict=True)
        ]
        for one in rest:
            one.origins = list(part.origins)
        structure.place_articles(self._law, rest, part.parent, part, Where.AFTER)
        return [part, *rest]

    def _move(self, said: Instruction) -> list[Part]:
        *sources, goal = [self._law.find(place) for place in said.targets]
        seats = [place.article for place in said.goals if place.article]
        if said.where not in {Where.AFTER, Where.BEFORE}:
            raise CannotApply("没有写明移到哪一条之后。")
        if seats and len(seats) != len(sources):
            raise CannotApply("移动的条数和给出的编号对不上。")
        if any(part.kind is not goal.kind or part is goal for part in sources):
            raise CannotApply("只能在同一层次里移动。")
        structure.move(sources, goal, said.where)
        for part, seat in zip(sources, seats, strict=False):
            part.seat = seat
        return sources


def _last(part: Part) -> Part:
    *_, last = part.walk()
    return last


def _keep_end(last: Part, rows: list[Part]) -> None:
    """What followed the old words (blank lines, no line end at all) follows the new ones."""
    if not rows:
        return
    end = _last(rows[-1])
    own = end.own
    end.write([(own[: len(own) - len(tail_of(own))], None), (tail_of(last.own), None)])
