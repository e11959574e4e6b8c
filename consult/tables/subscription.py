"""Who asked to be told by mail of a bill or of a body's bills, and what is told."""

from piccolo.columns import ForeignKey, Integer, Serial, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.law import Bill
from consult.tables.people import Body


class Subscription(Table):
    """订阅: an address, and the bill or the body it wants to hear of. Nothing but the question
    whether it is wanted is mailed before `confirmed_at`; gone, address and all, once stopped."""

    id: Serial
    address = Varchar(length=120, secret=True)
    language = Varchar(length=10, default="zh-CN")
    bill = ForeignKey(Bill, null=True, default=None, on_delete=KEEP)
    body = ForeignKey(Body, null=True, default=None, on_delete=KEEP)
    key = Varchar(length=43)
    asked_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)


class Notice(Table):
    """One thing to tell one subscription; those due together are one mail."""

    id: Serial
    subscription = ForeignKey(Subscription, null=False, on_delete=KEEP)
    event = Varchar(length=120)
    made_at = Timestamptz()
    due_at = Timestamptz()
    sent_at = Timestamptz(null=True, default=None)
    tries = Integer(default=0)
