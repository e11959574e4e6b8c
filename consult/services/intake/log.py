"""The intake log: every batch of a round, who took it in, when, from where, and its comments."""

import asyncio
import datetime as dt

import msgspec

from consult.config import Settings
from consult.errors import NotFound
from consult.permissions import Actor, require
from consult.services.intake.batch import Counts, path_of
from consult.services.intake.undoing import row_of
from consult.services.records import find
from consult.tables import Batch, Comment
from drafts.address import label
from reports.model import Channel, CommentKind

PER_PAGE = 50


class BatchView(msgspec.Struct, frozen=True):
    """A batch as staff see it; `undone_at` None while it stands."""

    id: int
    number: str
    channel: Channel
    source: str
    filename: str
    sha256: str
    mapping: dict[str, str]
    contact_point: str
    signed_by: str
    signed_on: str
    statement: str
    on_paper: int | None
    counts: Counts
    taken_by: str
    taken_at: dt.datetime
    undone_by: str
    undone_at: dt.datetime | None
    undone_reason: str
    code_hash: str


class Logged(msgspec.Struct, frozen=True):
    """A page of the log, the newest batch first; `before` leads to the next page, None at the
    end."""

    batches: tuple[BatchView, ...]
    before: int | None


class Line(msgspec.Struct, frozen=True):
    """A comment of a batch: the row it stood in, its number, where it is, what it says."""

    row: int
    number: str
    label: str
    kind: CommentKind
    text: str
    cluster: int | None
    withdrawn: bool


class Lines(msgspec.Struct, frozen=True):
    """A page of the comments of a batch by their rows; `after` leads to the next, None at the
    end."""

    lines: tuple[Line, ...]
    after: int | None


class Origin(msgspec.Struct, frozen=True):
    """Where a comment stood: the batch, the file, the row."""

    batch: str
    filename: str
    row: int


async def list_batches(
    actor: Actor, *, slug: str, reading: int, before: int | None = None
) -> Logged:
    """The batches of a round older than the one with the id `before`. Raises NotFound."""
    require(actor, "intake.read")
    _, round_ = await find.round_row(slug, reading)
    where: find.Where = Batch.round == round_["id"]
    if before is not None:
        where &= Batch.id < before
    rows = await Batch.select().where(where).order_by(Batch.id, ascending=False).limit(PER_PAGE + 1)
    shown = tuple(_view(row) for row in rows[:PER_PAGE])
    return Logged(shown, shown[-1].id if len(rows) > PER_PAGE else None)


async def show_batch(actor: Actor, *, slug: str, reading: int, number: str) -> BatchView:
    """One batch. Raises NotFound."""
    require(actor, "intake.read")
    _, round_ = await find.round_row(slug, reading)
    return _view(await row_of(round_["id"], number))


async def lines_of(actor: Actor, batch_id: int, after: int = 0) -> Lines:
    """The comments of a batch behind the one with the id `after`."""
    require(actor, "intake.read")
    rows = (
        await Comment.select(
            *(Comment.id, Comment.number, Comment.address, Comment.kind, Comment.text),
            *(Comment.proposed, Comment.cluster, Comment.withdrawn_at),
            Comment.submission.batch_row,
        )
        .where((Comment.submission.batch == batch_id) & (Comment.id > after))
        .order_by(Comment.id)
        .limit(PER_PAGE + 1)
    )
    shown = rows[:PER_PAGE]
    return Lines(
        tuple(
            Line(
                row=row["submission.batch_row"],
                number=row["number"],
                label=label(row["address"]) if row["address"] else "",
                kind=CommentKind(row["kind"]),
                text=row["text"] or row["proposed"],
                cluster=row["cluster"],
                withdrawn=row["withdrawn_at"] is not None,
            )
            for row in shown
        ),
        shown[-1]["id"] if len(rows) > PER_PAGE else None,
    )


async def file_of(
    actor: Actor, settings: Settings, *, slug: str, reading: int, number: str
) -> tuple[str, bytes]:
    """The name and the bytes of the file of a batch, as it came. Raises NotFound."""
    view = await show_batch(actor, slug=slug, reading=reading, number=number)
    try:
        data = await asyncio.to_thread(path_of(settings, view.sha256).read_bytes)
    except FileNotFoundError:
        raise NotFound("这一批的原文件不在数据目录里：保存期已过，或者没有留存。") from None
    return view.filename, data


async def origin_of(actor: Actor, *, slug: str, reading: int, number: str) -> Origin | None:
    """Where the comment with this number stood; None when it came by no file, or there is none.

    Raises NotFound for the round.
    """
    require(actor, "intake.read")
    _, round_ = await find.round_row(slug, reading)
    row = (
        await Comment.select(Comment.submission.batch, Comment.submission.batch_row)
        .where((Comment.round == round_["id"]) & (Comment.number == number.strip()))
        .first()
    )
    if row is None or row["submission.batch"] is None:
        return None
    batch = (
        await Batch.select(Batch.number, Batch.filename)
        .where(Batch.id == row["submission.batch"])
        .first()
    )
    return (
        Origin(batch["number"], batch["filename"], row["submission.batch_row"]) if batch else None
    )


def _view(row: find.Row) -> BatchView:
    plain = ("id", "number", "source", "filename", "sha256", "contact_point", "signed_by")
    more = ("signed_on", "statement", "on_paper", "taken_by", "taken_at", "undone_by")
    return BatchView(
        **{name: row[name] for name in (*plain, *more, "undone_at", "undone_reason")},
        channel=Channel(row["channel"]),
        mapping=msgspec.json.decode(row["mapping"], type=dict[str, str]) if row["mapping"] else {},
        counts=Counts(row["rows"], row["added"], row["already"], row["errors"]),
        code_hash=row["code_hash"] or "",
    )
