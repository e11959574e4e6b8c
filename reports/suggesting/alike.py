"""How surely two opinions are one: a logistic score of what they share and where they part.

The weights were fitted on tests/truth/opinions/dogs-a.jsonl (for single articles with the demo's
own comments at a third of the weight), signs fixed beforehand, and are not to be touched by hand:
`python -m bench.tune_opinions` prints them.
"""

import math
from collections.abc import Sequence
from copy import copy

import msgspec
import numpy as np
from numpy.typing import NDArray

from reports.suggesting.leaning import AXES
from reports.suggesting.reading import Reading
from reports.suggesting.vectors import marked, products, weighted

FEATURES = (
    *("grams", "concepts", "same_amount", "other_amount", "more_same", "more_opposed"),
    *("axes_same", "axes_opposed", "burden_same", "burden_opposed", "meaning"),
)
BLOCK = 256
SLOPE = 0.5
"""How fast the threshold rises with the logarithm of the number of texts side by side."""

Matrix = NDArray[np.float32]


class Weights(msgspec.Struct, frozen=True):
    """A logistic regression, and the threshold on its log-odds for a set of `size` texts.

    The more texts stand side by side, the rarer is a true pair among them: the threshold rises
    with the logarithm of their number.
    """

    constant: float
    features: dict[str, float]
    base: float

    def threshold(self, size: int) -> float:
        """The mean log-odds from which texts out of `size` are suggested together."""
        return self.base + SLOPE * math.log(max(size, 2) / 20)


class Compared:
    """Readings made ready for comparing: rows of features, scores and contradictions.

    Rarity is counted over all of them (and the `background`); `part` then takes those of one
    article. `meaning` are vectors of length 1, one a reading.
    """

    def __init__(
        self,
        readings: Sequence[Reading],
        background: Sequence[Reading] = (),
        meaning: NDArray[np.float64] | None = None,
    ) -> None:
        self.readings = tuple(readings)
        self.size = len(self.readings)
        self._grams = weighted([r.grams for r in readings], [r.grams for r in background])
        self._concepts = weighted([r.concepts for r in readings], [r.concepts for r in background])
        self._values = marked([[(u, v) for u in r.asked for v in r.asked[u]] for r in readings])
        self._units = marked([list(r.asked) for r in readings])
        leans = np.array([[r.leans.get(axis, 0) for axis in AXES] for r in readings], dtype=float)
        self._leans = leans.reshape(-1, len(AXES))
        self._burden = np.array([r.burden for r in readings], dtype=float)
        self._meaning = meaning

    def part(self, rows: Sequence[int]) -> "Compared":
        """Some of the readings, with the rarities and vectors they have among all."""
        chosen = copy(self)
        chosen.readings, chosen.size = tuple(self.readings[row] for row in rows), len(rows)
        for name in ("_grams", "_concepts", "_values", "_units", "_leans", "_burden", "_meaning"):
            matrix = getattr(self, name)
            setattr(chosen, name, None if matrix is None else matrix[list(rows)])
        return chosen

    def features(self, start: int, end: int) -> dict[str, NDArray[np.float64]]:
        """Each feature of rows `start` to `end` against all."""
        same_amount = products(self._values, start, end) > 0
        same_unit = products(self._units, start, end) > 0
        plus, minus = np.maximum(self._leans[:, 1:], 0), np.maximum(-self._leans[:, 1:], 0)
        more = np.outer(self._leans[start:end, 0], self._leans[:, 0])
        burden = np.outer(self._burden[start:end], self._burden)
        found = {
            "grams": products(self._grams, start, end),
            "concepts": products(self._concepts, start, end),
            "same_amount": same_amount,
            "other_amount": same_unit & ~same_amount,
            "more_same": more > 0,
            "more_opposed": more < 0,
            "axes_same": plus[start:end] @ plus.T + minus[start:end] @ minus.T,
            "axes_opposed": plus[start:end] @ minus.T + minus[start:end] @ plus.T,
            "burden_same": burden > 0,
            "burden_opposed": burden < 0,
        }
        if self._meaning is not None:
            found["meaning"] = self._meaning[start:end] @ self._meaning.T
        return {name: values.astype(np.float64) for name, values in found.items()}

    def scores(self, weights: Weights) -> tuple[Matrix, NDArray[np.bool_]]:
        """Log-odds of every pair, and which pairs contradict each other: one wants more and the
        other less, one forbids what the other allows."""
        scores = np.empty((self.size, self.size), dtype=np.float32)
        opposed = np.empty((self.size, self.size), dtype=np.bool_)
        for start in range(0, self.size, BLOCK):
            end = min(start + BLOCK, self.size)
            found = self.features(start, end)
            total = np.full((end - start, self.size), weights.constant)
            for name, weight in weights.features.items():
                total += weight * found[name]
            scores[start:end] = total
            opposed[start:end] = (found["more_opposed"] + found["axes_opposed"]) > 0
        return scores, opposed


WEIGHTS: dict[tuple[bool, bool], Weights] = {
    (False, False): Weights(
        -2.65,
        {
            "grams": 11.59,
            "concepts": 2.72,
            "same_amount": 1.18,
            "other_amount": -0.50,
            "more_same": 1.72,
            "more_opposed": -1.03,
            "axes_same": 0.86,
            "axes_opposed": -0.66,
            "burden_same": 0.56,
            "burden_opposed": -1.31,
        },
        base=-1.40,
    ),
    (False, True): Weights(
        -5.24,
        {
            "grams": 5.22,
            "concepts": 5.62,
            "same_amount": 2.42,
            "other_amount": -0.50,
            "more_same": 0.88,
            "more_opposed": -0.90,
            "axes_same": 1.21,
            "burden_same": 0.73,
            "burden_opposed": -1.35,
        },
        base=-3.20,
    ),
    (True, False): Weights(
        -3.00,
        {
            "concepts": 1.61,
            "same_amount": 1.17,
            "other_amount": -0.77,
            "more_same": 1.86,
            "more_opposed": -1.49,
            "axes_same": 0.74,
            "axes_opposed": -0.98,
            "burden_same": 0.74,
            "burden_opposed": -1.24,
            "meaning": 8.16,
        },
        base=-1.60,
    ),
    (True, True): Weights(
        -5.64,
        {
            "concepts": 3.58,
            "same_amount": 2.00,
            "other_amount": -1.00,
            "more_same": 1.04,
            "more_opposed": -1.65,
            "axes_same": 0.81,
            "axes_opposed": -0.58,
            "burden_same": 1.03,
            "burden_opposed": -1.39,
            "meaning": 11.52,
        },
        base=-4.00,
    ),
}
"""By whether the model's vectors are there, and whether the opinions are on the draft as a whole:
on one article the subject is given, among all subjects it tells most."""
