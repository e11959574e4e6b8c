"""Slowing down guessing: a sliding window of failures for each client address, in memory.

One process serves the site on SQLite; several processes each keep their own window, so the
effective limit is at most the number of processes times the one given here.
"""

import datetime as dt
import ipaddress
from collections import OrderedDict

from consult.errors import TooManyTries

_MOST_ADDRESSES = 10_000


class Tries:
    """At most `limit` failures in `seconds` for one address."""

    def __init__(self, limit: int = 10, seconds: int = 60) -> None:
        self._limit = limit
        self._window = dt.timedelta(seconds=seconds)
        self._failures: OrderedDict[str, list[dt.datetime]] = OrderedDict()

    def check(self, address: str, now: dt.datetime) -> None:
        """Raise TooManyTries while the address has used up its failures."""
        recent = [at for at in self._failures.get(address, ()) if now - at < self._window]
        if len(recent) >= self._limit:
            raise TooManyTries("尝试的次数太多。请过一分钟再试。")

    def failed(self, address: str, now: dt.datetime) -> None:
        """Remember one failure; the longest-forgotten address makes room."""
        recent = [at for at in self._failures.pop(address, ()) if now - at < self._window]
        self._failures[address] = [*recent, now][-self._limit :]
        while len(self._failures) > _MOST_ADDRESSES:
            self._failures.popitem(last=False)


def client_address(peer: str, forwarded: str, hops: int) -> str:
    """The address to hold responsible: the peer, or what our own `hops` proxies saw.

    X-Forwarded-For grows to the right, so only the last `hops` entries were written by proxies
    of ours; anything further left is the client's own claim and is never believed. IPv6 callers
    own at least a /64, so they are counted by it.
    """
    claimed = [entry.strip() for entry in forwarded.split(",") if entry.strip()]
    seen = claimed[-hops] if 0 < hops <= len(claimed) else peer
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return peer
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network(f"{address}/64", strict=False))
