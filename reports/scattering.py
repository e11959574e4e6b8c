"""Comparing on other machines: the parcels of `reports.comparing.parcels` on a Dask cluster.

The answer is that of the local run, to the byte. The texts are sent to every worker once, to one
that comes later as well; a parcel is a list of numbers; answers are taken in the order of the
parcels. What a worker that dies was doing is done by another.
"""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from hashlib import blake2b
from inspect import getsource
from typing import Any

from reports import similarity
from reports.comparing import encoding, nearest, parcels, scan, verify
from reports.comparing.encoding import Encoded
from reports.comparing.nearest import Nearest
from reports.comparing.parcels import Known, known, learn, light
from reports.comparing.scan import Layout
from reports.similarity import Threshold

_Client = Any
_Future = Any
GRAIN = 1 << 23
"""Pairs in a small parcel: about a twentieth of a second of one core. A rectangle of fewer than
two stays at home."""
_PARCELS = 256  # of one rectangle at most: in large ones parcels are larger
_REACH = 10  # seconds in which the scheduler must answer
_LOOK = 0.25  # seconds between two looks at whether the work is still wanted
_PATIENCE = 240  # looks without any worker before giving up
_AHEAD = 3  # parcels under way for each thread
_LOSSES = 4  # how often the way to the workers may be lost


class Trouble(StrEnum):
    """Why a cluster cannot be used."""

    MISSING = "missing"
    """Dask is not installed here."""
    UNREACHABLE = "unreachable"
    """No scheduler at the address, or it is gone."""
    IDLE = "idle"
    """The scheduler has no workers."""
    UNLIKE = "unlike"
    """A worker lacks this program, or has another version of it."""
    LOST = "lost"
    """Workers die again and again."""


class Unavailable(Exception):
    """The cluster at `address` cannot be used."""

    def __init__(self, trouble: Trouble, address: str) -> None:
        super().__init__(trouble, address)
        self.trouble, self.address = trouble, address


class _Lost(Exception):
    """Something that workers held is gone, or the way to it."""


@contextmanager
def _asking() -> Iterator[None]:
    """Around every word with Dask: raises _Lost for what can be tried again."""
    from distributed import KilledWorker

    from reports.comparing.worker import Forgotten

    try:
        yield
    except (CancelledError, Forgotten, KilledWorker, OSError) as error:
        raise _Lost from error


@contextmanager
def workers_of(address: str, grain: int = GRAIN) -> "Iterator[Scattering]":
    """The workers of the scheduler at `address` (`tcp://HOST:PORT`), as `clusterer.group` takes
    them. Raises Unavailable, also while they work."""
    try:
        from distributed import Client
    except ImportError:
        raise Unavailable(Trouble.MISSING, address) from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # people get one sentence instead
    try:
        client: _Client = Client(address, timeout=_REACH, set_as_default=False)  # type: ignore[no-untyped-call]  # half of distributed is not typed
    except (OSError, ValueError, TypeError):
        raise Unavailable(Trouble.UNREACHABLE, address) from None
    try:
        _greet(client, address)
        yield Scattering(client, address, grain)
    finally:
        with suppress(OSError):
            client.close(timeout=_REACH)


def fingerprint() -> str:
    """A sum of the code that workers run: with other code they might answer otherwise."""
    modules = (encoding, nearest, parcels, scan, verify, similarity)
    return blake2b("".join(map(getsource, modules)).encode(), digest_size=16).hexdigest()


def _greet(client: _Client, address: str) -> None:
    """Raises Unavailable unless there are workers, all with this very program."""
    try:
        with _asking():
            told = client.run(fingerprint)
    except (ImportError, AttributeError):
        raise Unavailable(Trouble.UNLIKE, address) from None
    except _Lost:
        raise Unavailable(Trouble.UNREACHABLE, address) from None
    if not told:
        raise Unavailable(Trouble.IDLE, address)
    if set(told.values()) != {fingerprint()}:
        raise Unavailable(Trouble.UNLIKE, address)


class Scattering:
    """A Dask cluster as `reports.comparing.parcels.Helpers`."""

    def __init__(self, client: _Client, address: str, grain: int) -> None:
        self._client, self._address, self._grain = client, address, grain
        self._runs = 0

    def share(self, encoded: Encoded, threshold: Threshold) -> "Scattered":
        """Nothing is sent before there is a rectangle worth it."""
        self._runs += 1
        texts = f"{self._client.id}-{self._runs}", encoded
        return Scattered(self._client, self._address, self._grain, texts, threshold)


class Scattered:
    """The texts of one run of the leader rule on the workers."""

    def __init__(
        self,
        client: _Client,
        address: str,
        grain: int,
        texts: tuple[str, Encoded],
        threshold: Threshold,
    ) -> None:
        self._client, self._address, self._grain = client, address, grain
        (self._name, self._encoded), self._threshold = texts, threshold
        self._sent = False
        self._losses = 0

    def compare(
        self, rows: Layout, columns: Layout, nearest: Nearest, heard: Callable[[float], None]
    ) -> bool:
        """See `reports.comparing.parcels.Sharing`. Raises Unavailable."""
        cut = parcels.cut(rows, columns, self._threshold, self._grain)
        if len(cut) < 2:
            return False
        if len(cut) > _PARCELS:
            more = self._grain * len(cut) // _PARCELS
            cut = parcels.cut(rows, columns, self._threshold, more)
        asked = [known(nearest, rows.index[parcel.start : parcel.stop]) for parcel in cut]
        whole = sum(parcel.weight for parcel in cut)
        done = 0

        def say() -> None:
            heard(sum(parcel.weight for parcel in cut[:done]) / whole)

        while done < len(cut):
            try:
                with closing(self._answers(asked[done:], columns, say)) as answers:
                    for found in answers:
                        learn(nearest, found)
                        done += 1
                        say()
            except _Lost:
                self._recover()
        return True

    def end(self) -> None:
        """Let the workers forget the texts."""
        if self._sent:
            self._sent = False
            with suppress(_Lost), _asking():
                self._client.unregister_worker_plugin(self._name)

    def _recover(self) -> None:
        """After a loss: the texts will be sent again, unless it is time to give up."""
        self.end()
        self._losses += 1
        if self._client.status != "running":
            raise Unavailable(Trouble.UNREACHABLE, self._address) from None
        if self._losses == _LOSSES:
            raise Unavailable(Trouble.LOST, self._address) from None

    def _answers(
        self, asked: Sequence[Known], columns: Layout, say: Callable[[], None]
    ) -> Generator[Known, None, None]:
        """What the texts of each parcel found, in order; a few are under way at a time."""
        from reports.comparing.worker import find, same

        client = self._client
        with _asking():
            self._send()
            leaders = client.submit(same, columns.index, pure=False)
            most = 1 + _AHEAD * sum(client.nthreads().values())
        under_way: deque[_Future] = deque()
        try:
            for own in asked:
                with _asking():
                    task = client.submit(
                        find, self._name, leaders.key, leaders, own, self._threshold, pure=False
                    )
                under_way.append(task)
                if len(under_way) == most:
                    yield self._awaited(under_way[0], say)
                    under_way.popleft()
            while under_way:
                yield self._awaited(under_way[0], say)
                under_way.popleft()
        finally:
            with suppress(_Lost), _asking():
                client.cancel(list(under_way))

    def _send(self) -> None:
        """Let every worker know the texts."""
        from reports.comparing.worker import Texts

        if not self._sent:
            self._client.register_plugin(Texts(self._name, light(self._encoded)))
            self._sent = True

    def _awaited(self, task: _Future, say: Callable[[], None]) -> Known:
        """The answer when it is there. Meanwhile whoever listens may break off."""
        lonely = 0
        while not _ended(task):
            say()
            with _asking():
                lonely = 0 if self._client.nthreads() else lonely + 1
            if lonely == _PATIENCE:
                raise Unavailable(Trouble.IDLE, self._address)
        with _asking():
            found: Known = task.result(timeout=_REACH)
        return found


def _ended(task: _Future) -> bool:
    with _asking():
        try:
            task.exception(timeout=_LOOK)
        except TimeoutError:
            return False
    return True
