"""Who works here and for whom."""

from piccolo.columns import Boolean, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP


class Body(Table):
    """机关: the organ that consults."""

    id: Serial
    name = Varchar(length=200)


class Account(Table):
    """A person of the office or the committee who can sign in."""

    id: Serial
    login = Varchar(length=60)
    name = Varchar(length=60)
    role = Varchar(length=20)
    password_hash = Text(secret=True)
    disabled = Boolean(default=False)
    failures = Integer(default=0)
    blocked_until = Timestamptz(null=True, default=None)
    created_at = Timestamptz()


class Session(Table):
    """A sign-in. The token itself is only in the person's browser."""

    id: Serial
    account = ForeignKey(Account, null=False, on_delete=KEEP)
    token_hash = Varchar(length=64, secret=True)
    created_at = Timestamptz()
    expires_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
