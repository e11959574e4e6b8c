"""Keeping a spreadsheet between its preview and its import, so nobody has to choose it twice."""

import datetime as dt
import secrets
from collections import OrderedDict

import msgspec

_LIFE = dt.timedelta(minutes=30)
_MOST_BYTES = 64 * 1024 * 1024


class Kept(msgspec.Struct, frozen=True):
    """One uploaded file and whose it is."""

    owner: int | None
    filename: str
    data: bytes
    until: dt.datetime


class Stash:
    """A small store in memory; the oldest files make room for new ones."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, Kept] = OrderedDict()

    def keep(self, owner: int | None, filename: str, data: bytes, now: dt.datetime) -> str:
        """Store a file for half an hour and return the ticket that fetches it."""
        ticket = secrets.token_urlsafe(18)
        self._files[ticket] = Kept(owner, filename, data, now + _LIFE)
        while sum(len(kept.data) for kept in self._files.values()) > _MOST_BYTES:
            self._files.popitem(last=False)
        return ticket

    def fetch(self, ticket: str, owner: int | None, now: dt.datetime) -> Kept | None:
        """The file of a ticket, for the person who left it and while it lasts; else None."""
        kept = self._files.get(ticket)
        if kept is None or kept.owner != owner or now >= kept.until:
            return None
        return kept

    def forget(self, ticket: str) -> None:
        """Drop the file of a ticket."""
        self._files.pop(ticket, None)
