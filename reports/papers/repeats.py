"""Opinions that come again in a later reading, on an article that came from the one they were on.

Again is what the rule of clustering would have joined: the same words to `SAME` percent (folded,
without courtesies) and the same stance. Where no wording is so near, opinions that the
suggestions of `reports.opinions` hold to be one by a wide margin are proposed as alike; a
person decides. Nearer readings come first.
"""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from reports.chain import Chain, forebears
from reports.courtesy import body
from reports.model import Cluster, Material
from reports.normalize import fold, said
from reports.similarity import Threshold, distances_from, percent, ratio
from reports.stance import stance
from reports.suggesting.alike import WEIGHTS, Compared
from reports.suggesting.reading import read

SAME = 80.0
ALIKE = 3.0
"""Log-odds of the suggestions' model from which opinions of two readings are proposed as alike:
in the sample bill five of the seven such pairs were one opinion, of those from 2.0 on six of
fifteen."""
MOST = 1_000
"""Clusters of one article compared for likeness in each reading: above it the largest only."""


class Repeat(msgspec.Struct, frozen=True):
    """A cluster of an earlier reading: `at` its step, `ratio` how alike the words are, 0…100;
    `alike` when only the sense is, and a person has to look."""

    at: int
    cluster: str
    ratio: float
    alike: bool


class _Voice(msgspec.Struct, frozen=True):
    cluster: str
    text: str
    key: str
    stance: str


def repeats(chain: Chain) -> dict[tuple[int, str], Repeat]:
    """For clusters (by step and id) of later readings, the cluster before that says the same."""
    voices = [_voices(step.material) for step in chain.steps]
    sense = _Sense(voices)
    found: dict[tuple[int, str], Repeat] = {}
    for at, held in enumerate(voices):
        for article, new in held.items():
            known = _earlier(chain, voices, at, article)
            for one in new:
                repeat = next((hit for then, old in known if (hit := _same(one, then, old))), None)
                if repeat:
                    found[at, one.cluster] = repeat
            left = [one for one in new if (at, one.cluster) not in found]
            alike = sense.alike(left, known, whole=article is None)
            found |= {(at, key): repeat for key, repeat in alike.items()}
    return found


def _earlier(
    chain: Chain, voices: Sequence[dict[str | None, list[_Voice]]], at: int, article: str | None
) -> list[tuple[int, list[_Voice]]]:
    """What was said before of an article, the nearest reading first."""
    if article is None:
        return [(then, voices[then].get(None, [])) for then in reversed(range(at))]
    places = zip(reversed(range(at)), forebears(chain, at, article), strict=True)
    return [
        (then, [one for address in sorted(old) for one in voices[then].get(address, [])])
        for then, old in places
    ]


def _voices(material: Material | None) -> dict[str | None, list[_Voice]]:
    """The representatives by article, the largest clusters first."""
    if material is None:
        return {}
    comments = {one.id: one for one in material.comments}
    found: dict[str | None, list[_Voice]] = {}
    for cluster in sorted(material.clusters, key=_rank):
        text = said(comments[cluster.representative])
        key = fold(body(text))
        if key:
            voice = _Voice(cluster.id, text, key, stance(text))
            found.setdefault(cluster.article, []).append(voice)
    return found


def _rank(cluster: Cluster) -> tuple[int, int, str]:
    return -cluster.size, len(cluster.id), cluster.id


def _same(one: _Voice, then: int, old: Sequence[_Voice]) -> Repeat | None:
    """The nearest wording of an earlier reading that reaches the threshold."""
    near = [other for other in old if other.stance == one.stance]
    if not near:
        return None
    threshold = Threshold(SAME)
    totals = np.array([len(one.key) + len(other.key) for other in near], np.int64)
    allowed = threshold.allowed_many(totals)
    gaps = distances_from(one.key, [other.key for other in near], allowed)
    hits = [
        (-percent(int(gap), int(total)), place)
        for place, (gap, total, most) in enumerate(zip(gaps, totals, allowed, strict=True))
        if gap <= most
    ]
    if not hits:
        return None
    nearest, place = min(hits)
    return Repeat(then, near[place].cluster, -nearest, alike=False)


class _Sense:
    """Likeness of sense; how rare words are is counted over all readings."""

    def __init__(self, voices: Sequence[dict[str | None, list[_Voice]]]) -> None:
        spoken = [one for held in voices for group in held.values() for one in group]
        self._places = {id(one): place for place, one in enumerate(spoken)}
        self._compared = Compared([read(one.text) for one in spoken])

    def alike(
        self, new: Sequence[_Voice], known: Iterable[tuple[int, Sequence[_Voice]]], *, whole: bool
    ) -> dict[str, Repeat]:
        """For each of `new` the opinion of an earlier reading it is most surely one with, if any
        is sure enough and neither contradicts the other; `whole`: on the draft as a whole."""
        found: dict[str, Repeat] = {}
        for then, old in known:
            left = [one for one in new if one.cluster not in found][:MOST]
            before = old[:MOST]
            if not left or not before:
                continue
            part = self._compared.part([self._places[id(one)] for one in (*before, *left)])
            scores, opposed = part.scores(WEIGHTS[False, whole])
            sure = np.where(opposed, -np.inf, scores)[len(before) :, : len(before)]
            for one, row in zip(left, sure, strict=True):
                place = int(row.argmax())
                if row[place] >= ALIKE:
                    other = before[place]
                    near = ratio(one.key, other.key)
                    found[one.cluster] = Repeat(then, other.cluster, near, alike=True)
        return found
