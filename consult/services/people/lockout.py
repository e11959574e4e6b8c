"""Guessing is slowed down without locking out whoever is guessed at (promise R36).

Every try is paid for before anything is looked up, from budgets that fill again with time; a
right one is paid back. A budget is of a login in one network, of a network, and of a login from
everywhere. A browser in which this person signed in before pays from its own budget only, so
what others do elsewhere is nothing to it; a network they signed in from does not pay from the
login's. A login nobody has is counted the same way.

A budget is one moment a key: when all its tries will be there again. It is charged in a single
statement, so tries at the same time, in several processes, cannot spend the same one twice.
"""

import datetime as dt
import hashlib
import hmac

import msgspec

from consult.engine import write_tx
from consult.errors import TooManyTries
from consult.tables import TryBudget

_HOUR = 3_600_000
"""No budget takes longer to fill; one that does was written by a clock that went wrong."""


class Allowance(msgspec.Struct, frozen=True):
    """`burst` tries at once, then `hourly` in an hour. In t hours at most burst + hourly × t."""

    burst: int
    hourly: int

    @property
    def step(self) -> int:
        """How many milliseconds bring one try back."""
        return _HOUR // self.hourly


HERE = Allowance(burst=5, hourly=10)
"""One login in one network."""
NETWORK = Allowance(burst=60, hourly=120)
"""One network, whatever the logins."""
LOGIN = Allowance(burst=20, hourly=20)
"""One login from networks it never signed in from, all of them together."""
KNOWN = Allowance(burst=10, hourly=20)
"""One login in a browser it signed in with before."""
CODE = Allowance(burst=10, hourly=10)
"""The second factors of one account, after the right password, in browsers it never used."""


class Charge(msgspec.Struct, frozen=True):
    """A budget by its key, and what it allows."""

    key: str
    allowance: Allowance


def digest(secret_key: str, *words: str) -> str:
    """What is stored of logins and networks: nobody without the site's key can find them again."""
    return hmac.new(secret_key.encode(), "\0".join(words).encode(), hashlib.sha256).hexdigest()


async def charge(charges: tuple[Charge, ...], now: dt.datetime) -> None:
    """Pay one try from every budget. Raises TooManyTries, with nothing paid, when one has none."""
    at = _milliseconds(now)
    await _refuse_cheaply(charges, at)
    async with write_tx(TryBudget):
        await TryBudget.delete().where((TryBudget.until < at) | (TryBudget.until > at + _HOUR))
        for one in charges:
            if not await _pay(one, at):
                raise _too_many(one.allowance.step)


async def pay_back(charges: tuple[Charge, ...]) -> None:
    """Inside a transaction: the try was right and costs nothing."""
    for one in charges:
        await TryBudget.update({TryBudget.until: TryBudget.until - one.allowance.step}).where(
            TryBudget.key == one.key
        )


async def _refuse_cheaply(charges: tuple[Charge, ...], at: int) -> None:
    """Who is refused anyway shall not cost a write."""
    rows = await TryBudget.select().where(TryBudget.key.is_in([one.key for one in charges]))
    until = {row["key"]: row["until"] for row in rows}
    for one in charges:
        step = one.allowance.step
        ahead = until.get(one.key, 0) - at
        missing = ahead - (one.allowance.burst - 1) * step
        if missing > 0 and ahead <= _HOUR:
            raise _too_many(missing)


async def _pay(one: Charge, at: int) -> bool:
    step, burst = one.allowance.step, one.allowance.burst
    paid = await TryBudget.raw(
        'INSERT INTO "try_budget" ("key", "until") VALUES ({}, {}) ON CONFLICT ("key") DO UPDATE '
        'SET "until" = CASE WHEN "try_budget"."until" > {} THEN "try_budget"."until" ELSE {} END '
        '+ {} WHERE "try_budget"."until" <= {} RETURNING "until"',
        one.key,
        at + step,
        at,
        at,
        step,
        at + (burst - 1) * step,
    )
    return bool(paid)


def _too_many(milliseconds: int) -> TooManyTries:
    return TooManyTries(
        "尝试的次数太多，请过 {n} 分钟再试。用以前登录过的浏览器，不受别人乱试的影响。",
        n=max(1, -(-milliseconds // 60_000)),
    )


def _milliseconds(now: dt.datetime) -> int:
    return int(now.timestamp() * 1000)
