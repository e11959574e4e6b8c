"""What takes long to make, kept in this process until what it was made from changes."""

from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Things by a key, each with the state of what it was made from; the oldest go first."""

    def __init__(self, most: int = 16) -> None:
        self._most = most
        self._held: dict[Hashable, tuple[object, T]] = {}

    async def get(self, key: Hashable, state: object, make: Callable[[], Awaitable[T]]) -> T:
        """What is kept under `key` if it was made from `state`, else what `make` gives, kept."""
        held = self._held.get(key)
        if held is not None and held[0] == state:
            return held[1]
        made = await make()
        self._held.pop(key, None)
        while len(self._held) >= self._most:
            self._held.pop(next(iter(self._held)))
        self._held[key] = state, made
        return made
