"""The beginnings of reports that staff look at: trying a look does not wait for the data."""

import datetime as dt
from collections import OrderedDict

import msgspec

from reports.glimpse import Glimpse

Key = tuple[str, int, str, str]
"""Bill, reading, edition, day."""
FRESH = dt.timedelta(minutes=1)
"""How long a beginning is shown while comments keep coming in."""
_MOST = 8


class Kept(msgspec.Struct, frozen=True):
    """A beginning, when it was made, and the head of the records then."""

    begun: Glimpse
    at: dt.datetime
    head: str


class Previews:
    """A few beginnings in memory, the oldest thrown away."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()

    def find(self, key: Key, head: str, now: dt.datetime) -> Glimpse | None:
        """What is kept under a key, if nothing was recorded since or it is fresh."""
        kept = self._kept.get(key)
        if kept is None or (kept.head != head and now - kept.at > FRESH):
            return None
        return kept.begun

    def keep(self, key: Key, begun: Glimpse, head: str, now: dt.datetime) -> None:
        """Keep a beginning made of the records up to `head`."""
        self._kept[key] = Kept(begun, now, head)
        self._kept.move_to_end(key)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
