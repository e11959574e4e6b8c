"""What happens on a Dask worker: it keeps the texts of a run and answers parcels about them.

Only `reports.scattering` imports this, when Dask is wanted. Dask hands the texts to every worker
there is and to each that comes later, so that no answer depends on a worker that has died.
"""

from threading import Lock
from typing import Any

import numpy as np
from distributed import WorkerPlugin
from numpy.typing import NDArray

from reports.comparing.encoding import Encoded
from reports.comparing.parcels import Known, answer
from reports.comparing.scan import Layout, layout
from reports.similarity import Threshold

_HELD: dict[str, "Texts"] = {}


class Forgotten(Exception):
    """The worker does not know the texts it is asked about."""


class Texts(WorkerPlugin):
    """The texts of one run, by a name that no other run has."""

    def __init__(self, name: str, encoded: Encoded) -> None:
        self.name, self._encoded = name, encoded
        self._columns: tuple[str, Layout] | None = None
        self._lock = Lock()

    def __reduce__(self) -> tuple[type["Texts"], tuple[str, Encoded]]:
        return Texts, (self.name, self._encoded)

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - Dask's signature
        """Dask calls this when the worker gets the texts."""
        _HELD[self.name] = self

    def teardown(self, worker: Any) -> None:  # noqa: ARG002 - Dask's signature
        """Dask calls this when they may be forgotten."""
        _HELD.pop(self.name, None)

    def answer(
        self, key: str, leaders: NDArray[np.int32], before: Known, threshold: Threshold
    ) -> Known:
        """What the texts of a parcel find among `leaders`, which are sorted once for all parcels
        of the same `key`."""
        with self._lock:
            if self._columns is None or self._columns[0] != key:
                self._columns = key, layout(self._encoded, leaders)
            columns = self._columns[1]
        return answer(self._encoded, columns, before, threshold)


def same(leaders: NDArray[np.int32]) -> NDArray[np.int32]:
    """A task that is its own argument: sent once to each worker, and made anew when lost."""
    return leaders


def find(
    name: str, key: str, leaders: NDArray[np.int32], before: Known, threshold: Threshold
) -> Known:
    """The task of one parcel. Raises Forgotten."""
    held = _HELD.get(name)
    if held is None:
        raise Forgotten(name)
    return held.answer(key, leaders, before, threshold)
