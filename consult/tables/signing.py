"""What a site remembers of signing in. Tokens, codes, logins and networks only as hashes."""

from piccolo.columns import BigInt, ForeignKey, Serial, Timestamptz, Varchar
from piccolo.table import Table

from consult.tables.keeping import KEEP
from consult.tables.people import Account


class Device(Table):
    """A browser in which somebody signed in, and the network it was in the last time."""

    id: Serial
    account = ForeignKey(Account, null=False, on_delete=KEEP)
    token_hash = Varchar(length=64, secret=True)
    network_hash = Varchar(length=64, secret=True)
    first_at = Timestamptz()
    seen_at = Timestamptz()


class RecoveryCode(Table):
    """One of the ten codes that stand in for a lost telephone; used once."""

    id: Serial
    account = ForeignKey(Account, null=False, on_delete=KEEP)
    code_hash = Varchar(length=64, secret=True)
    made_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)


class TryBudget(Table):
    """How far the tries of a key (a hash of login and network, say) are ahead of their rate: until
    when, in milliseconds since 1970, it rests before all of them are there again."""

    id: Serial
    key = Varchar(length=64)
    until = BigInt(default=0)
