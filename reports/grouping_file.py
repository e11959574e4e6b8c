"""A list of comments in a CSV or JSONL file, read for `consult group`. Bytes in, comments out."""

import csv
import io
from collections.abc import Iterator

import msgspec

from reports.model import Comment

_NAMES = {
    "id": ("id", "comment-id", "comment_id", "编号", "序号"),
    "text": ("text", "comment-body", "comment", "body", "意见", "意见内容", "内容"),
    "article": ("article", "条文", "条款"),
}
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_FIELD = 1 << 24


class RowError(msgspec.Struct, frozen=True):
    """A row that could not be read: its number as a spreadsheet counts it (the header is 1; in
    JSONL the line), 0 for the file as a whole, and what to do about it."""

    row: int
    message: str


class _BadRow(Exception):
    """One row cannot be read; the message is for people."""


_Rows = Iterator[tuple[int, dict[str, str] | _BadRow]]


def _decode(data: bytes) -> str | None:
    encodings = ("utf-16",) if data.startswith(_UTF16_MARKS) else _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _columns(header: list[str]) -> dict[str, int]:
    """Which column holds what; the first of our names that the header has wins."""
    titles = [title.strip().casefold() for title in header]
    return {
        field: titles.index(name)
        for field, names in _NAMES.items()
        for name in reversed(names)
        if name in titles
    }


def _delimiter(text: str) -> str:
    header = text.lstrip("\r\n").partition("\n")[0]
    return max(",\t;", key=header.count)


def _csv_rows(text: str) -> _Rows:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns: dict[str, int] = {}
    for number, row in enumerate(reader, 1):
        if not any(cell.strip() for cell in row):
            continue
        if columns:
            yield number, {field: "".join(row[at : at + 1]) for field, at in columns.items()}
            continue
        columns = _columns(row)
        if missing := sorted({"id", "text"} - columns.keys()):
            yield number, _BadRow(f"表头缺少 {'、'.join(missing)} 列；表头应当有 id 和 text。")
            return


def _field(record: dict[str, object], field: str) -> str:
    for name in _NAMES[field]:
        value = record.get(name)
        if isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None:
            raise _BadRow(f"{name} 应当是文字，请改正这一行。")
    if field == "text":
        raise _BadRow("这一行没有 text，请补上意见内容或者删去这一行。")
    return ""


def _jsonl_rows(text: str) -> _Rows:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = msgspec.json.decode(line, type=dict[str, object])
            yield number, {field: _field(record, field) for field in _NAMES}
        except msgspec.DecodeError:
            yield number, _BadRow("这一行不是一个 JSON 对象，请检查引号和括号。")
        except _BadRow as error:
            yield number, error


def _is_jsonl(name: str, text: str) -> bool:
    suffix = name.casefold().rpartition(".")[2]
    if suffix in ("jsonl", "ndjson", "json"):
        return True
    return suffix not in ("csv", "tsv", "txt") and text.lstrip().startswith("{")


def _rows(data: bytes, name: str) -> _Rows:
    text = _decode(data)
    if text is None or "\0" in text:
        yield 0, _BadRow("读不出文字：请把文件存为 UTF-8 或 GB18030 编码的 CSV 或 JSONL。")
    elif not text.strip():
        yield 0, _BadRow("文件是空的。")
    else:
        yield from _jsonl_rows(text) if _is_jsonl(name, text) else _csv_rows(text)


def read(data: bytes, name: str) -> tuple[list[Comment], list[RowError]]:
    """The comments of a file with columns id, text and optionally article, and the rows refused.

    Column names of Polis exports (comment-id, comment-body) and Chinese ones are understood. A
    row without words is kept (it will be a cluster「无文字」); a row without id or with an id
    already used is refused. Every row that is not blank is either a comment or an error.
    Never raises.
    """
    comments: list[Comment] = []
    errors: list[RowError] = []
    first: dict[str, int] = {}
    try:
        for number, row in _rows(data, name):
            if isinstance(row, _BadRow):
                errors.append(RowError(number, str(row)))
                continue
            key = row["id"].strip()
            if not key:
                errors.append(RowError(number, "这一行没有编号（id），请补上。"))
            elif key in first:
                errors.append(RowError(number, f"编号 {key} 与第 {first[key]} 行重复，请改正。"))
            else:
                first[key] = number
                comments.append(Comment(key, row["text"], row.get("article", "").strip() or None))
    except csv.Error as error:
        errors.append(RowError(0, f"表格的格式有误（{error}），请重新导出后再试。"))
    return comments, errors
