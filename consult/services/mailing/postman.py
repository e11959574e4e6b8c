"""Who looks now and then whether mail is due, beside whatever else a worker does."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable

from consult.config import Settings
from consult.permissions import Actor, Role
from consult.services.mailing import due, outbox

log = logging.getLogger("consult.mail")

POSTMAN = Actor(None, "发信", Role.ADMINISTRATOR)
ROUND = 60.0
LONGEST_PAUSE = 1800.0


class Postman:
    """Makes a round every minute, in a task of its own, and the next at once while much is due. A
    server that does not answer is given twice the pause each time, up to half an hour, and nobody
    waits for it."""

    def __init__(
        self, settings: Settings, clock: Callable[[], dt.datetime], every: float = ROUND
    ) -> None:
        self._settings, self._clock = settings, clock
        self._every = self._pause = every
        self._next = 0.0
        self._round: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether no round is under way."""
        return self._round is None or self._round.done()

    def look(self) -> None:
        """Begin a round when it is time for one, none is under way and mail can be sent."""
        now = asyncio.get_running_loop().time()
        if self._settings.sends_mail and self.idle and now >= self._next:
            self._next = now + self._pause
            self._round = asyncio.create_task(self._make_round())

    async def stop(self) -> None:
        """End the round that is under way; what it has not sent is due again."""
        if self._round is not None:
            self._round.cancel()
            await asyncio.gather(self._round, return_exceptions=True)

    async def _make_round(self) -> None:
        try:
            told = await outbox.send(POSTMAN, self._clock(), self._settings)
            reached, more = told.reached, told.sent >= due.AT_ONCE
        except Exception:  # the next round is another try
            log.warning("mail could not be looked through", exc_info=True)
            reached = more = False
        self._pause = self._every if reached else min(2 * self._pause, LONGEST_PAUSE)
        self._next = asyncio.get_running_loop().time() + (0 if more else self._pause)
        if not reached:
            log.warning("no mail was sent; the next try is in %d seconds", self._pause)
