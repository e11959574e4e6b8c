"""People's own sentences that give reasons, chosen for what they add, never for how many say them.

A passage is a run of neighbouring sentences of one comment, word for word. It is worth what it
gives in reasons: words that join a reason to a demand or name a cost, a risk, an effect, a
ground in law; beside them plain statements. Of the passages of a camp the one is taken first
that is worth most times the share of its words nobody before it has said, then the next; one of a
cluster at most, none that says mostly what stands there already.
"""

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from reports import courtesy
from reports.asking import asks
from reports.model import Comment
from reports.normalize import simplify
from reports.places import number_order
from reports.privacy import mask, unmasked
from reports.quoting import Voice
from reports.sentences import Sentence, sentences

LONGEST = 96
"""Characters of a passage, two of Latin script counted as one; a sentence is never cut."""
_TOO_LONG = 180
_NEW = 0.6
_KEPT = 300  # passages of a camp compared with each other, the worthiest
_READ = 3_000  # characters of one comment: a letter of many pages gives its reasons sooner
_ENOUGH = 4
_REASON = re.compile(
    r"因为|因此|由于|所以|否则|不然|要不|免得|以免|避免|导致|造成|引起|引发|影响|成本|费用|负担|风险|隐患|危险"
    r"|科学依据|法律依据|没有依据|上位法|违反|违背|不符合|做不到|办不到|无法|来不及|反而|等于|就会|才会|难以|公平"
    r"|歧视|实际上|事实上|根本|从未|经验|数据|外地|其他城市|很多城市|《[^》]{2,30}法》"
    r"|\b(?:because|since|therefore|otherwise|cost|risk|unfair|impossible|harm)\b",
    re.IGNORECASE,
)


class Argument(msgspec.Struct, frozen=True):
    """A passage of a comment. `number` is what the paper calls the comment, `cluster` its cluster;
    `begun` and `cut`: the comment says something before or after it. `masked` is how the public
    reads it: by it every edition chooses and reckons, so that all say the same."""

    number: str
    cluster: str
    text: str
    masked: str
    begun: bool
    cut: bool


class _Passage(msgspec.Struct, frozen=True):
    argument: Argument
    worth: int
    pairs: frozenset[str]
    order: tuple[object, ...]


def arguments(
    spoken: Iterable[tuple[str, Sequence[Comment]]],
    voice: Voice,
    *,
    most: int,
    room: float,
    cost: Callable[[Argument], float],
) -> tuple[Argument, ...]:
    """At most `most` passages that `cost` at most `room` together, in the order chosen.

    `spoken` are clusters (by id) with their comments; the words are those of the edition. The
    same passages whatever the order of clusters and comments.
    """
    waiting = _worthiest(spoken, voice)
    heard: set[str] = set()
    clusters: set[str] = set()
    chosen: list[Argument] = []
    while waiting and len(chosen) < most:
        best = max(waiting, key=lambda one: one.worth * _share(one.pairs, heard))
        if _share(best.pairs, heard) >= _NEW and cost(best.argument) <= room:
            room -= cost(best.argument)
            chosen.append(best.argument)
            clusters.add(best.argument.cluster)
            heard |= best.pairs
        waiting = [
            one for one in waiting if one is not best and one.argument.cluster not in clusters
        ]
    return tuple(chosen)


def _worthiest(spoken: Iterable[tuple[str, Sequence[Comment]]], voice: Voice) -> list[_Passage]:
    """The best passage of every comment, each wording once, the worthiest of them."""
    found: dict[frozenset[str], _Passage] = {}
    for cluster, comments in spoken:
        for comment in comments:
            for text in (comment.text, comment.reason):
                passage = _passage(cluster, comment, text, voice)
                if passage is None:
                    continue
                known = found.get(passage.pairs)
                if known is None or passage.order < known.order:
                    found[passage.pairs] = passage
    ranked = sorted(found.values(), key=lambda one: (-one.worth, one.order))
    return ranked[:_KEPT]


def _passage(cluster: str, comment: Comment, whole: str, voice: Voice) -> _Passage | None:
    """The run of sentences of a text that gives most reasons, or None where none does."""
    text = mask(whole)
    told = [one for one in sentences(text[:_READ]) if not one.polite]
    if not told:
        return None
    worths = [_worth(text[one.start : one.end]) for one in told]
    first, last = _best(text, told, worths)
    worth = min(sum(worths[first : last + 1]), _ENOUGH)
    start, end = told[first].start, told[last].end
    start += courtesy.opening(text[start:end]) if first == 0 else 0
    words = text[start:end].strip()
    if not worth or not words or _length(words) > _TOO_LONG or "\n" in words:
        return None
    keys = "".join(one.key for one in told[first : last + 1])
    return _Passage(
        Argument(
            number=voice.number(comment),
            cluster=cluster,
            text=words if voice.public else unmasked(whole, start, end).strip(),
            masked=words,
            begun=first > 0,
            cut=last + 1 < len(told) or end >= _READ,
        ),
        worth,
        frozenset(keys[at : at + 2] for at in range(len(keys) - 1)),
        (number_order(comment), start),
    )


def _best(text: str, told: list[Sentence], worths: list[int]) -> tuple[int, int]:
    """First and last sentence of the worthiest run of `LONGEST` characters on one line; of equal
    ones the longest, then the first."""
    best, value = (0, 0), (-1, -1)
    for first in range(len(told)):
        for last in range(first, len(told)):
            start, end = told[first].start, told[last].end
            words = text[start:end].strip()
            length = _length(words)
            if last > first and (length > LONGEST or "\n" in words):
                break
            here = min(sum(worths[first : last + 1]), _ENOUGH), min(length, LONGEST)
            if here > value:
                best, value = (first, last), here
    return best


def _length(words: str) -> int:
    return len(words) - sum(map(str.isascii, words)) // 2


def _worth(sentence: str) -> int:
    """What a sentence gives: two for reasons, one more for a statement that asks nothing."""
    reasons = 2 if _REASON.search(simplify(sentence)) else 0
    stated = any(
        courtesy.telling(sentence[a:b]) and not asks(sentence[a:b])
        for a, b in courtesy.clauses(sentence)
    )
    return reasons + stated


def _share(pairs: frozenset[str], heard: set[str]) -> float:
    return len(pairs - heard) / len(pairs) if pairs else 0.0
