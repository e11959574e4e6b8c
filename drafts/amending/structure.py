"""Parts put in, taken out, moved, merged: the shape of the tree."""

import re
from itertools import pairwise
from typing import Final

from drafts.amending.folding import key
from drafts.amending.lawtext import DIVISIONS, LawText, Part, Run
from drafts.amending.model import CannotApply, Instruction, Number, Where
from drafts.amending.payload import article_number, bare_title, lines_of_text
from drafts.amending.style import Style, article, lead_of, paragraphs, tail_of
from drafts.amending.wording import slice_runs
from drafts.model import Kind
from drafts.splitting.markers import BLANKS, HEADING
from drafts.splitting.pieces import read_mark

_ENTRY: Final = re.compile(r"[一二三四五六七八九十]{1,4}[、．]\s*")


def remove(part: Part) -> None:
    """Take a part away with everything below it; 款 leave what stood behind them."""
    for one in list(part.walk()):
        one.gone = True


def rename(parts: list[Part], said: Instruction) -> list[Part]:
    """Give chapters other names. Raises CannotApply."""
    lines = lines_of_text(said.texts)
    if len(lines) != len(parts):
        raise CannotApply("整章、整节的新文字请逐条写明；这里只能修改章、节的名称。")
    titles = [_new_title(part, line) for part, line in zip(parts, lines, strict=True)]
    for part, title in zip(parts, titles, strict=True):
        own = part.own
        match = HEADING.search(own) or _ENTRY.search(own)
        start = match.end() if match else 0
        rest = own[start:]
        runs: list[Run] = [
            (own[:start] + lead_of(rest), None),
            (title, None),
            (tail_of(rest), None),
        ]
        part.write(runs)
    return parts


def _new_title(part: Part, line: str) -> str:
    number = part.seat or part.number or (0, 0)
    if part.kind is Kind.HEADING:
        return _ENTRY.sub("", line, count=1)
    title = bare_title(line, part.kind, number) or bare_title(
        line, part.kind, part.number or (0, 0)
    )
    if not title:
        raise CannotApply("给出的名称里的编号和所说的不一致。")
    return title


def new_article(seat: Number, lines: list[str], style: Style) -> Part:
    """An article to be put in. Raises CannotApply when it has no text."""
    if not lines:
        raise CannotApply("没有给出新增的条文。")
    return article(seat, lines, style)


def numbered(text: str) -> list[Number]:
    """The numbers of the articles printed in a text."""
    heads = [article_number(line) for line in lines_of_text((text,))]
    return [head[0] for head in heads if head and head[1]]


def home_of(anchor: Part | None, where: Where, added: Part | None) -> Part | None:
    """The chapter a new article goes to when the instruction says so; None when it does not."""
    if anchor is None:
        return added
    if anchor.kind in DIVISIONS:
        inside = added is not None and added.parent is anchor
        if inside:
            return added
        return anchor if where is Where.INSIDE else None
    return None


def place_articles(
    law: LawText, added: list[Part], home: Part | None, anchor: Part | None, where: Where
) -> None:
    """Hang new articles where they will be numbered from; `seats` settles the order later."""
    for one in added:
        one.home = home
        one.beside = anchor if where is Where.BEFORE else None
    if anchor is not None and anchor.parent and anchor.kind is Kind.ARTICLE:
        at = anchor.parent.children.index(anchor) + (where is not Where.BEFORE)
        for step, one in enumerate(added):
            anchor.parent.add(one, at + step)
        return
    if home is not None:
        for one in added:
            home.add(one, _end_of(home))
        return
    for one in added:
        one.loose = True
        law.root.add(one, len(law.root.children))


def _end_of(home: Part) -> int:
    """Behind the last article of a chapter, before its first section if it has none."""
    articles = [at for at, child in enumerate(home.children) if child.kind is Kind.ARTICLE]
    return articles[-1] + 1 if articles else len(home.children)


def place_division(law: LawText, part: Part, around: Part | None, where: Where) -> None:
    """Hang a new chapter behind the one with the number before. Raises CannotApply."""
    if around is not None and around.kind is part.kind and around.parent:
        at = around.parent.children.index(around) + (where is Where.AFTER)
        around.parent.add(part, at)
        law.divisions.append(part)
        return
    row = around.children if around is not None else None
    siblings = [one for one in row or law.divisions if one.kind is part.kind and not one.gone]
    parents = {id(one.parent): one.parent for one in siblings}
    if len(parents) != 1:
        raise CannotApply("看不出新的章（节）放在哪里，请写明在哪一章之后。")
    parent = siblings[0].parent
    if parent is None:
        raise CannotApply("看不出新的章（节）放在哪里。")
    seat = part.seat or (0, 0)
    before = [one for one in siblings if (one.seat or one.number or (0, 0)) < seat]
    anchor = before[-1] if before else siblings[0]
    parent.add(part, parent.children.index(anchor) + bool(before))
    law.divisions.append(part)


def replace_paragraphs(parts: list[Part], lines: list[str], style: Style) -> list[Part]:
    """New 款 in the place of the ones named, which stand side by side. Raises CannotApply."""
    parent = parts[0].parent
    if parent is None or any(part.parent is not parent for part in parts):
        raise CannotApply("所列各款不在同一条里。")
    living = [one for one in parent.children if not one.gone]
    if any(living.index(b) - living.index(a) != 1 for a, b in pairwise(parts)):
        raise CannotApply("所列各款不相连，不能用一段文字替换。")
    opens = living[0] is parts[0] and parent.kind is Kind.ARTICLE
    rows = paragraphs(lines, style, first=opens)
    if not rows:
        raise CannotApply("没有给出新的文字。")
    if rows[0].kind is not Kind.PARAGRAPH:
        raise CannotApply("给出的文字以项开头，不是一款。")
    if len(parts) > 1 and len(rows) != len(parts):
        raise CannotApply(f"所列有{len(parts)}款，给出的文字有{len(rows)}款，对不上。")
    at = parent.children.index(parts[0])
    if len(rows) == len(parts):
        for part, row in zip(parts, rows, strict=True):
            row.number, row.unit, row.seat = part.number, part.unit, part.seat
    elif rows:
        first = parts[0]
        rows[0].number, rows[0].unit, rows[0].seat = first.number, first.unit, first.seat
    for part in parts:
        remove(part)
        part.number = None
    for step, row in enumerate(rows):
        parent.add(row, at + step)
    return rows


def rewritten_item(part: Part, line: str) -> str:
    """A 项 with new words; the quotation may repeat its mark. Raises CannotApply."""
    own = part.own.strip(BLANKS)
    mark, new = read_mark(own, 0, len(own)), read_mark(line, 0, len(line))
    seat = part.seat[0] if part.seat else None
    if mark is None:
        raise CannotApply("旧文本里这一项没有编号，请手工修改。")
    if new and new.number not in {mark.number, seat}:
        raise CannotApply("给出的项的编号和所说的不一致。")
    words = (line[new.end :] if new else line).strip(BLANKS)
    ending = "" if words[-1:] in "。；：;" or own[-1:] not in "。；;" else own[-1]
    return own[: mark.end] + words + ending


def add_rows(law: LawText, said: Instruction, style: Style) -> list[Part]:
    """New 款 or 项. Raises CannotApply."""
    if not said.targets:
        raise CannotApply("没有写明加在哪一条。")
    target = said.targets[-1]
    around = law.find(target)
    if any(
        key(words) not in key((around.above(Kind.ARTICLE) or around).text()) for words in said.words
    ):
        raise CannotApply(f"{target.label()}里找不到“{said.words[0]}”。")
    lines = lines_of_text(said.texts)
    if said.unit is Kind.PARAGRAPH:
        return _add_paragraphs(around, lines, said, style)
    return _add_items(around, lines, said, style)


def _add_paragraphs(around: Part, lines: list[str], said: Instruction, style: Style) -> list[Part]:
    host = around.above(Kind.ARTICLE, Kind.PREAMBLE)
    if host is None:
        raise CannotApply("没有写明加在哪一条。")
    rows = paragraphs(lines, style, first=False)
    seats = [place.paragraph for place in said.goals if place.paragraph]
    if seats and any(place.article not in {None, said.targets[-1].article} for place in said.goals):
        raise CannotApply("新增的款和所在的条对不上。")
    if len(rows) != (said.count or len(rows)) or (seats and len(seats) != len(rows)):
        raise CannotApply(f"说增加{said.count or len(seats)}款，给出的文字有{len(rows)}款。")
    if rows and rows[0].kind is not Kind.PARAGRAPH:
        raise CannotApply("给出的文字以项开头，不是一款。")
    side = said.where in {Where.AFTER, Where.BEFORE} and around.kind is Kind.PARAGRAPH
    if not seats and not side:
        raise CannotApply("没有写明新增的是第几款。")
    anchor = around if side else None
    at = host.children.index(anchor) + (said.where is Where.AFTER) if anchor else len(host.children)
    for step, row in enumerate(rows):
        row.seat = (seats[step], 0) if seats else None
        host.add(row, at + step)
    return rows


def _add_items(around: Part, lines: list[str], said: Instruction, style: Style) -> list[Part]:
    kind = said.unit or Kind.ITEM
    host = _list_in(around, kind)
    seats = [place.number for place in said.goals]
    if len(lines) != (said.count or len(lines)) or (seats and len(seats) != len(lines)):
        raise CannotApply(f"说增加{said.count or len(seats)}项，给出的文字有{len(lines)}项。")
    living = host.living(kind)
    if not seats:
        first = living[-1].number if living and said.where is Where.INSIDE else None
        marks = [read_mark(line, 0, len(line)) for line in lines]
        seats = [(mark.number, 0) for mark in marks if mark]
        if len(seats) != len(lines) and first is None:
            raise CannotApply("没有写明新增的是第几项。")
    if len(seats) != len(lines):
        raise CannotApply("没有写明新增的是第几项。")
    model = living[0]
    form = model.own.strip(BLANKS)
    mark = read_mark(form, 0, len(form))
    if mark is None:
        raise CannotApply("旧文本里各项没有编号，请手工修改。")
    added = []
    for line, seat in zip(lines, seats, strict=True):
        new = read_mark(line, 0, len(line))
        if new and (new.number, 0) != seat:
            raise CannotApply("给出的项的编号和所说的不一致。")
        words = (line[new.end :] if new else line).strip(BLANKS)
        ending = "" if words[-1:] in "。；：;" else "；"
        own = lead_of(model.own) + form[: mark.end] + words + ending + _line_end(model, style)
        added.append(Part(kind, [(own, None)], seat=seat))
    last = host.children.index(living[-1]) + 1
    for step, part in enumerate(added):
        host.add(part, last + step)
    return added


def _line_end(model: Part, style: Style) -> str:
    tail = tail_of(model.own)
    return tail if "\n" in tail else style.ending


def _list_in(around: Part, kind: Kind) -> Part:
    """The 款 (or 项) whose list is meant: the one named, or the only one that has a list."""
    if kind is Kind.SUBITEM:
        if around.kind is not Kind.ITEM or not around.living(kind):
            raise CannotApply("没有写明加在哪一项，或者这一项没有目。")
        return around
    if around.kind is Kind.ITEM and around.parent:
        return around.parent
    if around.kind is Kind.PARAGRAPH:
        if not around.living(kind):
            raise CannotApply("所说的款没有项。")
        return around
    lists = [one for one in around.living(Kind.PARAGRAPH) if one.living(kind)]
    if len(lists) != 1:
        raise CannotApply(f"所说的条里有{len(lists)}处分项，请写明是哪一款。")
    return lists[0]


def merge_rows(parts: list[Part], said: Instruction, style: Style) -> list[Part]:
    """Several 款 become one with the text given. Raises CannotApply."""
    if not said.texts or {part.kind for part in parts} != {Kind.PARAGRAPH}:
        raise CannotApply("合并款、项应当给出合并后的文字。")
    host = parts[0].parent
    if any(part.parent is not host for part in parts):
        raise CannotApply("所列各款不在同一条里。")
    rows = replace_paragraphs(parts[:1], lines_of_text(said.texts), style)
    for part in parts[1:]:
        remove(part)
    for row in rows[:1]:
        row.seat = said.goals[0].number if said.goals else None
    return rows


def absorb(kept: Part, part: Part, move: bool) -> None:
    """One article goes into another; its 款 go along when `move`."""
    kept.origins += part.origins
    if move:
        for child in [one for one in part.children if not one.gone]:
            child.detach()
            kept.add(child, len(kept.children))
    remove(part)
    part.became = kept


def stand_alone(law: LawText, part: Part, number: Number, style: Style) -> Part:
    """A 款 becomes an article of its own. Raises CannotApply."""
    host = part.above(Kind.ARTICLE)
    if host is None:
        raise CannotApply("这一款不在条里。")
    new = article(number, [], style)
    own = part.own
    lead = len(lead_of(own))
    row = Part(Kind.PARAGRAPH, [(style.gap, None), *slice_runs(part.runs, lead, len(own))])
    for child in [one for one in part.children if not one.gone]:
        child.detach()
        row.add(child, len(row.children))
    new.add(row, 0)
    new.origins = list(host.origins)
    remove(part)
    part.became = new
    if not host.living(Kind.PARAGRAPH):
        remove(host)
    place_articles(law, [new], None, None, Where.INSIDE)
    return new


def move(sources: list[Part], goal: Part, where: Where) -> None:
    """Put parts behind or before another one."""
    parent = goal.parent
    if parent is None:
        raise CannotApply("移不到那里。")
    for part in sources:
        part.detach()
    at = parent.children.index(goal) + (where is Where.AFTER)
    for step, part in enumerate(sources):
        parent.add(part, at + step)
