"""Public pages kept in memory for as long as nothing has changed.

Every change to what the public sees adds an entry to the audit chain in its own transaction, and
what depends on the clock alone changes at midnight in Shanghai, when rounds open and close. So
the head of the chain and the date decide what a public page says, and nothing has to be thrown
away: a page of an older head is not asked for again, and makes room in time. A page read while
something changes can only be newer than its head.
"""

import gzip
import hashlib
from collections import OrderedDict
from functools import cached_property

MOST_BYTES = 32 * 1024 * 1024
_GZIP_LEVEL = 5

Key = tuple[str, str, str, str, str]
"""Head of the chain, date, language, path, query."""


class Kept:
    """The HTML of a public page, with its tag and, once somebody asks, compressed."""

    def __init__(self, html: str, media: str = "text/html") -> None:
        self.data = html.encode()
        self.media = media
        self.tag = f'W/"{hashlib.sha256(self.data).hexdigest()[:24]}"'

    @cached_property
    def squeezed(self) -> bytes:
        """The page as gzip."""
        return gzip.compress(self.data, _GZIP_LEVEL, mtime=0)


class Shelf:
    """Pages by key; the longest unasked ones make room for new ones."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._pages: OrderedDict[Key, Kept] = OrderedDict()

    def find(self, key: Key) -> Kept | None:
        """The page of a key, if it is still here."""
        kept = self._pages.get(key)
        if kept:
            self._pages.move_to_end(key)
        return kept

    def keep(self, key: Key, page: Kept) -> None:
        """Put a page on the shelf."""
        self._size += len(page.data) - len(self._pages[key].data if key in self._pages else b"")
        self._pages[key] = page
        while self._size > self._most:
            _, gone = self._pages.popitem(last=False)
            self._size -= len(gone.data)

    def clear(self) -> None:
        """Forget every page."""
        self._pages.clear()
        self._size = 0
