"""Who works here and for whom."""

from piccolo.columns import Boolean, ForeignKey, Integer, Serial, Text, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP


class Body(Table):
    """机关: the organ that consults, at a `level` (省、市、县); `parent` is the one above it."""

    id: Serial
    name = Varchar(length=200)
    level = Varchar(length=20, default="")
    parent = Integer(null=True, default=None)


class Account(Table):
    """A person of the office or the committee who can sign in: of one body, or of the whole site
    without one; perhaps of a department of the body."""

    id: Serial
    login = Varchar(length=60)
    name = Varchar(length=60)
    role = Varchar(length=20)
    body = ForeignKey(Body, null=True, default=None, on_delete=KEEP)
    department = Integer(null=True, default=None)
    password_hash = Text(secret=True)
    totp_seed = Varchar(length=64, default="", secret=True)
    totp_offered = Varchar(length=64, default="", secret=True)
    totp_since = Timestamptz(null=True, default=None)
    totp_step = Integer(default=0)
    disabled = Boolean(default=False)
    failures = Integer(default=0)
    blocked_until = Timestamptz(null=True, default=None)
    created_at = Timestamptz()


class AccountDeed(Table):
    """What an administrator wants done to the account of an auditor, until another one agrees."""

    id: Serial
    login = Varchar(length=60)
    deed = Varchar(length=20)
    detail = Text(default="", secret=True)
    asked_by = Varchar(length=60)
    asker = Integer(null=True, default=None)
    asked_at = Timestamptz()
    settled_by = Varchar(length=60, default="")
    settled_at = Timestamptz(null=True, default=None)
    outcome = Varchar(length=20, default="")


class Session(Table):
    """A sign-in. The token itself is only in the person's browser. `stage` says how far it is: the
    password was right and a code is asked for, or it is whole."""

    id: Serial
    account = ForeignKey(Account, null=False, on_delete=KEEP)
    token_hash = Varchar(length=64, secret=True)
    stage = Varchar(length=10, default="full")
    browser = Varchar(length=40, default="")
    seen_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz()
    expires_at = Timestamptz()
    ended_at = Timestamptz(null=True, default=None)
