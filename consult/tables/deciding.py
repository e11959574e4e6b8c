"""What stands around a decision: its versions, own outcomes, reasons kept ready, the words."""

from piccolo.columns import ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.law import Draft
from consult.tables.opinions import Cluster, Comment
from consult.tables.people import Body


class DispositionVersion(Table):
    """Every decision as it was made, on a cluster or (`comment`) on one of its members; `words`
    are those of the next draft, one a line. An `outcome` of "": an own outcome was taken back.
    Never changed or deleted."""

    id: Serial
    cluster = ForeignKey(Cluster, null=False, on_delete=KEEP)
    comment = ForeignKey(Comment, null=True, default=None, on_delete=KEEP)
    version = Integer(default=1)
    outcome = Varchar(length=20)
    reason = Text(default="")
    words = Text(default="")
    decided_by = Varchar(length=60)
    decided_at = Timestamptz()


class OwnDisposition(Table):
    """单独处理: a comment decided otherwise than its cluster; "" when that was taken back."""

    id: Serial
    comment = ForeignKey(Comment, null=False, on_delete=KEEP)
    outcome = Varchar(length=20)
    reason = Text(default="")
    decided_by = Varchar(length=60)
    decided_at = Timestamptz()
    version = Integer(default=1)


class CarryingWords(Table):
    """Words of the next draft, or words it struck out (`struck`), that answer a cluster: where
    they stand in their article (`begins`, `ends`), and what stands around them."""

    id: Serial
    cluster = ForeignKey(Cluster, null=False, on_delete=KEEP)
    draft = ForeignKey(Draft, null=False, on_delete=KEEP)
    address = Varchar(length=200)
    exact = Text()
    prefix = Text(default="")
    suffix = Text(default="")
    begins = Integer(default=0)
    ends = Integer(default=0)
    struck = Integer(default=0)
    sha256 = Varchar(length=64)


class ReasonTemplate(Table):
    """A reason an office keeps ready. With a `key` it changes or retires the one that came with
    the system under that name."""

    id: Serial
    body = ForeignKey(Body, null=False, on_delete=KEEP)
    key = Varchar(length=20, default="")
    text = Text()
    version = Integer(default=1)
    made_by = Varchar(length=60)
    made_at = Timestamptz()
    retired_at = Timestamptz(null=True, default=None)
