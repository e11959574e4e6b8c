"""What became of one comment: its cluster, the decision, and the words of later drafts."""

import datetime as dt
import re
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from consult.services.bills import alignment
from consult.services.bills.alignment import Pair
from consult.services.decisions import carrying, exception
from consult.services.decisions.carrying import CARRIED, Carried
from consult.services.decisions.exception import Own
from consult.services.moderating import original
from consult.services.moderating.moderation import Standing, withheld
from consult.services.public.opinion import OpinionView, view_clusters
from consult.services.records import find
from consult.services.submissions.revision import Earlier, history
from consult.services.submissions.spoken import Spoken, Words, begin, follow, spoken_of
from consult.tables import Cluster, Disposition
from drafts.address import label
from drafts.model import Change, Op, Row
from reports.model import CommentKind, Outcome

_SHARED = 4
"""So many characters in a row make a change of the text sound like what was said."""
_BETWEEN = re.compile(r"[\W_]+")


class Stage(StrEnum):
    """How far a comment has come."""

    RECEIVED = "received"
    CLUSTERED = "clustered"
    DECIDED = "decided"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Answer(msgspec.Struct, frozen=True):
    """One article of a later draft that came of the commented one; `address` None: it was left
    out. `ops` compare it word by word with the draft before, `echoes` says which of them hold
    words of the comment."""

    before: str
    label: str
    address: str | None
    change: Change
    ops: tuple[tuple[Op, str], ...]
    echoes: tuple[bool, ...]


class Later(msgspec.Struct, frozen=True):
    """A later draft and what it made of the commented article. `uncertain`: a person has yet to
    say where the article went, so nothing is shown. `words` tells whether those spoken of still
    stand, None where none were named or that is not sure."""

    reading: int
    title: str
    loaded_at: dt.datetime
    answers: tuple[Answer, ...]
    uncertain: bool
    words: Words | None = None
    carried: tuple[Carried, ...] = ()


class Fate(msgspec.Struct, frozen=True):
    """A comment as its author may see it; a `provisional` place in its cluster may still change.
    `withheld` says why the public does not read its words."""

    id: int
    number: str
    kind: CommentKind
    text: str
    proposed: str
    reason: str
    address: str | None
    label: str
    provision_text: str
    cluster: OpinionView | None
    provisional: bool
    decided_at: dt.datetime | None
    later: tuple[Later, ...]
    earlier: tuple[Earlier, ...]
    withdrawn_at: dt.datetime | None
    spoken: Spoken | None
    withheld: Standing | None = None
    own: Own | None = None

    @property
    def decided(self) -> bool:
        """Whether there is a decision on it: its own, or that on its cluster."""
        return self.outcome is not None

    @property
    def outcome(self) -> Outcome | None:
        """What was decided on it: on itself, else on its cluster once its place there is sure."""
        if self.own is not None:
            return self.own.outcome
        return self.cluster.outcome if self.cluster and not self.provisional else None

    @property
    def why(self) -> str:
        """The reason of that."""
        if self.own is not None:
            return self.own.reason
        return self.cluster.reason if self.cluster else ""

    @property
    def stage(self) -> Stage:
        """The farthest it has come."""
        if self.withdrawn_at:
            return Stage.WITHDRAWN
        if any(one.answers for one in self.later):
            return Stage.ANSWERED
        if self.decided:
            return Stage.DECIDED
        return Stage.CLUSTERED if self.cluster else Stage.RECEIVED


async def fate_of(draft: find.Row, comment: find.Row) -> Fate:
    """What became of a comment row on a draft row, in the words of its author."""
    comment = await original.whole(comment)
    tree = await find.tree(draft)
    address = comment["address"]
    unit = tree.find(address) if address else None
    cluster, decided_at = await _cluster(comment["cluster"])
    said = "\n".join((comment["text"], comment["proposed"], comment["reason"]))
    spoken = (await spoken_of([comment["id"]])).get(comment["id"])
    own = await _own(comment["id"])
    carried = () if own or comment["provisional"] else await _carried(cluster)
    later = await _later(draft, comment["article"], said, begin(tree, spoken))
    return Fate(
        id=comment["id"],
        number=comment["number"],
        kind=CommentKind(comment["kind"]),
        text=comment["text"],
        proposed=comment["proposed"],
        reason=comment["reason"],
        address=address,
        label=label(address) if address else "",
        provision_text=unit.text if unit else "",
        cluster=cluster,
        provisional=comment["provisional"],
        decided_at=own.decided_at if own else decided_at,
        later=tuple(
            replace(one, carried=tuple(w for w in carried if w.reading == one.reading))
            for one in later
        ),
        earlier=await history(comment["id"]),
        withdrawn_at=comment["withdrawn_at"],
        spoken=spoken,
        withheld=await withheld(comment["id"], comment["state"]),
        own=own,
    )


async def _own(comment_id: int) -> Own | None:
    own = (await exception.of_comments([comment_id])).get(comment_id)
    return own if own and own.outcome else None


async def _carried(cluster: OpinionView | None) -> tuple[Carried, ...]:
    """The words of the next draft that answer a cluster, those that stand there."""
    if cluster is None or cluster.outcome not in CARRIED:
        return ()
    found = await carrying.of_clusters([cluster.cluster_id])
    return tuple(one for one in found.get(cluster.cluster_id, ()) if one.mark)


async def _cluster(cluster_id: int | None) -> tuple[OpinionView | None, dt.datetime | None]:
    if cluster_id is None:
        return None, None
    rows = await Cluster.select().where(Cluster.id == cluster_id)
    decided = (
        await Disposition.select(Disposition.decided_at)
        .where(Disposition.cluster == cluster_id)
        .first()
    )
    return (await view_clusters(rows))[0], decided["decided_at"] if decided else None


async def _later(
    draft: find.Row, article: str | None, said: str, words: Words | None
) -> tuple[Later, ...]:
    """The commented article, and the words in it, from draft to draft as far as every link is
    sure."""
    found: list[Later] = []
    followed = [article] if article else []
    while (pair := await alignment.with_next(draft)) is not None:
        after = await find.draft_at(draft["bill"], draft["reading"] + 1)
        if after is None:
            break
        rows = _unique([pair.every_since(address) for address in followed])
        words = follow(words, rows, pair.old, pair.new)
        found.append(
            Later(
                reading=after["reading"],
                title=after["title"],
                loaded_at=after["loaded_at"],
                answers=tuple(_answer(pair, row, said) for row in rows),
                uncertain=any(not pair.every_since(address) for address in followed),
                words=words,
            )
        )
        followed = [row.new for row in rows if row.new]
        draft = after
    return tuple(found)


def _unique(found: list[list[Row]]) -> list[Row]:
    return list({(row.old, row.new): row for rows in found for row in rows}.values())


def _answer(pair: Pair, row: Row, said: str) -> Answer:
    return Answer(
        before=pair.old_label(row),
        label=pair.new_label(row),
        address=row.new,
        change=row.change,
        ops=row.ops,
        echoes=echoes(row.ops, said),
    )


def echoes(ops: tuple[tuple[Op, str], ...], said: str) -> tuple[bool, ...]:
    """For each op, whether it changes the text and shares words with what was said: four
    characters in a row, or all of a shorter change of at least two. Punctuation aside."""
    spoken = _BETWEEN.sub("", said)
    grams = {size: _grams(spoken, size) for size in range(2, _SHARED + 1)}

    def shared(words: str) -> bool:
        plain = _BETWEEN.sub("", words)
        size = min(len(plain), _SHARED)
        return size > 1 and not grams[size].isdisjoint(_grams(plain, size))

    return tuple(op is not Op.KEEP and shared(words) for op, words in ops)


def _grams(words: str, size: int) -> set[str]:
    return {words[start : start + size] for start in range(len(words) - size + 1)}
