"""The page behind a receipt: every comment of the submission, and what became of each."""

import datetime as dt
import hmac

import msgspec

from consult.errors import NotFound
from consult.services import find
from consult.services.bill import BillCard, show_bill
from consult.services.comment import code_hash
from consult.services.fate import Fate, fate_of
from consult.tables import Comment, Submission

_NO_CODE = "0" * 64


class ReceiptPage(msgspec.Struct, frozen=True):
    """A submission as its author may see it: one point a comment."""

    number: str
    bill: BillCard
    reading: int
    received: dt.datetime
    points: tuple[Fate, ...]


async def show_receipt(number: str, code: str, now: dt.datetime) -> ReceiptPage:
    """The page behind a number and its code. A wrong code and an unknown number are the same
    NotFound, after the same work."""
    submission = await behind(number, code)
    draft, slug = await find.draft_of_round(submission["round"])
    rows = await Comment.select().where(Comment.submission == submission["id"]).order_by(Comment.id)
    return ReceiptPage(
        number=submission["number"],
        bill=await show_bill(slug, now),
        reading=draft["reading"],
        received=submission["received_at"],
        points=tuple([await fate_of(draft, row) for row in rows]),
    )


async def behind(number: str, code: str) -> find.Row:
    """The submission with this number and secret code. Raises NotFound, alike for both."""
    submission = await Submission.select().where(Submission.number == number.strip()).first()
    expected = (submission or {}).get("code_hash") or _NO_CODE
    if not hmac.compare_digest(expected, code_hash(code)) or submission is None:
        raise NotFound("没有找到这份回执。请核对回执编号和查询码，字母不分大小写。")
    return submission
