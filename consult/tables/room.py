"""The committee's room: what a member notes, asks and has read."""

from piccolo.columns import Boolean, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.opinions import Round
from consult.tables.people import Account


class RoomNote(Table):
    """A member's own note on an article (`address`, "" the draft as a whole) or on one of its
    clusters (0: the article itself). `label` is what the place was called when it was written."""

    id: Serial
    account = ForeignKey(Account, null=False, on_delete=KEEP)
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    address = Varchar(length=200, default="")
    cluster = Integer(default=0)
    label = Varchar(length=300, default="")
    text = Text()
    version = Integer(default=1)
    written_at = Timestamptz()


class RoomQuestion(Table):
    """A member's question to the office, and its answer; `report` is the hash of the version it
    was asked on, `version` counts the answers given, `seen` the one its asker has seen."""

    id: Serial
    account = ForeignKey(Account, null=False, on_delete=KEEP)
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    address = Varchar(length=200, default="")
    cluster = Integer(default=0)
    label = Varchar(length=300, default="")
    report = Varchar(length=64)
    text = Text()
    shared = Boolean(default=False)
    key = Varchar(length=64)
    asked_at = Timestamptz()
    answer = Text(default="")
    answered_by = Varchar(length=60, default="")
    answered_at = Timestamptz(null=True, default=None)
    version = Integer(default=0)
    seen = Integer(default=0)


class RoomRead(Table):
    """A member ticked an article of a report as read; `digest` is of what stood there."""

    id: Serial
    account = ForeignKey(Account, null=False, on_delete=KEEP)
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    edition = Varchar(length=20)
    address = Varchar(length=200, default="")
    digest = Varchar(length=64)
    read_at = Timestamptz()
