"""责任清单: which department answers for which article."""

from piccolo.columns import Date, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.law import Bill
from consult.tables.opinions import Cluster, Round
from consult.tables.people import Body


class Department(Table):
    """部门: it answers for articles of the bills of a body."""

    id: Serial
    body = ForeignKey(Body, null=False, on_delete=KEEP)
    name = Varchar(length=100)


class Responsibility(Table):
    """责任分工: what a department has to do with an article from `reading` on, following the
    article's passport; at `address` "" with the draft as a whole. A later one takes the place of
    an earlier one; `task` "withdrawn" ends it."""

    id: Serial
    bill = ForeignKey(Bill, null=False, on_delete=KEEP)
    reading = Integer()
    address = Varchar(length=200, default="")
    department = ForeignKey(Department, null=False, on_delete=KEEP)
    task = Varchar(length=20)
    words = Text(default="")
    due = Date(null=True, default=None)
    decided_by = Varchar(length=60)
    decided_at = Timestamptz()


class Asking(Table):
    """征询: a department is asked what should become of a cluster, once; asking again changes the
    day. `seen_at` is when it first looked, `ended_at` when the office took the request back."""

    id: Serial
    round = ForeignKey(Round, null=False, on_delete=KEEP)
    cluster = ForeignKey(Cluster, null=False, on_delete=KEEP)
    department = ForeignKey(Department, null=False, on_delete=KEEP)
    due = Date()
    words = Text(default="")
    asked_by = Varchar(length=60)
    asked_at = Timestamptz()
    seen_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)


class DepartmentAnswer(Table):
    """What a department answered, every version of it; one with `outcome` "" takes the answer
    back. Never changed."""

    id: Serial
    asking = ForeignKey(Asking, null=False, on_delete=KEEP)
    version = Integer()
    outcome = Varchar(length=20, default="")
    reason = Text(default="")
    citation = Text(default="")
    given_by = Varchar(length=60)
    given_at = Timestamptz()


class DepartmentLink(Table):
    """An address where a department without an account answers; only its digest is here."""

    id: Serial
    department = ForeignKey(Department, null=False, on_delete=KEEP)
    code_hash = Varchar(length=64, secret=True)
    made_by = Varchar(length=60)
    made_at = Timestamptz()
    expires_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
