"""Where a new comment belongs among those already gathered, and what stands close to it.

A newcomer is compared by the clusterer's own rule with the texts that lead: it joins the most
similar one within the threshold, or none. So between two rebuilds a form letter finds its
cluster at once; the next rebuild, which compares everything with everything, decides.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reports import similarity
from reports.boilerplate import Boilerplate
from reports.comparing.distinct import Rules, Text, collapse, distinct
from reports.comparing.encoding import Entry
from reports.joining.phrases import Phrases
from reports.joining.shelf import Near, Shelf
from reports.model import Comment
from reports.normalize import said
from reports.suggesting.leaning import leaning

CLOSE = 60
"""From which similarity, in percent, a text is close enough to be shown to who writes."""
COSINE = 0.06
"""The same for shared phrases, which find short texts that are worded differently. Of 183 labelled
comments (tests/truth/opinions/dogs-a) seven in ten see one of their own opinion among five; of
those shown nearly half are of their own."""
SHORT = 200
"""Longer texts share phrases with everything."""
_CLOSE = similarity.Threshold(CLOSE)


class Joined(msgspec.Struct, frozen=True):
    """Which leading comment a newcomer joins, and why.

    `key` is that of its text, `leader_key` of the leader's, as `reports.model.Member` has them;
    so has it `score`, the ratio of the full folded texts. `compared` is the ratio of what was
    compared; `cut` are the spans left out because the round shares them.
    """

    leader: str
    key: str
    leader_key: str
    score: float
    compared: float
    cut: tuple[tuple[int, int], ...]


class Close(msgspec.Struct, frozen=True):
    """A leading comment that says something close. `score` (0…100) is the ratio of what was
    compared or, where `phrases`, a hundred times the cosine of the shared phrases."""

    leader: str
    score: float
    phrases: bool


class Newcomers:
    """The leading texts of one article, ready for newcomers. Grows; never forgets.

    `rules` are those of the last rebuild, with what it knew the round to share. On a tie the text
    that was added first wins: add in the canonical order.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._comments: list[str] = []
        self._keys: list[str] = []
        self._shelf = Shelf()
        self._phrases = Phrases()

    def __len__(self) -> int:
        return len(self._comments)

    def add(self, texts: Iterable[Text]) -> None:
        """Texts that lead from now on. They differ from one another and from those before."""
        new = list(texts)
        self._comments += [text.comments[0] for text in new]
        self._keys += [text.digest for text in new]
        self._shelf.put([Entry(one.core, one.whole, one.stance, one.removed) for one in new])
        self._phrases.put([text.core for text in new])

    def text(self, comment: Comment) -> Text:
        """A comment as the rule compares it; copies have the same `digest`."""
        ((article, copies),) = collapse([comment], self._rules, _silent).items()
        return distinct(article, copies, self._rules, _silent)[0]

    def join(self, comment: Comment) -> Joined | None:
        """The leading text a newcomer joins; None when it is like none of them."""
        text = self.text(comment)
        near = self._shelf.nearest(text, self._rules.threshold)
        if near is None:
            return None
        return Joined(
            leader=self._comments[near.row],
            key=text.digest,
            leader_key=self._keys[near.row],
            score=similarity.ratio(text.whole, self._shelf.row(near.row).whole),
            compared=_percent(near),
            cut=text.cuts[0] if text.cuts else (),
        )

    def close(self, comment: Comment, most: int = 5) -> tuple[Close, ...]:
        """Up to `most` leading texts close to `comment`, the closest first; those that only share
        phrases with it stand behind those that are written alike.

        Left out is what says the opposite: nearly the same words of another stance, or other words
        that lean the other way. Not all of it is found; people read for themselves.
        """
        entry = self.text(comment)
        alike = self._shelf.near(entry, _CLOSE, most)
        found = [Close(self._comments[near.row], _percent(near), phrases=False) for near in alike]
        known = {near.row for near in alike}
        if len(entry.core) <= SHORT:
            for row, cosine in self._phrases.near(entry.core, COSINE):
                if len(found) >= most:
                    break
                if row not in known and not _against(entry, self._shelf.row(row)):
                    found.append(Close(self._comments[row], round(100 * cosine, 1), phrases=True))
        return tuple(found)


def _against(one: Entry, other: Entry) -> bool:
    """Whether two texts say the opposite, as far as words tell."""
    allowed = _CLOSE.allowed(len(one.core) + len(other.core))
    if one.stance != other.stance and similarity.distance(one.core, other.core, allowed) <= allowed:
        return True
    mine, theirs = leaning(one.core), leaning(other.core)
    return any(theirs.get(axis) == -way for axis, way in mine.items())


def of_round(
    comments: Sequence[Comment],
    leading: Mapping[str, str],
    threshold: float,
    *,
    simplified: bool = False,
) -> dict[str | None, Newcomers]:
    """The index of each article of a round, as the last rebuild left it.

    `comments` are those the rebuild saw, `leading` the ids of those whose text led, each with the
    key it had; a text whose key would be another today is left out. Raises ValueError when the
    threshold is not in (0, 100].
    """
    limit = similarity.Threshold(threshold)
    shared = Boilerplate(said(comment) for comment in comments)
    rules = Rules(limit, shared, simplified=simplified)
    found = {article: Newcomers(rules) for article in {one.article for one in comments}}
    led = [comment for comment in comments if comment.id in leading]
    for article, copies in collapse(led, rules, _silent).items():
        texts = distinct(article, copies, rules, _silent)
        found[article].add(t for t in texts if t.digest == leading[t.comments[0]])
    return found


def _silent(_share: float) -> None:
    """For steps that nobody follows."""


def _percent(near: Near) -> float:
    return round(100 * (1 - near.distance / near.total), 1)
