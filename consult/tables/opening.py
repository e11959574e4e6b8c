"""What is prepared before a round, what is published with it, and how its window changed."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.law import Draft
from consult.tables.people import Account


class OpeningPlan(Table):
    """A round as it is being prepared, one a draft: its days, why they are fewer than the rule
    says, what its form asks, and the announcement where somebody rewrote it ("": as generated)."""

    id: Serial
    draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    first_day = Date(null=True, default=None)
    last_day = Date(null=True, default=None)
    short_reason = Text(default="")
    asked = Text(default="")
    attachments = Boolean(default=False)
    announcement = Text(default="")
    version = Integer(default=1)
    saved_by = Varchar(length=60)
    saved_at = Timestamptz()


class Bulletin(Table):
    """公告 or 起草说明 of a draft as it was published, every version of it, Markdown. `note` says
    what a later one corrects. Never changed."""

    id: Serial
    draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    kind = Varchar(length=20)
    version = Integer()
    text = Text()
    note = Text(default="")
    published_by = Varchar(length=60)
    published_at = Timestamptz()


class WindowChange(Table):
    """A window that was extended, closed early or taken back: the end it had, the one it has since,
    and the reason. `round` is a bare number, for a round taken back is gone. Never changed."""

    id: Serial
    draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    round = Integer()
    deed = Varchar(length=20)
    opens = Timestamptz()
    was = Timestamptz()
    closes = Timestamptz()
    reason = Text()
    changed_by = Varchar(length=60)
    changed_at = Timestamptz()


class CalendarFeed(Table):
    """An address where somebody's calendar program reads what is due; only its digest is here."""

    id: Serial
    account = ForeignKey(Account, null=False, on_delete=KEEP)
    token_hash = Varchar(length=64, secret=True)
    made_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
