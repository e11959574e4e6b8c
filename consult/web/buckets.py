"""How often comments are taken, fair to people who share an address (promises R28, R29).

A whole office, school or village can stand behind one address, so an address alone says little.
Each form session (the cookie of a form) has a small bucket: people never notice it, a machine
that keeps its cookie gets its trickle and nothing more, and its neighbours lose nothing. A
machine that throws its cookie away is seen by address and browser together; there every try
counts, also a refused one, so that who does not slow down is not served. The bucket of the
address bounds what is left: a machine that changes its browser's name with every try.

No bucket can tell such a machine's tries from its neighbours' once both look the same: people
with the very browser it claims wait until it stops. What they wrote comes back to them.
"""

import datetime as dt
import hashlib
from collections import OrderedDict

import msgspec

from consult.errors import TooManyTries

_MOST_KEYS = 50_000


class Sender(msgspec.Struct, frozen=True):
    """Who sends a form, as far as a server can tell."""

    session: str
    address: str
    browser: str


class Buckets:
    """A token bucket for each key: `burst` at once, then `per_minute`.

    What costs more than is left is allowed while anything is left, and owed for afterwards: a
    basket of twenty things is taken, and waited for as long as twenty. With a `debt`, a try that
    is refused costs one too, down to that many below nothing.
    """

    def __init__(self, burst: int, per_minute: float, debt: int = 0) -> None:
        self._burst, self._per_second, self._debt = burst, per_minute / 60, debt
        self._levels: OrderedDict[str, tuple[float, dt.datetime]] = OrderedDict()

    def take(self, key: str, now: dt.datetime, cost: int = 1) -> bool:
        """Take `cost` tokens of `key`, if there is one. The longest unused key makes room."""
        level, at = self._levels.pop(key, (float(self._burst), now))
        gained = max(0.0, (now - at).total_seconds()) * self._per_second
        level = min(float(self._burst), level + gained)
        allowed = level >= 1
        if allowed:
            level -= cost
        elif self._debt:
            level = min(level, max(level - 1, -self._debt))
        self._levels[key] = (level, now)
        while len(self._levels) > _MOST_KEYS:
            self._levels.popitem(last=False)
        return allowed


class LookLimits:
    """How often somebody may look for what others said: it costs more to answer than a page, and
    who writes looks a few times. Refused, nothing is lost: it can be sent without looking."""

    def __init__(self) -> None:
        self._sessions = Buckets(burst=10, per_minute=20)
        self._addresses = Buckets(burst=300, per_minute=120)

    def check(self, sender: Sender, now: dt.datetime) -> None:
        """Count one look. Raises TooManyTries when it comes too soon after the others."""
        if not (
            self._sessions.take(sender.session, now) and self._addresses.take(sender.address, now)
        ):
            raise TooManyTries("看得太密了，请过一分钟再看；也可以不看，直接提交。")


class SearchLimits:
    """How often words may be looked for: an answer is made each time, kept nowhere. A page has
    neither cookie nor token, so a visitor is address and browser; people who share both are many
    before they notice it."""

    def __init__(self) -> None:
        self._browsers = Buckets(burst=120, per_minute=90, debt=60)
        self._addresses = Buckets(burst=600, per_minute=300)

    def check(self, address: str, browser: str, now: dt.datetime) -> None:
        """Count one search. Raises TooManyTries when it comes too soon after the others."""
        key = hashlib.sha256(f"{address}\n{browser}".encode()).hexdigest()
        if not (self._browsers.take(key, now) and self._addresses.take(address, now)):
            raise TooManyTries("查找得太密了。请过一分钟再查。")


class SubscriptionLimits:
    """How often somebody may have an address asked whether it wants mail: every try may be a
    letter to somebody who did not ask for it."""

    def __init__(self) -> None:
        self._sessions = Buckets(burst=5, per_minute=1)
        self._addresses = Buckets(burst=60, per_minute=10)

    def check(self, sender: Sender, now: dt.datetime) -> None:
        """Count one try. Raises TooManyTries when it comes too soon after the others."""
        if not (
            self._sessions.take(sender.session, now) and self._addresses.take(sender.address, now)
        ):
            raise TooManyTries("订阅得太密了，这一次没有记下。请过几分钟再试。")


class CommentLimits:
    """The three buckets a comment has to pass."""

    def __init__(self) -> None:
        self._sessions = Buckets(burst=5, per_minute=5)
        self._browsers = Buckets(burst=200, per_minute=30, debt=60)
        self._addresses = Buckets(burst=400, per_minute=120)

    def check(self, sender: Sender, now: dt.datetime, comments: int = 1) -> None:
        """Count a submission of so many comments, each for itself. Raises TooManyTries when it
        comes too soon after the others.

        What one bucket refuses is not charged to the next, wider one.
        """
        browser = hashlib.sha256(f"{sender.address}\n{sender.browser}".encode()).hexdigest()
        if not (
            self._sessions.take(sender.session, now, comments)
            and self._browsers.take(browser, now, comments)
            and self._addresses.take(sender.address, now, comments)
        ):
            raise TooManyTries("提交得太密了，这条意见还没有收下。请过一分钟再点一次“提交”。")
