"""A long list a page at a time, from key to key: where a page begins is said by the item before
it, so that nothing is shown twice or passed over while others write."""

import bisect
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, TypeVar, overload

import msgspec

T = TypeVar("T")
U = TypeVar("U")
Key = tuple[int | float | str, ...]
_BETWEEN = "~"
_BEYOND = 2**63
"""No number of a database is as large; nor is one that is not a number smaller."""


class Turn(msgspec.Struct, frozen=True):
    """Which page is asked for: what follows a key, what stands before one, or the end of the list.
    The first page when nothing is. Keys are as `Slice` gave them."""

    after: str = ""
    before: str = ""
    last: bool = False


FIRST = Turn()


class Slice(msgspec.Struct, Generic[T], frozen=True):
    """A page of a list: its items, the place of the first one from 1, how many there are, and the
    keys that lead to the pages `before` and `after` it, "" where there is none; `cut` also tells
    the key that this page follows (`here`, "" for the first)."""

    items: Sequence[T]
    first: int
    total: int
    before: str = ""
    after: str = ""
    here: str = ""

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        return self.items[place]

    def of(self, items: Sequence[U]) -> "Slice[U]":
        """The same page with something else made of each item."""
        return Slice(items, self.first, self.total, self.before, self.after, self.here)


def cut(
    items: Sequence[T],
    key: Callable[[T], Key],
    turn: Turn,
    size: int,
    place: int | None = None,
) -> Slice[T]:
    """The page of `items` that is asked for, or the one with the item at `place`. Where they stand
    in the order of their keys, the key of an item that is gone still marks its place; else it
    leads to the first page."""
    keys = [key(one) for one in items]
    start = _start(keys, turn, size) if place is None else place // size * size
    end = min(start + size, len(keys))
    return Slice(
        items[start:end],
        start + 1 if end > start else 0,
        len(keys),
        before=told(keys[start]) if start else "",
        after=told(keys[end - 1]) if start < end < len(keys) else "",
        here=told(keys[start - 1]) if start else "",
    )


def _start(keys: Sequence[Key], turn: Turn, size: int) -> int:
    """Where the page begins; a page before a key is full even where fewer stand before it."""
    end = max(0, (len(keys) - 1) // size * size)
    if turn.last:
        return end
    like = keys[0] if keys else ()
    if (known := heard(turn.after, like)) is not None:
        here = _place(keys, known) + (known in keys)
        return here if here < len(keys) else end
    if (known := heard(turn.before, like)) is not None:
        return max(0, _place(keys, known) - size)
    return 0


def _place(keys: Sequence[Key], known: Key) -> int:
    """Where a key stands, or would stand."""
    if known in keys:
        return keys.index(known)
    if any(one > other for one, other in pairwise(keys)):
        return 0
    return bisect.bisect_left(keys, known)


async def leaf(
    turn: Turn,
    size: int,
    total: int,
    key: Callable[[T], Key],
    *,
    like: Key,
    near: Callable[[Key | None, bool, int], Awaitable[Sequence[T]]],
    ahead: Callable[[Key], Awaitable[int]],
) -> Slice[T]:
    """The page of a list too long to read whole. `like` is any key; `near(key, back, most)` gives
    up to `most` items after a key (from the start for None), or, `back`, those before it (before
    the end), the nearest first; `ahead(key)` how many stand before a key."""
    items: Sequence[T] = ()
    if (known := heard(turn.after, like)) is not None:
        items = await near(known, False, size)
    if turn.last or (known is not None and not items):
        items = (await near(None, True, (total - 1) % size + 1))[::-1] if total else ()
    elif known is None and (known := heard(turn.before, like)) is not None:
        items = (await near(known, True, size))[::-1]
        items = items if len(items) == size else ()
    items = items or await near(None, False, size)
    start = await ahead(key(items[0])) if items else 0
    return Slice(
        items,
        start + 1 if items else 0,
        total,
        before=told(key(items[0])) if start else "",
        after=told(key(items[-1])) if items and start + len(items) < total else "",
    )


def told(key: Key) -> str:
    """A key as an address holds it."""
    return _BETWEEN.join(map(str, key))


def heard(words: str, like: Key) -> Key | None:
    """The key an address holds, of the kinds of another; None for what is no such key."""
    parts = words.split(_BETWEEN)
    if not words or len(parts) != len(like):
        return None
    try:
        key = tuple(type(one)(part) for part, one in zip(parts, like, strict=True))
    except ValueError:
        return None
    return key if all(isinstance(one, str) or abs(one) < _BEYOND for one in key) else None
