"""Sparse vectors of counted features, weighted by how rare a feature is in the round."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix


def weighted(counts: Sequence[Counter[Any]], background: Sequence[Counter[Any]] = ()) -> csr_matrix:
    """One row of length 1 (or 0) per text: (1 + ln count) × ln((N + 1) / (df + ½)).

    `background` texts count for rarity only: in a small round every word would be rare.
    """
    known = Counter(feature for count in (*counts, *background) for feature in count)
    place = {feature: at for at, feature in enumerate(sorted(known))}
    total = len(counts) + len(background) + 1
    rarity = {feature: math.log(total / (df + 0.5)) for feature, df in known.items()}
    starts, columns, values = [0], [], []
    for count in counts:
        row = {f: (1 + math.log(n)) * max(0.0, rarity[f]) for f, n in sorted(count.items())}
        length = math.sqrt(sum(value * value for value in row.values())) or 1.0
        columns += [place[feature] for feature in row]
        values += [value / length for value in row.values()]
        starts.append(len(columns))
    return csr_matrix(
        (np.array(values), np.array(columns, dtype=np.int32), np.array(starts)),
        shape=(len(counts), len(place)),
    )


def marked(sets: Sequence[Sequence[Any]]) -> csr_matrix:
    """One row of zeros and ones per text: which features it has."""
    place = {f: at for at, f in enumerate(sorted({f for features in sets for f in features}))}
    rows = [(row, place[f]) for row, features in enumerate(sets) for f in features]
    at = np.array(rows, dtype=np.int32).reshape(-1, 2)
    return csr_matrix((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(len(sets), len(place)))


def products(matrix: csr_matrix, start: int, end: int) -> np.ndarray:
    """Rows `start` to `end` against all rows, dense."""
    return np.asarray((matrix[start:end] @ matrix.T).todense())
