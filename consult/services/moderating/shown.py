"""What the public reads of a comment: the one door between stored words and public pages.

A comment is shown, waits for somebody to look at it, or is hidden with a reason. It is counted and
grouped all the same; only its words stay behind, and its number stands with 正在核对 or 未公开.
Whatever shows comments to the public takes their words from here (promises R25, R34).
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from consult.tables import Comment
from reports.label import label
from reports.privacy import mask
from reports.redaction import cuts, hidden


class State(StrEnum):
    """Whether the public reads a comment's words."""

    SHOWN = "shown"
    WAITING = "waiting"
    HIDDEN = "hidden"


WITHHELD = (State.WAITING.value, State.HIDDEN.value)
"""The states in which words stay behind, as they are stored."""


def words(row: Mapping[str, Any], field: str = "text") -> str:
    """A field of a comment's row as the public reads it: personal data masked, redacted words
    hidden, "" while the comment is withheld. The row has to bring its `state` and `redacted`."""
    if row["state"] != State.SHOWN:
        return ""
    stored = row["redacted"]
    return mask(hidden(row[field], getattr(cuts(stored), field)) if stored else row[field])


class Voice(msgspec.Struct, frozen=True):
    """The comment whose words stand for a cluster in public, 0 for none; `own`: it is the one the
    cluster is named after; `whole`: none of its words are redacted."""

    comment: int
    state: State
    own: bool
    whole: bool = True


def voice(cluster: Mapping[str, Any], members: Sequence[Mapping[str, Any]]) -> Voice:
    """Who speaks for a cluster's row: its representative, or the first member that is shown while
    the representative is not or has left; else the first member, unheard."""
    states = {row["id"]: State(row["state"]) for row in members}
    own = cluster["representative"]
    whole = {row["id"]: not row["redacted"] for row in members}
    heard = [one for one, state in states.items() if state is State.SHOWN]
    if own in heard or (own in states and not heard):
        return Voice(own, states[own], own=True, whole=whole[own])
    one = next(iter(heard or states), 0)
    return Voice(one, states.get(one, State.SHOWN), own=False, whole=whole.get(one, True))


def name(cluster: Mapping[str, Any], voice: Voice, text: str) -> str:
    """What the public calls a cluster's row whose `voice` says `text`: the name staff gave it, or
    the one made from words that are shown; "" where none are."""
    if cluster["own_name"]:
        return str(cluster["own_name"])
    if voice.state is not State.SHOWN:
        return ""
    return str(cluster["label"]) if voice.own and voice.whole else label(text)


async def texts(comment_ids: Sequence[int]) -> dict[int, str]:
    """The opinions of some comments as the public reads them, by id."""
    rows = await Comment.select(Comment.id, Comment.text, Comment.state, Comment.redacted).where(
        Comment.id.is_in(list(comment_ids) or [0])
    )
    return {row["id"]: words(row) for row in rows}
