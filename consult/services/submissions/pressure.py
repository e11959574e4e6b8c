"""Whether what comes in looks like more than people: so much in a minute, from one network or
altogether, or the same sentences again and again.

Counted in memory, by this process alone: nothing about a visitor is stored. Where several
processes serve the site, each sees its share, and a threshold is reached after at most as many
times that number as there are processes.
"""

import datetime as dt
import hashlib
import re
from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from itertools import islice

from consult.services.moderating.moderation import Cause
from reports.normalize import fold

MINUTE = dt.timedelta(minutes=1)
WHILE_ALIKE = dt.timedelta(minutes=10)
_MOST_KEYS = 20_000
_MOST_SENTENCES = 40
_TELLING = 10
"""Letters of a sentence that two people seldom write alike."""
_ENDS = re.compile(r"[。！？!?；;\n]")
_DIGITS = re.compile(r"\d")


class Arrivals:
    """The last arrivals of each key, as many as it takes to tell whether they are too many."""

    def __init__(self, limit: int, window: dt.timedelta) -> None:
        self._limit, self._window = limit, window
        self._at: OrderedDict[str, deque[dt.datetime]] = OrderedDict()

    def add(self, key: str, now: dt.datetime) -> None:
        """Count one; the key not heard of longest makes room."""
        known = self._at.pop(key, None)
        self._at[key] = deque(maxlen=self._limit) if known is None else known
        self._at[key].append(now)
        while len(self._at) > _MOST_KEYS:
            self._at.popitem(last=False)

    def many(self, key: str, now: dt.datetime) -> bool:
        """Whether `limit` of them came within the window; with a limit of 0, always."""
        at = self._at.get(key, ())
        return len(at) >= self._limit and all(now - one < self._window for one in [*at][:1])


class Pressure:
    """What one process has seen come in of late; every threshold 0 asks everybody."""

    def __init__(self, *, site: int, network: int, alike: int) -> None:
        self._site = Arrivals(site, MINUTE)
        self._network = Arrivals(network, MINUTE)
        self._alike = Arrivals(alike, WHILE_ALIKE)

    def crowded(self, network: str, now: dt.datetime) -> Cause | None:
        """Why a form that is opened now would be asked for a proof, None when it would not."""
        if self._site.many("", now):
            return Cause.CROWD
        return Cause.NETWORK if self._network.many(network, now) else None

    def weigh(self, network: str, texts: Iterable[str], now: dt.datetime) -> Cause | None:
        """Count what is sent now; why it is to be asked for a proof, None when it is not."""
        keys = pieces(texts)
        found = self.crowded(network, now)
        if found is None and any(self._alike.many(key, now) for key in keys):
            found = Cause.ALIKE
        self._site.add("", now)
        self._network.add(network, now)
        for key in keys:
            self._alike.add(key, now)
        return found


def pieces(texts: Iterable[str]) -> Sequence[str]:
    """What near-copies share: a key for each telling sentence, whatever its punctuation, case,
    width, unseen characters and figures. At most 40 sentences are read."""
    sentences = (one for text in texts for one in _ENDS.split(text))
    folded = (_DIGITS.sub("", fold(one)) for one in islice(sentences, _MOST_SENTENCES))
    telling = dict.fromkeys(one for one in folded if len(one) >= _TELLING)
    return [hashlib.sha256(one.encode()).hexdigest() for one in telling]
