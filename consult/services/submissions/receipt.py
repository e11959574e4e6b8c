"""The page behind a receipt: every comment of the submission, and what became of each."""

import datetime as dt

import msgspec

from consult.lifecycle import RoundState
from consult.services.bills.bill import BillCard, show_bill
from consult.services.records import find
from consult.services.submissions import attachment
from consult.services.submissions.attachment import File
from consult.services.submissions.dispute import Dispute, dispute_of
from consult.services.submissions.fate import Fate, fate_of
from consult.services.submissions.holder import behind
from consult.tables import Comment


class ReceiptPage(msgspec.Struct, frozen=True):
    """A submission as its author may see it: one point a comment. `named` is the name its author
    agreed to see in public, "" without; `files` are what it added, where the round takes them."""

    number: str
    bill: BillCard
    reading: int
    received: dt.datetime
    points: tuple[Fate, ...]
    disputed: Dispute | None
    named: str = ""
    takes_files: bool = False
    files: tuple[File, ...] = ()

    @property
    def open(self) -> bool:
        """Whether its comments can still be amended or withdrawn."""
        view = self.bill.at(self.reading)
        return bool(view and view.round and view.round.state is RoundState.OPEN)


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
        disputed=await dispute_of(submission["id"]),
        named=submission["name"] if submission["name_public"] else "",
        takes_files=await attachment.taken_in(submission["round"]),
        files=await attachment.files_of(submission["id"], submission["number"]),
    )
