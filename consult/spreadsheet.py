"""Opinions in a table: which column is which, and each row with the number a clerk sees.

CSV in any encoding offices use; xlsx, xls and ods through calamine. The header may stand below a
title, and not on the first sheet.
"""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from consult.errors import Invalid
from consult.workbook import Broken, Grid, TooLarge, read_apart
from drafts.formats.decoding import decode
from drafts.formats.file_reading import Unreadable

MAX_BYTES = 20 * 1024 * 1024
MAX_INFLATED = 200 * 1024 * 1024
MAX_ENTRIES = 2000
HEADER_WITHIN = 10
"""Rows among which a header is looked for."""
DELIMITED = (".csv", ".txt", ".tsv")
WORKBOOKS = (".xlsx", ".xls", ".ods", ".xlsb", ".xlsm")

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": (
        *("意见", "意见内容", "意见和建议", "意见建议", "建议内容", "内容", "来电内容", "诉求内容"),
        *("留言内容", "具体意见", "原文", "text", "comment", "opinion", "comment-body"),
        *("评论内容", "评论正文", "留言", "工单内容", "诉求描述", "问题描述", "主要内容"),
        *("消息内容", "聊天内容", "发言内容", "StrContent"),
    ),
    "address": ("针对条款", "条款", "条文", "所涉条款", "涉及条款", "条款号", "address", "article"),
    "kind": ("类型", "意见类型", "类别", "kind", "type"),
    "proposed": ("建议修改为", "修改建议", "建议文字", "修改为", "建议表述", "proposed"),
    "reason": ("理由", "修改理由", "理由和依据", "reason"),
    "name": (
        *("姓名", "提出人", "来信人", "来电人", "昵称", "单位", "姓名或单位", "name"),
        *("用户昵称", "用户名", "评论者", "评论人", "网友", "市民姓名", "诉求人", "反映人"),
        *("发送人", "发送者", "发言人", "群昵称", "NickName"),
    ),
    "contact": (
        *("电话", "联系方式", "联系电话", "手机", "邮箱", "电子邮箱", "contact", "email"),
        *("手机号", "手机号码", "来电号码", "主叫号码"),
    ),
    "region": (
        *("地区", "所在地区", "区县", "所在区", "区域", "region"),
        *("IP属地", "IP归属地", "属地", "所属区域"),
    ),
    "received": (
        *("收到日期", "日期", "时间", "收到时间", "来信日期", "来电时间", "received", "date"),
        *("评论时间", "发布时间", "留言时间", "提交时间", "受理时间", "登记时间", "发送时间"),
        *("消息时间", "StrTime"),
    ),
    "name_public": ("同意公开姓名", "是否同意公开", "具名", "公开姓名", "name_public"),
    "contact_point": ("联系点", "基层立法联系点", "联系点名称", "报送联系点", "contact-point"),
    "id": (
        *("序号", "编号", "来件编号", "id", "comment-id"),
        *("工单编号", "工单号", "评论ID", "留言编号", "消息ID", "MsgSvrID"),
    ),
}
DUTY_COLUMNS: dict[str, tuple[str, ...]] = {
    "address": COLUMNS["address"],
    "department": ("部门", "责任部门", "责任单位", "承办部门", "单位", "department"),
    "task": ("主办/协办", "主办协办", "主协办", "分工", "责任", "task"),
    "words": ("职责", "职责边界", "职责分工", "负责事项", "duty"),
    "due": ("期限", "反馈期限", "答复期限", "办理期限", "截止日期", "due"),
    "id": COLUMNS["id"],
}


class Sheet(msgspec.Struct, frozen=True):
    """What a table file holds: by our names, the headers a column may have, and the columns it
    cannot do without. `lacking` says what is wrong when one of these is not there."""

    titles: dict[str, tuple[str, ...]]
    needed: frozenset[str]
    lacking: Callable[[str], Invalid]


OPINIONS = Sheet(
    COLUMNS,
    frozenset({"text"}),
    lambda found: Invalid(
        "没有找到意见所在的列。表头里要有“意见内容”一列；现在的第一行是：{found}。",
        field="file",
        found=found,
    ),
)
DUTIES = Sheet(
    DUTY_COLUMNS,
    frozenset({"address", "department"}),
    lambda found: Invalid(
        "没有找到条款或者部门所在的列。表头里要有“条款”和“部门”两列；现在的第一行是：{found}。",
        field="file",
        found=found,
    ),
)


class SheetRow(msgspec.Struct, frozen=True):
    """One row: its number in the file as a clerk counts (header rows included), and its cells
    by our column names, as text."""

    row: int
    cells: dict[str, str]


def read_rows(
    data: bytes, filename: str, columns: dict[str, str] | None = None, sheet: Sheet = OPINIONS
) -> Iterator[SheetRow]:
    """The rows of a table file that are not empty.

    `columns` maps our names to the headers in the file, for headers that are not recognised.
    Raises Invalid when the file cannot be read or a column is lacking that `sheet` needs.
    """
    table, start, header = _first_usable(grids(data, filename), columns or {}, sheet)
    for position, cells in enumerate(table[start + 1 :], start=start + 2):
        named = {name: cells[at] for name, at in header.items() if at < len(cells) and cells[at]}
        if named.keys() - {"id"}:
            yield SheetRow(position, named)


def grids(data: bytes, filename: str) -> tuple[Grid, ...]:
    """The sheets of a table file, one of a delimited text. Raises Invalid (promise R17)."""
    if len(data) > MAX_BYTES:
        raise Invalid("文件超过 20 MB，请分成几个文件导入。", field="file")
    name = filename.lower()
    if name.endswith(DELIMITED):
        return (Grid("", _read_csv(data)),)
    if name.endswith(WORKBOOKS):
        return _read_workbook(data)
    raise Invalid("只能导入 .csv、.xlsx、.xls 或 .ods 表格。请另存为其中一种再导入。", field="file")


def _first_usable(
    found: Sequence[Grid], columns: dict[str, str], sheet: Sheet
) -> tuple[list[list[str]], int, dict[str, int]]:
    """The first sheet with the columns that are needed; else what the first one lacks is said."""
    for grid in found:
        position, header = find_header(grid.cells, columns, sheet)
        if sheet.needed <= header.keys():
            return grid.cells, position, header
    first = next((cells for grid in found for cells in grid.cells if any(cells)), [])
    raise sheet.lacking("、".join(cell for cell in first if cell)[:200] or "（空）")


def _read_csv(data: bytes) -> list[list[str]]:
    text = _decode(data)
    head = "".join(text.split("\n", HEADER_WITHIN)[:HEADER_WITHIN])
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    if "\x00" in text:
        raise Invalid("这个文件不是文本表格。请在表格软件里另存为 .csv 或 .xlsx。", field="file")
    csv.field_size_limit(MAX_BYTES)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        return [[cell.strip() for cell in row] for row in rows]
    except csv.Error as error:
        raise Invalid("表格读到一半出错：{reason}", field="file", reason=error) from error


def _decode(data: bytes) -> str:
    try:
        return decode(data)
    except Unreadable:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        raise Invalid(
            "看不出文件的编码。请在表格软件里另存为 UTF-8 编码的 .csv 或 .xlsx。", field="file"
        ) from None


def _read_workbook(data: bytes) -> tuple[Grid, ...]:
    _refuse_bomb(data)
    try:
        return read_apart(data)
    except Broken as error:
        raise Invalid(
            "这个表格打不开，可能已损坏或加了密码。请重新另存后再导入。", field="file"
        ) from error
    except TooLarge as error:
        raise Invalid(
            "表格的格子太多，不能导入。请删去空白的行和列，再导入。", field="file"
        ) from error


def _refuse_bomb(data: bytes) -> None:
    """Count what a zip would inflate to before any parser sees it (promise R17)."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            too_many = len(entries) > MAX_ENTRIES
            if too_many or _inflated(archive, entries) > MAX_INFLATED:
                raise Invalid("这个表格展开后太大，不能导入。请分成几个文件。", field="file")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise Invalid(
            "这个表格打不开，可能已损坏或加了密码。请重新另存后再导入。", field="file"
        ) from error


def _inflated(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> int:
    total = 0
    for entry in entries:
        with archive.open(entry) as file:
            while piece := file.read(1 << 20):
                total += len(piece)
                if total > MAX_INFLATED:
                    return total
    return total


def find_header(
    table: Sequence[Sequence[str]], columns: Mapping[str, str], sheet: Sheet
) -> tuple[int, dict[str, int]]:
    """The row a table's header stands in and, by our names, its columns that are recognised;
    where none has every column that is needed, the row that has most; where none is recognised
    at all, the fullest, for a title above the header fills one cell. Raises nothing."""
    wanted = {
        name: (columns[name],) if name in columns else known for name, known in sheet.titles.items()
    }
    names = {fold(title): name for name, titles in wanted.items() for title in titles if title}
    best: tuple[int, dict[str, int]] = (0, {})
    for position, cells in enumerate(table[:HEADER_WITHIN]):
        header: dict[str, int] = {}
        for at, cell in enumerate(cells):
            name = names.get(fold(cell))
            if name:
                header.setdefault(name, at)
        if sheet.needed <= header.keys():
            return position, header
        best = (position, header) if len(header) > len(best[1]) else best
    return best if best[1] else (_fullest(table), {})


def _fullest(table: Sequence[Sequence[str]]) -> int:
    """The first of the rows at the top that have most cells filled."""
    filled = [sum(map(bool, cells)) for cells in table[:HEADER_WITHIN]]
    return filled.index(max(filled)) if filled else 0


def fold(title: str) -> str:
    """A header as it is compared: without blanks, width and case."""
    return "".join(unicodedata.normalize("NFKC", title).casefold().split())
