"""SQLite for many at once: a few readers and one writer whose turns queue.

Piccolo's own engine opens a connection and a thread for every query and begins transactions
DEFERRED, which fail at once when two of them write. Here writers wait for each other; those that
wait are committed together with one fsync (group commit), and nobody is told "saved" before it.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Any

import aiosqlite
from piccolo.engine import SQLiteEngine
from piccolo.engine.sqlite import SQLiteTransaction, TransactionType, dict_factory
from piccolo.table import Table

READERS = 4
MAX_GROUP = 64
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=1",
    "busy_timeout=300000",  # ms; a worker that stores a large round writes for a minute or more
    "cache_size=-16000",
    "temp_store=memory",
)


class Writer:
    """The one connection that writes, shared by transactions that take turns on it.

    Each transaction is a savepoint. The last one in a queue commits for all that went before;
    each of those waits for that commit and fails with it.
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._group: list[asyncio.Future[None]] = []
        self._afoot: set[asyncio.Task[None]] = set()

    def set_going(self, step: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Begin a step that goes on when its asker is cancelled."""
        task = asyncio.create_task(step)
        self._afoot.add(task)
        task.add_done_callback(self._afoot.discard)
        return task

    def forsake(self, entering: asyncio.Task[None]) -> None:
        """Give a turn back that came when nobody waited for it any more."""
        if not entering.cancelled() and entering.exception() is None:
            self.set_going(self.leave(keep=False))

    async def rest(self) -> None:
        """Wait for the turns that have begun, also those whose asker is gone, so that the
        connection may be closed."""
        while self._afoot or self._turn.locked():
            await asyncio.gather(*self._afoot, return_exceptions=True)
            async with self._turn:
                pass

    async def enter(self, *, alone: bool) -> None:
        """Wait for a turn and begin. A long one goes `alone`: those before it are committed
        first, so that nobody's receipt waits for an import."""
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            if alone:
                await self._commit()
            if not self.connection.in_transaction:
                await self.connection.execute("BEGIN IMMEDIATE")
            await self.connection.execute("SAVEPOINT turn")
        except BaseException:
            await self._end_turn()
            raise

    async def leave(self, *, keep: bool) -> None:
        """Keep or undo what this turn wrote; returns once it is safely on disk."""
        saved: asyncio.Future[None] | None = None
        try:
            if not keep:
                await self.connection.execute("ROLLBACK TO turn")
            await self.connection.execute("RELEASE turn")
            if keep:
                saved = asyncio.get_running_loop().create_future()
                self._group.append(saved)
        finally:
            await self._end_turn()
        if saved:
            await saved

    async def _end_turn(self) -> None:
        try:
            if self._waiting == 0 or len(self._group) >= MAX_GROUP:
                await self._commit()
        finally:
            self._turn.release()

    async def _commit(self) -> None:
        group, self._group = self._group, []
        try:
            if self.connection.in_transaction:
                await self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                await self.connection.execute("ROLLBACK")
            for saved in group:
                if not saved.done():
                    saved.set_exception(error)
            return
        for saved in group:
            if not saved.done():
                saved.set_result(None)


class QueuedTransaction(SQLiteTransaction):
    """A turn on the writer. Nested ones are the outer one, as in Piccolo."""

    __slots__ = ("alone", "writer")

    def __init__(self, engine: SQLiteEngine, *, allow_nested: bool = True, alone: bool = False):
        super().__init__(engine=engine, allow_nested=allow_nested)
        self.alone = alone

    async def __aenter__(self) -> SQLiteTransaction:
        if self._parent is not None:
            return self._parent
        self.writer = writer = await _writer_of(self.engine)
        entering = writer.set_going(writer.enter(alone=self.alone))
        try:
            await asyncio.shield(entering)
        except asyncio.CancelledError:
            entering.add_done_callback(writer.forsake)
            raise
        self.connection = writer.connection
        self.context = self.engine.current_transaction.set(self)
        return self

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if self._parent is not None:
            return False
        self.engine.current_transaction.reset(self.context)
        leaving = self.writer.set_going(self.writer.leave(keep=error is None))
        await asyncio.shield(leaving)
        return False


class PooledSQLiteEngine(SQLiteEngine):
    """SQLite in WAL with synchronous=FULL: a few readers, one writer."""

    __slots__ = ("_all", "_idle", "_opening", "_writer", "watched")

    def __init__(self, path: str) -> None:
        super().__init__(path=path, timeout=30)
        self._idle: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        self._all: list[aiosqlite.Connection] = []
        self._writer: Writer | None = None
        self._opening = asyncio.Lock()
        self.watched: Mapping[str, Any] = {}

    async def start_connection_pool(self) -> None:
        """Open the writer and the readers; done on first use when not called."""
        async with self._opening:
            if self._writer is None:
                Path(self.path).parent.mkdir(parents=True, exist_ok=True)
                writer = await self._connect()
                for _ in range(READERS):
                    reader = await self._connect()
                    await reader.execute("PRAGMA query_only=1")
                    self._idle.put_nowait(reader)
                self._writer = Writer(writer)

    async def close_connection_pool(self) -> None:
        """Close every connection; the last one folds the log back into the file."""
        if self._writer is not None:
            await self._writer.rest()
        connections, self._all, self._writer = self._all, [], None
        self._idle = asyncio.LifoQueue()
        for connection in connections:
            await connection.close()

    async def writer(self) -> Writer:
        """The writer, opened if need be."""
        if self._writer is None:
            await self.start_connection_pool()
        assert self._writer is not None  # noqa: S101 - for the type checker: just opened
        return self._writer

    async def _connect(self) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(**self.connection_kwargs, cached_statements=512)
        connection.row_factory = dict_factory  # type: ignore[assignment]
        for pragma in _PRAGMAS:
            await connection.execute(f"PRAGMA {pragma}")
        self._all.append(connection)
        return connection

    async def _run_in_new_connection(
        self,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",  # noqa: ARG002 - Piccolo's signature
        table: type[Table] | None = None,  # noqa: ARG002
    ) -> Any:
        if not query.lstrip()[:6].upper().startswith("SELECT"):
            async with self.transaction() as turn:
                return await self._run_in_existing_connection(turn.connection, query, args)
        if self._writer is None:
            await self.start_connection_pool()
        reader = await self._idle.get()
        try:
            return await self._run_in_existing_connection(reader, query, args)
        finally:
            self._idle.put_nowait(reader)

    async def _run_in_existing_connection(
        self,
        connection: aiosqlite.Connection,
        query: str,
        args: list[Any] | None = None,
        query_type: str = "generic",  # noqa: ARG002 - Piccolo's signature
        table: type[Table] | None = None,  # noqa: ARG002
    ) -> Any:
        return await connection.execute_fetchall(query, args or [])

    def transaction(
        self,
        transaction_type: TransactionType = TransactionType.immediate,  # noqa: ARG002
        allow_nested: bool = True,
    ) -> SQLiteTransaction:
        """A turn on the writer, always IMMEDIATE."""
        return QueuedTransaction(engine=self, allow_nested=allow_nested)


async def _writer_of(engine: SQLiteEngine) -> Writer:
    if not isinstance(engine, PooledSQLiteEngine):
        raise TypeError("a queued transaction needs the pooled engine")
    return await engine.writer()
