"""A list of comments in CSV or JSONL, as `consult group` reads it."""

import contextlib
import csv
import io
from collections.abc import Iterator

import msgspec

from consult.errors import Invalid
from reports.model import Comment


def parse(data: bytes) -> list[Comment]:
    """The comments in a CSV (columns id, text, optional article) or JSONL file, UTF-8 or GB18030.

    Raises Invalid with the line when a row has no id or text, or an id comes twice.
    """
    text = _decode(data)
    rows = _jsonl(text) if text.lstrip().startswith("{") else _csv(text)
    comments: dict[str, Comment] = {}
    for line, row in rows:
        comment = _comment(line, row)
        if comment.id in comments:
            raise Invalid("第 {line} 行的 id“{id}”前面已经用过。", line=line, id=comment.id)
        comments[comment.id] = comment
    return list(comments.values())


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    raise Invalid("认不出意见表的文字编码。请另存为 UTF-8 后再试。")


def _comment(line: int, row: dict[str, object]) -> Comment:
    if row.get("id") in (None, "") or not isinstance(row.get("text"), str):
        raise Invalid("第 {line} 行缺少 id 或 text：每行都要有这两列。", line=line)
    article = row.get("article")
    return Comment(
        id=str(row["id"]), text=str(row["text"]), article=str(article) if article else None
    )


def _jsonl(text: str) -> Iterator[tuple[int, dict[str, object]]]:
    for line, content in enumerate(text.split("\n"), start=1):
        if content.strip():
            try:
                yield line, msgspec.json.decode(content, type=dict[str, object])
            except msgspec.DecodeError:
                raise Invalid("第 {line} 行不是一个 JSON 对象。", line=line) from None


def _csv(text: str) -> Iterator[tuple[int, dict[str, object]]]:
    lines = csv.DictReader(io.StringIO(text, newline=""))
    if not {"id", "text"} <= set(lines.fieldnames or ()):
        raise Invalid("意见表的第一行要有 id 和 text 两个列名，可以再有 article。")
    for row in lines:
        yield lines.line_num, {str(name): value for name, value in row.items()}
