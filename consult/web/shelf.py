"""Public pages kept in memory for as long as nothing has changed.

Every change to what the public sees adds an entry to the audit chain in its own transaction, and
what depends on the clock alone changes at midnight in Shanghai, when rounds open and close. So
the head of the chain and the date decide what a public page says, and nothing has to be thrown
away: a page of an older head is not asked for again, and makes room in time. A page read while
something changes can only be newer than its head. Only while one visitor has a page made anew do
the others read the one before it, for two seconds at most: a crowd does not wait (R30).
"""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from functools import cached_property
from typing import NamedTuple

MOST_BYTES = 32 * 1024 * 1024
_GZIP_LEVEL = 5
_PATIENCE = 2.0
"""Seconds to wait for a page that somebody else is having made, or to read the one before it."""

Key = tuple[str, str, str, str, str]
"""Head of the chain, date, language, path, query."""
Place = tuple[str, str, str, str]
"""What a visitor asks for: all but the head."""


def _place(key: Key) -> Place:
    return key[1:]


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


class _Making(NamedTuple):
    """A page being made: who waits for it, and since when."""

    done: asyncio.Future[None]
    since: float


class Shelf:
    """Pages by key; the longest unasked ones make room for new ones."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._newest: dict[Place, Key] = {}
        self._making: dict[Place, _Making] = {}

    async def wait(self, key: Key) -> Kept | None:
        """The page of a key. Where a crowd asks for one that has changed, it is made once; the
        others read the one before, or wait where there was none.

        None for the one who is to make it and `keep` it, and for whoever waited in vain.
        """
        kept = self.find(key)
        if kept:
            return kept
        making = self._making.get(_place(key))
        if making is None:
            self._begin(key)
            return None
        left = making.since + _PATIENCE - asyncio.get_running_loop().time()
        before = self._before(key) if left > 0 else None
        if before is None and left > 0:
            await asyncio.wait({making.done}, timeout=left)
            return self.find(key) or self._before(key)
        return before

    def _before(self, key: Key) -> Kept | None:
        newest = self._newest.get(_place(key))
        return self.find(newest) if newest else None

    def _begin(self, key: Key) -> None:
        """Whoever makes a page may fail: the end of its task wakes those who wait."""
        loop = asyncio.get_running_loop()
        making = self._making[_place(key)] = _Making(loop.create_future(), loop.time())
        task = asyncio.current_task()
        if task:
            task.add_done_callback(lambda _: self._end(key, making))

    def _end(self, key: Key, making: "_Making | None") -> None:
        if making and self._making.get(_place(key)) is making:
            del self._making[_place(key)]
            making.done.set_result(None)

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
        self._newest[_place(key)] = key
        self._end(key, self._making.get(_place(key)))
        while self._size > self._most:
            old, gone = self._pages.popitem(last=False)
            self._size -= len(gone.data)
            if self._newest.get(_place(old)) == old:
                del self._newest[_place(old)]

    def clear(self) -> None:
        """Forget every page."""
        self._pages.clear()
        self._newest.clear()
        self._size = 0
