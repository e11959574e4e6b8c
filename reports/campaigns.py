"""One text sent by many (有组织的来件): how many, by whom, when, and what was changed in it.

Facts only. Many people sending one text is a way of taking part, and nothing here says that
anybody is not who they are. What is new in the copies matters most, so it comes first.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from reports import courtesy, figures, similarity
from reports.chinese import day
from reports.model import Cluster, Comment
from reports.normalize import fold, fold_many, said
from reports.review import DayCount, FormLetters, Share
from reports.unique import unique_spans

LEAST_SUBMISSIONS = 10
"""Fewer 件 with one text are neighbours who talked, not a campaign."""
LEAST_CHARACTERS = 30
"""Letters and digits of the text; two people write 「支持！」 without knowing of each other."""
NEAR = 80
"""How alike, in percent, an edited copy is to the text; one that holds all of it counts too."""
MOST_ADDITIONS = 50
_MOST_READ = 2000
_MOST_CELLS = 20_000_000_000  # characters times characters compared for additions: about a second
_NEAR = similarity.Threshold(NEAR)


class Addition(msgspec.Struct, frozen=True):
    """Words that edited copies have and the text has not, in how many comments, and whether they
    tell something: more than a courtesy, a name, a changed word."""

    text: str
    comments: int
    telling: bool


class Campaign(msgspec.Struct, frozen=True):
    """A cluster that is one text sent by many.

    `comments` are its copies: `exact` say the text and no more, `edited` changed it. `others` are
    in the cluster and no copies. `senders` are different people as far as they can be told.
    `additions` are the most frequent of `added` different ones, found in the `read` most sent
    edited texts of `edits`.
    """

    cluster: str
    article: str | None
    label: str
    text: str
    submissions: int
    senders: int
    comments: int
    exact: int
    edited: int
    others: int
    channels: tuple[Share, ...]
    days: tuple[DayCount, ...]
    undated: int
    first: dt.datetime | None
    last: dt.datetime | None
    additions: tuple[Addition, ...]
    added: int
    edits: int
    read: int


class _Found(msgspec.Struct, frozen=True):
    """The text of a campaign, its edited copies, and all comments that are copies."""

    letter: "_Copies"
    edited: tuple["_Copies", ...]
    copies: tuple[Comment, ...]


class _Copies(msgspec.Struct, frozen=True):
    """The comments of one distinct text, one of them in its own words."""

    key: str
    text: str
    comments: tuple[Comment, ...]


def campaigns(comments: Iterable[Comment], clusters: Iterable[Cluster]) -> tuple[Campaign, ...]:
    """The campaigns among the clusters, the one with most 件 first; order-free.

    A cluster is one when at least LEAST_SUBMISSIONS 件 hold copies of a text of at least
    LEAST_CHARACTERS. Raises KeyError when a member is not among the comments.
    """
    known = {comment.id: comment for comment in comments}
    found = (_campaign(cluster, known) for cluster in clusters)
    return tuple(
        sorted(
            (one for one in found if one),
            key=lambda one: (-one.submissions, -one.comments, one.text, one.cluster),
        )
    )


def form_letters(comments: Iterable[Comment], clusters: Iterable[Cluster]) -> FormLetters:
    """How much of a round is campaigns, without reading what the copies changed; order-free.

    Raises KeyError when a member is not among the comments.
    """
    known = {comment.id: comment for comment in comments}
    found = [one for cluster in clusters if (one := _copied(cluster, known))]
    return FormLetters(
        texts=len(found),
        comments=sum(len(one.copies) for one in found),
        exact=sum(len(one.letter.comments) for one in found),
    )


def _copied(cluster: Cluster, known: dict[str, Comment]) -> _Found | None:
    if cluster.size < LEAST_SUBMISSIONS:
        return None
    texts = _texts([known[member.id] for member in cluster.members])
    letter = _letter(texts, fold(said(known[cluster.representative])))
    if len(letter.key) < LEAST_CHARACTERS:
        return None
    edited = [text for text in texts if text is not letter and _is_copy(text.key, letter.key)]
    copies = [comment for text in (letter, *edited) for comment in text.comments]
    if figures.submissions(copies) < LEAST_SUBMISSIONS:
        return None
    return _Found(letter, tuple(edited), tuple(copies))


def _campaign(cluster: Cluster, known: dict[str, Comment]) -> Campaign | None:
    found = _copied(cluster, known)
    if found is None:
        return None
    letter, edited, copies = found.letter, found.edited, found.copies
    additions, read = _additions(letter, edited)
    moments = [comment.received for comment in copies if comment.received is not None]
    days = Counter(map(day, moments))
    return Campaign(
        cluster=cluster.id,
        article=cluster.article,
        label=cluster.label,
        text=letter.text,
        submissions=figures.submissions(copies),
        senders=figures.people(copies),
        comments=len(copies),
        exact=len(letter.comments),
        edited=len(copies) - len(letter.comments),
        others=cluster.size - len(copies),
        channels=figures.channel_shares(copies),
        days=tuple(DayCount(date, count) for date, count in sorted(days.items())),
        undated=len(copies) - len(moments),
        first=min(moments, default=None),
        last=max(moments, default=None),
        additions=additions[:MOST_ADDITIONS],
        added=len(additions),
        edits=len(edited),
        read=read,
    )


def _texts(comments: Sequence[Comment]) -> list[_Copies]:
    """The distinct texts, the most sent first, each in the words of one of its comments."""
    same: dict[str, list[Comment]] = defaultdict(list)
    for comment, key in zip(comments, fold_many(map(said, comments)), strict=True):
        same[key].append(comment)
    texts = [
        _Copies(key, min(map(said, group)), tuple(sorted(group, key=lambda one: one.id)))
        for key, group in same.items()
    ]
    return sorted(texts, key=lambda text: (-len(text.comments), text.key))


def _letter(texts: Sequence[_Copies], representative: str) -> _Copies:
    """The text most sent; of several, the representative's, since it is nearest to all others."""
    most = [text for text in texts if len(text.comments) == len(texts[0].comments)]
    return next((text for text in most if text.key == representative), most[0])


def _is_copy(key: str, letter: str) -> bool:
    allowed = _NEAR.allowed(len(key) + len(letter))
    return letter in key or similarity.distance(key, letter, allowed) <= allowed


def _additions(letter: _Copies, edited: Sequence[_Copies]) -> tuple[tuple[Addition, ...], int]:
    """What the edited copies added, most frequent first, and how many of them were read."""
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    texts = tuple(_affordable(letter, edited))
    added = [_pieces(letter.text, text.text) for text in texts]
    keys = fold_many(piece for pieces in added for piece in pieces)
    for text, pieces in zip(texts, added, strict=True):
        for key, piece in {next(keys): piece for piece in pieces}.items():
            if key:
                counts[key] += len(text.comments)
                words[key] = min(words.get(key, piece), piece)
    ranked = sorted(counts, key=lambda key: (-counts[key], key))
    found = (Addition(words[key], counts[key], _tells(words[key])) for key in ranked)
    return tuple(found), len(texts)


def _tells(words: str) -> bool:
    return any(courtesy.telling(words[start:end]) for start, end in courtesy.clauses(words))


def _affordable(letter: _Copies, edited: Sequence[_Copies]) -> Iterator[_Copies]:
    """The edited texts that may be read word by word; long ones use the allowance up sooner."""
    cells = 0
    for text in edited[:_MOST_READ]:
        cells += len(text.key) * len(letter.key)
        if cells > _MOST_CELLS:
            return
        yield text


def _pieces(letter: str, text: str) -> list[str]:
    return [text[start:end].strip() for start, end in unique_spans(letter, text)]
