"""A row of a file as somebody wrote it → a comment that can be stored, or what is wrong with it.

A row is recognised by its channel, its number, and every word in it; identical rows of one file
are told apart by their order.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from consult import lifecycle
from consult.errors import Invalid
from consult.spreadsheet import SheetRow
from drafts import model
from drafts.address import find_in_text
from drafts.annexes import gathered
from reports.model import Channel, CommentKind

TEXT_LIMIT = 20_000
NOWHERE: Mapping[int, str] = MappingProxyType({})
"""No row is led anywhere by its words."""
_SHORT = {"name": 60, "contact": 120, "region": 60, "contact_point": 100}
KINDS = {
    "修改": CommentKind.AMEND,
    "增加": CommentKind.ADD,
    "新增": CommentKind.ADD,
    "删除": CommentKind.DELETE,
    "删去": CommentKind.DELETE,
    "疑问": CommentKind.QUESTION,
    "咨询": CommentKind.QUESTION,
    "支持": CommentKind.SUPPORT,
    "赞成": CommentKind.SUPPORT,
    "其他": CommentKind.OTHER,
    **{kind.value: kind for kind in CommentKind},
}
_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
_NOON = 12


class RowError(msgspec.Struct, frozen=True):
    """A row that was not taken: its number in the file, what is wrong and what to do; the
    sentence can still be translated, and `str` gives it in Chinese."""

    row: int
    message: Invalid


class Standing(StrEnum):
    """What becomes of a row: it is new, it is there already, or it is there but its batch was
    undone, so that it is taken in again."""

    NEW = "new"
    ALREADY = "already"
    AGAIN = "again"


class Arrival(msgspec.Struct, frozen=True):
    """A row ready to store."""

    row: int
    key: str
    address: str | None
    article: str | None
    kind: CommentKind
    received: dt.datetime
    cells: dict[str, str]
    standing: Standing = Standing.NEW


def understand(
    rows: Iterable[SheetRow],
    channel: Channel,
    tree: model.Draft,
    now: dt.datetime,
    address: str | None,
    led: Mapping[int, str] = NOWHERE,
) -> tuple[list[Arrival], list[RowError]]:
    """The rows that can be stored, and those that cannot. One that names no place belongs where
    `led` puts it, by row, and else to `address`."""
    places = {address: place.address for address, place in gathered(tree).items()}
    known = {unit.address for unit in tree.walk()}
    seen: Counter[str] = Counter()
    arrivals, errors = [], []
    for row in rows:
        try:
            where = _address(row, known) or led.get(row.row) or address
            arrivals.append(
                Arrival(
                    row=row.row,
                    key=_key(row, channel, seen),
                    address=where,
                    article=places.get(where) if where else None,
                    kind=_kind(row),
                    received=_received(row, now),
                    cells=_limited(row),
                )
            )
        except Invalid as error:
            errors.append(RowError(row.row, error))
    return arrivals, errors


def through(row: SheetRow, contact_point: str) -> SheetRow:
    """The row with the 联系点 it came through, where it names none. It is part of what the row is
    recognised by: two 联系点 may hand in the same words."""
    named = row.cells.get("contact_point") or not contact_point
    return row if named else SheetRow(row.row, {**row.cells, "contact_point": contact_point})


def standing_of(arrivals: list[Arrival], live: set[str], undone: set[str]) -> list[Arrival]:
    """The arrivals with their standing among the keys that are there: those of batches that were
    undone may be taken in anew, each time under another key."""
    found = []
    for arrival in arrivals:
        key, times = arrival.key, 0
        while key in undone:
            times += 1
            key = hashlib.sha256(f"{arrival.key}:again:{times}".encode()).hexdigest()
        standing = Standing.AGAIN if times else Standing.NEW
        if key in live:
            standing = Standing.ALREADY
        found.append(msgspec.structs.replace(arrival, key=key, standing=standing))
    return found


def _address(row: SheetRow, known: set[str]) -> str | None:
    said = row.cells.get("address", "")
    if not said or said in ("全文", "总体", "无", "/", "-"):
        return None
    address = find_in_text(said)
    if address is None:
        raise Invalid("看不懂条款“{said}”，请写成“第十条第二款”这样。", said=said[:40])
    if address not in known:
        raise Invalid("草案中没有“{said}”，请核对条款号。", said=said[:40])
    return address


def _kind(row: SheetRow) -> CommentKind:
    said = row.cells.get("kind", "")
    if not said:
        return CommentKind.OTHER
    if said not in KINDS:
        raise Invalid(
            "意见类型“{said}”不在修改、增加、删除、疑问、支持、其他之中。", said=said[:20]
        )
    return KINDS[said]


def _received(row: SheetRow, now: dt.datetime) -> dt.datetime:
    said = row.cells.get("received", "").replace("T", " ")
    if not said:
        return now
    for form in _DATES:
        try:
            moment = dt.datetime.strptime(said, form)  # noqa: DTZ007 - the zone is set below
        except ValueError:
            continue
        if "%H" not in form:
            moment = moment.replace(hour=_NOON)
        return moment.replace(tzinfo=lifecycle.SHANGHAI)
    raise Invalid("看不懂日期“{said}”，请写成 2026-03-10 这样。", said=said[:40])


def _limited(row: SheetRow) -> dict[str, str]:
    text = row.cells.get("text", "")
    if not text and not row.cells.get("proposed"):
        raise Invalid("这一行没有意见内容。")
    if len(text) > TEXT_LIMIT:
        raise Invalid(
            "这条意见有 {n} 字，超过 {limit} 字，请分成几行。", n=len(text), limit=TEXT_LIMIT
        )
    for name, limit in _SHORT.items():
        if len(row.cells.get(name, "")) > limit:
            raise Invalid(
                "“{value}…”太长，最多 {limit} 字。", value=row.cells[name][:20], limit=limit
            )
    if any("\x00" in cell for cell in row.cells.values()):
        raise Invalid("这一行有不能保存的字符（NUL）。")
    return {"text": text, **row.cells}


def _key(row: SheetRow, channel: Channel, seen: Counter[str]) -> str:
    content = msgspec.json.encode([channel.value, row.cells], order="deterministic")
    digest = hashlib.sha256(content).hexdigest()
    seen[digest] += 1
    return hashlib.sha256(f"{digest}:{seen[digest]}".encode()).hexdigest()
