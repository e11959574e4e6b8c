"""Public pages kept in memory for as long as nothing has changed.

Every change to what the public sees adds an entry to the audit chain in its own transaction, and
what depends on the clock alone changes at midnight in Shanghai, when rounds open and close. So
the head of the chain and the date decide what a public page says, and nothing has to be thrown
away: a page of an older head is not asked for again, and makes room in time. A page read while
something changes can only be newer than its head.
"""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from functools import cached_property

MOST_BYTES = 32 * 1024 * 1024
_GZIP_LEVEL = 5
_PATIENCE = 2.0
"""Seconds to wait for a page that somebody else is having made."""

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
        self._making: dict[Key, asyncio.Future[None]] = {}

    async def wait(self, key: Key) -> Kept | None:
        """The page of a key; where a crowd asks for a new one, it is made once and the others wait.

        None for the one who is to make it and `keep` it, and for whoever waited in vain.
        """
        kept, making = self.find(key), self._making.get(key)
        if kept is None and making:
            await asyncio.wait({making}, timeout=_PATIENCE)
            return self.find(key)
        if kept is None:
            self._begin(key)
        return kept

    def _begin(self, key: Key) -> None:
        """Whoever makes a page may fail: the end of its task wakes those who wait."""
        made = self._making[key] = asyncio.get_running_loop().create_future()
        task = asyncio.current_task()
        if task:
            task.add_done_callback(lambda _: self._end(key, made))

    def _end(self, key: Key, made: "asyncio.Future[None] | None") -> None:
        if made and self._making.get(key) is made:
            del self._making[key]
            made.set_result(None)

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
        self._end(key, self._making.get(key))
        while self._size > self._most:
            _, gone = self._pages.popitem(last=False)
            self._size -= len(gone.data)

    def clear(self) -> None:
        """Forget every page."""
        self._pages.clear()
        self._size = 0
