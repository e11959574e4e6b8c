"""Why opinions are suggested together, as one sentence for the person who decides."""

from collections import Counter
from collections.abc import Sequence

from reports.suggesting.leaning import AXES
from reports.suggesting.reading import Reading
from reports.suggesting.words import NAMES

_WAYS = {
    ("more", 1): "提高或者延长",
    ("more", -1): "降低或者缩短",
    ("allow", 1): "允许",
    ("allow", -1): "禁止",
    ("strict", 1): "从严",
    ("strict", -1): "放宽",
    ("exempt", 1): "减免",
    ("exempt", -1): "不设例外",
    ("exist", 1): "保留或者增加",
    ("exist", -1): "删除",
    ("support", 1): "支持",
    ("support", -1): "反对",
}
_SURE, _FAIR = 0.75, 0.6
_LONGEST, _LISTED = 6, 4


def why(readings: Sequence[Reading], score: float, *, meaning: bool = False) -> str:
    """What the opinions share (都说到… 都提到… 都要求…) and how sure the suggestion is."""
    spoken, figures, ways = _spoken(readings), _figures(readings), _ways(readings)
    said = []
    if spoken:
        said.append(f"都说到 {'、'.join(spoken)}")
    if figures:
        said.append(f"都提到 {'、'.join(figures)}")
    if ways:
        said.append(f"都倾向于 {'、'.join(ways)}")
    if not said:
        said = ["没有共同的词，按语义模型判断意思相近" if meaning else "零散的用字相近"]
    sure = "把握较大" if score >= _SURE else "把握一般" if score >= _FAIR else "把握不大"
    return f"{'；'.join(said)}。{sure}，请核对后再合并。"


def _most(count: int) -> int:
    """How many of so many opinions must share something for 都: all of two or three, then most."""
    return max(2, -(-2 * count // 3))


def _spoken(readings: Sequence[Reading]) -> list[str]:
    """Words most of the opinions share, the longest first; else the names of shared classes."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(_pieces(reading.words))
    needed = _most(len(readings))
    found: list[str] = []
    shared_by_most = [piece for piece, count in counts.items() if count >= needed]
    for piece in sorted(shared_by_most, key=lambda piece: (-counts[piece], -len(piece), piece)):
        if not any(piece in longer or longer in piece for longer in found):
            found.append(piece)
    if not found:
        classes = Counter(number for reading in readings for number in reading.concepts)
        shared = [number for number, n in sorted(classes.items()) if n >= needed]
        found += [NAMES[n] for n in shared if not any(NAMES[n] in piece for piece in found)]
    return found[:_LISTED]


def _pieces(words: Sequence[str]) -> set[str]:
    return {
        run[at : at + length]
        for run in words
        for length in range(2, _LONGEST + 1)
        for at in range(len(run) - length + 1)
    }


def _figures(readings: Sequence[Reading]) -> list[str]:
    """Figures most of the opinions ask for."""
    counts = Counter(
        (unit, value)
        for reading in readings
        for unit in reading.asked
        for value in reading.asked[unit]
    )
    needed = _most(len(readings))
    return [f"{value:g}{unit}" for (unit, value), n in sorted(counts.items()) if n >= needed]


def _ways(readings: Sequence[Reading]) -> list[str]:
    """The leanings most of the opinions share and none contradicts."""
    needed = _most(len(readings))
    found = []
    for axis in AXES:
        signs = [reading.leans[axis] for reading in readings if axis in reading.leans]
        if len(signs) >= needed and len(set(signs)) == 1:
            found.append(_WAYS[axis, signs[0]])
    return found
