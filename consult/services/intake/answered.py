"""What became of every comment of a batch that a 联系点 signed for, for whoever holds the number
and the code of the batch. No personal data: neither who signed nor who said it."""

import datetime as dt
import hmac

import msgspec

from consult.errors import NotFound
from consult.services.bills.bill import BillCard, show_bill
from consult.services.decisions import exception
from consult.services.moderating import shown
from consult.services.records import find
from consult.services.submissions.holder import code_hash
from consult.tables import Batch, Comment, Disposition
from drafts.address import label
from reports.model import Outcome

PER_PAGE = 50
_NO_CODE = "0" * 64


class Answered(msgspec.Struct, frozen=True):
    """A comment of the batch: its row in the file, its words as the public reads them ("" while
    these are withheld), and how far it has come. `cluster` None: not grouped yet."""

    row: int
    number: str
    address: str | None
    label: str
    text: str
    cluster: int | None
    outcome: Outcome | None
    reason: str
    withdrawn: bool


class SignedBatch(msgspec.Struct, frozen=True):
    """The page of a batch: who handed it in, when, how many; a page of its comments. `after`
    leads to the next, None at the end."""

    number: str
    bill: BillCard
    reading: int
    contact_point: str
    signed_on: str
    taken_at: dt.datetime
    on_paper: int | None
    added: int
    already: int
    undone: bool
    lines: tuple[Answered, ...]
    after: int | None


async def show_signed(number: str, code: str, now: dt.datetime, after: int = 0) -> SignedBatch:
    """The comments of a signed batch behind the one with the id `after`. A wrong code and an
    unknown number are the same NotFound, after the same work (promise R24)."""
    row = await Batch.select().where(Batch.number == number.strip().upper()).first()
    expected = (row or {}).get("code_hash") or _NO_CODE
    if not hmac.compare_digest(expected, code_hash(code)) or row is None:
        raise NotFound("没有找到这份回执。请核对回执编号和查询码，字母不分大小写。")
    draft, slug = await find.draft_of_round(row["round"])
    lines, following = await _lines(row["id"], after)
    return SignedBatch(
        number=row["number"],
        bill=await show_bill(slug, now),
        reading=draft["reading"],
        contact_point=row["contact_point"],
        signed_on=row["signed_on"],
        taken_at=row["taken_at"],
        on_paper=row["on_paper"],
        added=row["added"],
        already=row["already"],
        undone=row["undone_at"] is not None,
        lines=lines,
        after=following,
    )


async def _lines(batch_id: int, after: int) -> tuple[tuple[Answered, ...], int | None]:
    rows: list[find.Row] = (
        await Comment.select(
            *Comment.all_columns(exclude=[Comment.submission]), Comment.submission.batch_row
        )
        .where((Comment.submission.batch == batch_id) & (Comment.id > after))
        .order_by(Comment.id)
        .limit(PER_PAGE + 1)
    )
    page = rows[:PER_PAGE]
    decided = await _decided(page)
    lines = tuple(_line(row, decided.get(row["id"], (None, ""))) for row in page)
    return lines, page[-1]["id"] if len(rows) > PER_PAGE else None


async def _decided(rows: list[find.Row]) -> dict[int, tuple[Outcome | None, str]]:
    """What holds for each comment: its own decision where it has one, else its cluster's, once it
    is in that for good."""
    settled = {
        row["id"]: row["cluster"] for row in rows if row["cluster"] and not row["provisional"]
    }
    made = await Disposition.select().where(
        Disposition.cluster.is_in(list(set(settled.values())) or [0])
    )
    of = {row["cluster"]: (Outcome(row["outcome"]), row["reason"]) for row in made}
    own = await exception.of_comments([row["id"] for row in rows])
    found = {comment: of[cluster] for comment, cluster in settled.items() if cluster in of}
    apart = {one.comment: (one.outcome, one.reason) for one in own.values() if one.outcome}
    return {**found, **apart}


def _line(row: find.Row, decided: tuple[Outcome | None, str]) -> Answered:
    return Answered(
        row=row["submission.batch_row"],
        number=row["number"],
        address=row["address"],
        label=label(row["address"]) if row["address"] else "",
        text=shown.words(row) or shown.words(row, "proposed"),
        cluster=row["cluster"],
        outcome=decided[0],
        reason=decided[1],
        withdrawn=row["withdrawn_at"] is not None,
    )
