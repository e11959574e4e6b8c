"""Collecting opinions that came on paper, by mail, by phone: a table file in, comments stored.

Importing a file twice adds nothing. A row is recognised by its channel, its number, and every
word in it; identical rows of one file are told apart by their order. A row that cannot be taken
is reported by its number and the others go in.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from consult import lifecycle
from consult.engine import bulk_insert, write_tx
from consult.errors import Invalid
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.services.submissions import target
from consult.services.submissions.comment import public_number
from consult.services.submissions.target import Asked
from consult.spreadsheet import SheetRow, read_rows
from consult.tables import Comment, Round, Submission
from drafts import model
from drafts.address import find_in_text
from drafts.annexes import gathered
from reports.model import Channel, CommentKind

TEXT_LIMIT = 20_000
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
_YES = frozenset({"是", "同意", "1", "y", "yes", "true", "√", "公开"})
_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
_NOON = 12


class RowError(msgspec.Struct, frozen=True):
    """A row that was not taken: its number in the file, what is wrong and what to do; the
    sentence can still be translated, and `str` gives it in Chinese."""

    row: int
    message: Invalid


class File(msgspec.Struct, frozen=True):
    """A file of opinions: the channel they came through, its name, its bytes."""

    channel: Channel
    name: str
    data: bytes


class Given(msgspec.Struct, frozen=True):
    """What holds for the rows of a file that do not say it: where they belong, and through which
    联系点 they came."""

    address: str | None = None
    contact_point: str = ""


NOTHING = Given()
"""Every row says for itself."""
NOTHING_ASKED: Mapping[int, Asked] = MappingProxyType({})
"""No row speaks of certain words."""


class CollectedComment(msgspec.Struct, frozen=True):
    """A row that can be taken, as it was understood."""

    row: int
    address: str | None
    kind: CommentKind
    text: str


class Collected(msgspec.Struct, frozen=True):
    """What a file holds and what was done with it; with a dry run `added` is what would be.
    `numbers` are those the stored ones got."""

    comments: tuple[CollectedComment, ...]
    errors: tuple[RowError, ...]
    added: int
    already: int
    numbers: tuple[str, ...] = ()


class _Arrival(msgspec.Struct, frozen=True):
    """A row ready to store."""

    row: int
    key: str
    address: str | None
    article: str | None
    kind: CommentKind
    received: dt.datetime
    cells: dict[str, str]


async def collect(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    channel: Channel,
    filename: str,
    data: bytes,
    columns: dict[str, str] | None = None,
    given: Given = NOTHING,
    dry_run: bool = False,
) -> Collected:
    """Take the opinions of a table file into a round, which may have closed (letters come late).

    `columns` maps our names to unusual headers, `given` says what rows do not.
    Raises NotFound, Invalid when the file as a whole cannot be used.
    """
    require(actor, "comment.collect")
    draft, _ = await find.round_row(slug, reading)
    tree = await find.tree(draft)
    if given.address is not None and tree.find(given.address) is None:
        raise Invalid("草案中没有“{address}”。", field="address", address=given.address)
    rows = (_through(row, given.contact_point) for row in read_rows(data, filename, columns))
    file = File(channel, filename, data)
    return await take(actor, now, slug, reading, file, rows, given.address, dry_run=dry_run)


async def take(
    actor: Actor,
    now: dt.datetime,
    slug: str,
    reading: int,
    file: File,
    rows: Iterable[SheetRow],
    address: str | None = None,
    about: Mapping[int, Asked] = NOTHING_ASKED,
    *,
    dry_run: bool = False,
) -> Collected:
    """Take the rows read from a file; those that name no place belong to `address`, `about` says
    of some which words of the draft they speak of, by row. Raises NotFound."""
    require(actor, "comment.collect")
    draft, round_ = await find.round_row(slug, reading)
    tree = await find.tree(draft)
    arrivals, errors = _understand(rows, file.channel, tree, now, address)
    fresh = await _fresh(round_["id"], arrivals)
    numbers: tuple[str, ...] = ()
    if not dry_run and fresh:
        async with write_tx(Submission, alone=True):
            await find.lock_round(round_["id"])
            fresh = await _fresh(round_["id"], arrivals)
            numbers = await _store(round_["id"], file, fresh)
            await _keep_words(round_["id"], numbers, fresh, tree, about)
            await audit.append(
                actor,
                now,
                "comment.collect",
                f"{slug}/{reading}",
                file=file.name,
                channel=file.channel,
                sha256=hashlib.sha256(file.data).hexdigest(),
                added=len(fresh),
            )
    return Collected(
        comments=tuple(
            CollectedComment(a.row, a.address, a.kind, a.cells["text"]) for a in arrivals
        ),
        errors=tuple(errors),
        added=len(fresh),
        already=len(arrivals) - len(fresh),
        numbers=numbers,
    )


def _understand(
    rows: Iterable[SheetRow],
    channel: Channel,
    tree: model.Draft,
    now: dt.datetime,
    address: str | None,
) -> tuple[list[_Arrival], list[RowError]]:
    places = {address: place.address for address, place in gathered(tree).items()}
    known = {unit.address for unit in tree.walk()}
    seen: Counter[str] = Counter()
    arrivals, errors = [], []
    for row in rows:
        try:
            where = _address(row, known) or address
            arrivals.append(
                _Arrival(
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


def _through(row: SheetRow, contact_point: str) -> SheetRow:
    """The row with the 联系点 it came through, where it names none. It is part of what the row is
    recognised by: two 联系点 may hand in the same words."""
    named = row.cells.get("contact_point") or not contact_point
    return row if named else SheetRow(row.row, {**row.cells, "contact_point": contact_point})


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


async def _fresh(round_id: int, arrivals: list[_Arrival]) -> list[_Arrival]:
    rows = await Submission.select(Submission.arrival_key).where(Submission.round == round_id)
    known = {row["arrival_key"] for row in rows}
    return [arrival for arrival in arrivals if arrival.key not in known]


async def _keep_words(
    round_id: int,
    numbers: tuple[str, ...],
    fresh: list[_Arrival],
    tree: model.Draft,
    about: Mapping[int, Asked],
) -> None:
    """Keep the words of the draft that stored rows speak of."""
    speaking = {
        number: target.aim(tree, arrival.address, about[arrival.row])
        for number, arrival in zip(numbers, fresh, strict=True)
        if arrival.row in about
    }
    if not speaking:
        return
    rows = await Comment.select(Comment.id, Comment.number).where(
        (Comment.round == round_id) & Comment.number.is_in(list(speaking))
    )
    for row in rows:
        await target.keep(row["id"], tree, speaking[row["number"]])


async def _store(round_id: int, file: File, fresh: list[_Arrival]) -> tuple[str, ...]:
    taken = (
        await Round.update({Round.next_number: Round.next_number + len(fresh)})
        .where(Round.id == round_id)
        .returning(Round.next_number)
    )
    first = taken[0]["next_number"] - len(fresh)
    numbers = [public_number(round_id, first + place) for place in range(len(fresh))]
    envelope = (
        *("round", "number", "channel", "arrival_key", "content_hash", "received_at"),
        *("name", "contact", "region", "name_public", "source", "contact_point"),
    )
    await bulk_insert(
        Submission,
        envelope,
        [
            (
                *(round_id, number, file.channel.value, a.key, a.key, a.received),
                *(a.cells.get(name, "") for name in ("name", "contact", "region")),
                a.cells.get("name_public", "").casefold() in _YES,
                file.name[:255],
                a.cells.get("contact_point", ""),
            )
            for number, a in zip(numbers, fresh, strict=True)
        ],
    )
    ids = await _ids(round_id, numbers)
    point = (
        *("round", "submission", "number", "address", "article"),
        *("kind", "text", "proposed", "reason", "unique_text"),
    )
    await bulk_insert(
        Comment,
        point,
        [
            (
                *(round_id, ids[number], number, a.address, a.article, a.kind.value),
                *(a.cells.get(name, "") for name in ("text", "proposed", "reason")),
                "",
            )
            for number, a in zip(numbers, fresh, strict=True)
        ],
    )
    return tuple(numbers)


async def _ids(round_id: int, numbers: list[str]) -> dict[str, int]:
    wanted = set(numbers)
    rows = await Submission.select(Submission.id, Submission.number).where(
        Submission.round == round_id
    )
    return {row["number"]: row["id"] for row in rows if row["number"] in wanted}
