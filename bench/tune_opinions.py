"""Fit the weights of reports.suggesting.alike on the tuning set, and cross-validate them.

    python -m bench.tune_opinions

Prints the weights to commit and the B³ they reach on articles they were not fitted on. Reads
tests/truth/opinions/dogs-a.jsonl and the demo's own comments (at a third of the weight), nothing
else. A feature that speaks for two opinions being one may only add, one that speaks against may
only take away.
"""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.bcubed import Labelled, bcubed, labelled
from reports.suggesting import meaning as model
from reports.suggesting.alike import FEATURES, Compared, Weights
from reports.suggesting.linkage import gather
from reports.suggesting.reading import read

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "consult" / "sample" / "opinions"
DEMO_WEIGHT = 0.3
FOLDS = 9
RIDGE = 1.0
_GRID = np.arange(-5.0, 1.5, 0.1)

Array = NDArray[np.float64]


def demo() -> list[Labelled]:
    """The demo's comments: the phrasings of one [[opinion]] are one opinion."""
    found = []
    for path in sorted(DEMO.glob("*/*.toml")):
        for one in tomllib.loads(path.read_text("utf-8"))["opinion"]:
            article = path.parent.name + str(one.get("on", "")).partition("条")[0]
            name = path.parent.name + one["id"]
            found += [
                Labelled(f"{name}-{at}", article, name, text) for at, text in enumerate(one["says"])
            ]
    return found


class Pairs:
    """The features of every pair of a set, as full matrices."""

    def __init__(self, rows: Sequence[Labelled], meaning: bool) -> None:
        self.articles = np.array([row.article for row in rows])
        self.opinions = np.array([row.opinion for row in rows])
        vectors = None
        if meaning:
            embedded = model.embed([row.text for row in rows])
            vectors = model.centred(embedded, np.empty((0, embedded.shape[1])))
        compared = Compared([read(row.text) for row in rows], (), vectors)
        self.features = compared.features(0, len(rows))
        self.names = [name for name in FEATURES if name in self.features]

    def within(self, rows: Array) -> tuple[Array, Array]:
        """Features and truth of the pairs of one article among `rows`."""
        one, other = (rows[index] for index in np.triu_indices(len(rows), 1))
        here = self.articles[one] == self.articles[other]
        one, other = one[here], other[here]
        wide = np.stack([self.features[name][one, other] for name in self.names], 1)
        return wide, (self.opinions[one] == self.opinions[other]).astype(float)

    def all(self, rows: Array) -> tuple[Array, Array]:
        """Features and truth of all pairs among `rows`."""
        one, other = (rows[index] for index in np.triu_indices(len(rows), 1))
        wide = np.stack([self.features[name][one, other] for name in self.names], 1)
        return wide, (self.opinions[one] == self.opinions[other]).astype(float)

    def scores(self, constant: float, features: dict[str, float]) -> Array:
        """Log-odds of every pair."""
        return constant + sum(weight * self.features[name] for name, weight in features.items())

    def gathered(self, scores: Array, rows: Array, threshold: Any, whole: bool = False) -> float:
        """B³ F1 over `rows`, by article or all in one; `threshold` is a function of the size."""
        opposed = (self.features["more_opposed"] + self.features["axes_opposed"]) > 0
        groups = dict.fromkeys([""], rows) if whole else _split(rows, self.articles)
        found = np.arange(len(self.opinions))
        for own in groups.values():
            square = np.ix_(own, own)
            cut = threshold(len(own))
            for group in gather(scores[square].astype(np.float32), cut, opposed[square]):
                found[own[group]] = own[group[0]]
        return bcubed(list(self.opinions[rows]), list(found[rows])).f1


def _split(rows: Array, articles: Array) -> dict[str, Array]:
    return {name: rows[articles[rows] == name] for name in sorted(set(articles[rows]))}


def fit(
    names: Sequence[str], sets: Sequence[tuple[Array, Array, float]]
) -> tuple[float, dict[str, float]]:
    """Logistic regression with signs fixed: constant and weights."""
    wide = np.concatenate([features for features, _, _ in sets])
    truth = np.concatenate([same for _, same, _ in sets])
    share = np.concatenate([np.full(len(same), weight) for _, same, weight in sets])
    scale = wide.std(axis=0) + 1e-9
    centre = wide.mean(axis=0)
    ready = (wide - centre) / scale

    def loss(guess: Array) -> tuple[float, Array]:
        odds = ready @ guess[1:] + guess[0]
        gap = share * (1 / (1 + np.exp(-odds)) - truth)
        cost = float(np.sum(share * (np.logaddexp(0, odds) - truth * odds)))
        slope = np.concatenate([[gap.sum()], ready.T @ gap + 2 * RIDGE * guess[1:]])
        return cost + RIDGE * float(guess[1:] @ guess[1:]), slope

    against = ("other_amount", "more_opposed", "axes_opposed", "burden_opposed")
    signs = [(None, 0) if name in against else (0, None) for name in names]
    best = minimize(
        loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=[(None, None), *signs]
    ).x
    weights = best[1:] / scale
    constant = float(best[0] - weights @ centre)
    return constant, {name: float(w) for name, w in zip(names, weights, strict=True)}


def cross_validated(pairs: Pairs, extra: tuple[Array, Array, float], seed: int) -> float:
    """B³ F1 by article, each article gathered with what was fitted on the others."""
    articles = sorted(set(pairs.articles))
    turn = np.random.default_rng(seed).permutation(len(articles)) % FOLDS
    fold = np.array([turn[articles.index(name)] for name in pairs.articles])
    total = 0.0
    for number in range(FOLDS):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        constant, weights = fit(pairs.names, [(*pairs.within(train), 1.0), extra])
        scores = pairs.scores(constant, weights)
        cut = max(_GRID, key=lambda t: pairs.gathered(scores, train, lambda _n, t=t: t))
        total += len(test) * pairs.gathered(scores, test, lambda _n, t=cut: t)
    return total / len(pairs.articles)


def base(pairs: Pairs, scores: Array, whole: bool) -> float:
    """`base` of Weights: where B³ is best on the tuning set, smoothed over five neighbours."""
    rows = np.arange(len(pairs.articles))
    cuts = [Weights(0, {}, float(one)).threshold for one in _GRID]
    reached = [pairs.gathered(scores, rows, cut, whole) for cut in cuts]
    smooth = np.convolve(reached, np.ones(5) / 5, mode="same")
    return float(_GRID[int(np.argmax(smooth))])


def report(pairs: Pairs, others: Pairs, whole: bool) -> None:
    """The weights for one kind of scope, and what they reach."""
    everything = np.arange(len(pairs.articles))
    if whole:
        sets = [(*pairs.all(everything), 1.0)]
    else:
        own = (*pairs.within(everything), 1.0)
        sets = [own, (*others.within(np.arange(len(others.articles))), DEMO_WEIGHT)]
        valid = cross_validated(pairs, sets[1], 0)
        print(f"  by article, cross-validated: B3 F1 {valid:.3f}")
    constant, weights = fit(pairs.names, sets)
    scores = pairs.scores(constant, weights)
    cut = Weights(constant, weights, base(pairs, scores, whole))
    reached = pairs.gathered(scores, everything, cut.threshold, whole)
    print(f"  {'all in one' if whole else 'by article'}, on what was fitted: B3 F1 {reached:.3f}")
    listed = {key: round(value, 2) for key, value in weights.items()}
    print(f"    {constant:.2f}, {listed}, base={cut.base:.2f}")


def main() -> None:
    """Weights without and with the model, for one article and for the draft as a whole."""
    rows = labelled("dogs-a")
    for name, meaning in (("without the model", False), ("with the model", True)):
        print(name)
        pairs, others = Pairs(rows, meaning), Pairs(demo(), meaning)
        for whole in (False, True):
            report(pairs, others, whole)


if __name__ == "__main__":
    main()
