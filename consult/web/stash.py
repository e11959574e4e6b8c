"""Keeping a file between its preview and its import, so nobody has to choose it twice."""

import datetime as dt
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

_LIFE = dt.timedelta(minutes=30)
_MOST_BYTES = 64 * 1024 * 1024
_MOST_NOTES = 8
_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


class Kept(msgspec.Struct, frozen=True):
    """One uploaded file, whose it is, and what was filled in beside it."""

    owner: int | None
    filename: str
    data: bytes
    until: dt.datetime
    fields: Mapping[str, str] = _NO_FIELDS


class Stash:
    """A small store in memory; the oldest files make room for new ones."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, Kept] = OrderedDict()
        self._notes: OrderedDict[str, object] = OrderedDict()

    def keep(
        self,
        owner: int | None,
        filename: str,
        data: bytes,
        now: dt.datetime,
        fields: Mapping[str, str] = _NO_FIELDS,
    ) -> str:
        """Store a file for half an hour and return the ticket that fetches it."""
        ticket = secrets.token_urlsafe(18)
        self._files[ticket] = Kept(owner, filename, data, now + _LIFE, fields)
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
        self._notes.pop(ticket, None)

    def note(self, ticket: str, what: object) -> None:
        """Keep what was found in the file of a ticket; of the newest few only."""
        self._notes[ticket] = what
        while len(self._notes) > _MOST_NOTES:
            self._notes.popitem(last=False)

    def noted(self, ticket: str) -> object | None:
        """What was found in the file of a ticket, None when it has to be looked at again."""
        return self._notes.get(ticket)
