"""责任清单: which department answers for which article."""

from piccolo.columns import Date, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.law import Bill
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
