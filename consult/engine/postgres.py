"""PostgreSQL behind a pool that loses no connection."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from piccolo.engine import PostgresEngine
from piccolo.engine.postgres import PostgresTransaction

CLOSING = 30
"""Seconds that open connections have to finish when the pool closes."""


class ReturningTransaction(PostgresTransaction):
    """Piccolo's transaction, which gives its connection back whatever happens.

    Piccolo's own keeps it when it is cancelled while it begins or ends, as by a visitor who hangs
    up: ten of those and the pool is empty for good. The pool rolls back what is left open.
    """

    __slots__ = ()

    async def begin(self) -> None:
        """Begin, or give the connection back."""
        try:
            await self.transaction.start()
        except BaseException:
            await self._give_back()
            raise

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if self._parent is not None:
            return False
        self.engine.current_transaction.reset(self.context)
        try:
            await (self.transaction.commit() if error is None else self.transaction.rollback())
        finally:
            await self._give_back()
        return False

    async def _give_back(self) -> None:
        if self.engine.pool is not None:
            await self.engine.pool.release(self.connection)


class PooledPostgresEngine(PostgresEngine):
    """PostgreSQL behind a pool that loses no connection and does not wait for ever to close."""

    __slots__ = ("watched",)

    def __init__(self, config: dict[str, Any], extensions: Sequence[str]) -> None:
        super().__init__(config=config, extensions=extensions)
        self.watched: Mapping[str, Any] = {}

    async def start_connection_pool(self, **kwargs: Any) -> None:
        """Open the pool; at most ten connections unless said otherwise."""
        await super().start_connection_pool(**{"min_size": 1, "max_size": 10, **kwargs})

    async def close_connection_pool(self) -> None:
        """Close the pool; a connection still at work is cut off after a while."""
        if self.pool is None:
            return
        try:
            await asyncio.wait_for(self.pool.close(), CLOSING)
        except TimeoutError:
            self.pool.terminate()
        self.pool = None

    def transaction(self, allow_nested: bool = True) -> PostgresTransaction:
        """A transaction on a connection of the pool."""
        return ReturningTransaction(engine=self, allow_nested=allow_nested)
