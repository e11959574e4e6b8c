"""What keeps comments from the public's eyes for a while, and who said so. Nothing is deleted."""

from piccolo.columns import ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.opinions import Comment, Round


class Sweep(Table):
    """A saved condition on the comments of a round and what is to become of those that meet it:
    drawn up, carried out (`started_at`), taken back (`undone_at`). The condition never changes."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    condition = Text()
    state = Varchar(length=10)
    reason = Text(default="")
    made_by = Varchar(length=60)
    made_at = Timestamptz()
    touched = Integer(default=0)
    started_at = Timestamptz(null=True, default=None)
    undone_at = Timestamptz(null=True, default=None)
    undone_by = Varchar(length=60, default="")


class Moderation(Table):
    """A comment came from state `before` into `state`. Never changed or deleted; the newest row of
    a comment says why it stands as it does. `cause` is set where a rule did it, `sweep` where it
    was one of many."""

    id: Serial
    comment = ForeignKey(Comment, null=False, on_delete=KEEP)
    before = Varchar(length=10)
    state = Varchar(length=10)
    cause = Varchar(length=20, default="")
    reason = Text(default="")
    made_by = Varchar(length=60)
    made_at = Timestamptz()
    sweep = ForeignKey(Sweep, null=True, default=None, on_delete=KEEP)


class Original(Table):
    """What a comment says while some of its words are covered, under lock: its fields, and its
    unique text as a rebuild found it. There is none while nothing is covered."""

    id: Serial
    comment = ForeignKey(Comment, null=False, on_delete=KEEP)
    text = Text(default="")
    proposed = Text(default="")
    reason = Text(default="")
    unique_text = Text(default="")


class Redaction(Table):
    """Words of a comment's `field` the public does not read, why, and who said so; undone, they
    are read again. `words` is what stood there. Never deleted."""

    id: Serial
    comment = ForeignKey(Comment, null=False, on_delete=KEEP)
    field = Varchar(length=10)
    start_at = Integer()
    end_at = Integer()
    words = Text()
    cause = Varchar(length=20)
    note = Text(default="")
    made_by = Varchar(length=60)
    made_at = Timestamptz()
    undone_by = Varchar(length=60, default="")
    undone_at = Timestamptz(null=True, default=None)
