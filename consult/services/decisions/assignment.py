"""The rows of a 责任清单 as they are understood: which department, for which articles, how."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

import msgspec

from consult.errors import Invalid
from consult.services.intake.rows import RowError
from consult.spreadsheet import SheetRow
from drafts import model
from drafts.address import find_in_text
from drafts.annexes import gathered
from reports.model import Task

WITHDRAWN = "withdrawn"
_TASKS = {
    **dict.fromkeys(("", "主办", "牵头", "主责", "负责", Task.LEAD.value), Task.LEAD.value),
    **dict.fromkeys(("协办", "配合", "会同", "参与", Task.ASSIST.value), Task.ASSIST.value),
    **dict.fromkeys(("撤销", "取消", "不再负责", WITHDRAWN), WITHDRAWN),
}
_WHOLE = frozenset({"全文", "whole", "总体", "草案", "全部", "/", "-"})
_BETWEEN = re.compile(r"[、,，;；\n]+")
_RANGE = re.compile(r"(.+?)\s*(?:至|到|—|–|～|~)\s*(.+)")
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y-%m-%d 00:00:00")
_LONGEST = {"department": 100, "words": 500}


class Line(msgspec.Struct, frozen=True):
    """A row of the file as it was understood, for one article ("": the draft as a whole). `task`
    is lead, assist or withdrawn."""

    row: int
    address: str
    department: str
    task: str
    words: str = ""
    due: dt.date | None = None

    @property
    def place(self) -> tuple[str, str]:
        """What there can be one of: an article and a department."""
        return self.address, self.department


def understand(rows: Iterable[SheetRow], tree: model.Draft) -> tuple[list[Line], list[RowError]]:
    """A line for each article and department the rows name, and the rows that cannot be used."""
    lines: dict[tuple[str, str], Line] = {}
    errors: list[RowError] = []
    for row in rows:
        try:
            for line in _lines(row, tree):
                first = lines.setdefault(line.place, line)
                if first is not line:
                    raise Invalid("这一行与第 {n} 行写的是同一条、同一部门。", n=first.row)
        except Invalid as error:
            errors.append(RowError(row.row, error))
    return list(lines.values()), errors


def _lines(row: SheetRow, tree: model.Draft) -> list[Line]:
    name = row.cells.get("department", "")
    if not name:
        raise Invalid("这一行没有写部门。")
    for cell, limit in _LONGEST.items():
        if len(row.cells.get(cell, "")) > limit:
            short = row.cells[cell][:20]
            raise Invalid("“{value}…”太长，最多 {limit} 字。", value=short, limit=limit)
    task = row.cells.get("task", "")
    if task not in _TASKS:
        raise Invalid("“{task}”不在主办、协办、撤销之中。", task=task[:20])
    words, due = row.cells.get("words", ""), _due(row.cells.get("due", ""))
    places = dict.fromkeys(_places(row.cells.get("address", ""), tree))
    return [Line(row.row, at, name, _TASKS[task], words, due) for at in places]


def _places(said: str, tree: model.Draft) -> Iterator[str]:
    """The articles a cell names: 第五条、第七条至第九条, all those of 第二章, 附件一, 全文."""
    if not said:
        raise Invalid("这一行没有写条款。管全文的请写“全文”。")
    if said in _WHOLE:
        yield ""
        return
    for piece in filter(None, (part.strip() for part in _BETWEEN.split(said))):
        span = _RANGE.fullmatch(piece)
        first = _unit(span[1] if span else piece, said, tree)
        last = _unit(span[2], said, tree) if span else first
        found = _articles(first, last, tree)
        if not found:
            raise Invalid(
                "看不懂条款“{said}”，请写成“第十条、第十二条至第十五条”这样。", said=said[:40]
            )
        yield from found


def _unit(words: str, said: str, tree: model.Draft) -> model.Unit:
    address = find_in_text(words)
    unit = tree.find(address) if address else None
    if unit is None:
        raise Invalid("草案中没有“{said}”，请核对条款号。", said=said[:40])
    return unit


def _articles(first: model.Unit, last: model.Unit, tree: model.Draft) -> list[str]:
    """The articles (or annexes) from one unit to another, both included; none where neither holds
    any."""
    within = gathered(tree)
    order = list(dict.fromkeys(unit.address for unit in within.values()))
    held = [
        order.index(within[unit.address].address)
        for whole in (first, last)
        for unit in whole.walk()
        if unit.address in within
    ]
    return order[min(held) : max(held) + 1] if held else []


def _due(said: str) -> dt.date | None:
    if not said:
        return None
    for form in _DATES:
        try:
            return dt.datetime.strptime(said, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Invalid("看不懂日期“{said}”，请写成 2026-03-10 这样。", said=said[:40])
