"""The beginnings of reports that staff look at, kept while nothing in the records changes."""

from collections import OrderedDict

from reports.glimpse import Glimpse

Key = tuple[str, str, int, str, str]
"""Audit head, bill, reading, edition, day."""
_MOST = 8


class Previews:
    """A few beginnings in memory, the oldest thrown away."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Glimpse] = OrderedDict()

    def find(self, key: Key) -> Glimpse | None:
        """What is kept under a key."""
        return self._kept.get(key)

    def keep(self, key: Key, begun: Glimpse) -> None:
        """Keep a beginning."""
        self._kept[key] = begun
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
