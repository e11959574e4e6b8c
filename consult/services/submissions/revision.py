"""Amending and withdrawing a comment until its round closes; what it said before is kept.

An amended comment waits like a newcomer, and a withdrawn one stands apart, until the next rebuild
takes them out of their cluster: until then they count in no figure of it (R27).
"""

import datetime as dt
from enum import StrEnum

import msgspec

from consult import lifecycle
from consult.engine import write_tx
from consult.errors import Conflict, NotFound, RoundClosed
from consult.lifecycle import RoundState
from consult.permissions import NETIZEN
from consult.services.moderating import original, redaction
from consult.services.records import audit, find
from consult.services.search import index as search_index
from consult.services.submissions.comment import CommentInput, check_words
from consult.services.submissions.holder import behind
from consult.tables import Comment, Revision, Round
from reports.model import CommentKind


class Deed(StrEnum):
    """What an author did."""

    AMEND = "amend"
    WITHDRAW = "withdraw"


class Words(msgspec.Struct, frozen=True):
    """What of a comment its author may change."""

    kind: CommentKind
    text: str
    proposed: str
    reason: str


class Earlier(msgspec.Struct, frozen=True):
    """What a comment said until `until`."""

    deed: Deed
    until: dt.datetime
    words: Words


async def history(comment_id: int) -> tuple[Earlier, ...]:
    """What a comment said before, the oldest first."""
    rows = await Revision.select().where(Revision.comment == comment_id).order_by(Revision.id)
    return tuple(Earlier(Deed(row["deed"]), row["made_at"], _words(row)) for row in rows)


async def amend(
    now: dt.datetime, number: str, code: str, *, comment_id: int, words: Words, seen: int
) -> None:
    """Put `words` in the place of what a comment says. `seen` is how many earlier wordings its
    author had before them; nothing happens when nothing is changed.

    Raises NotFound, Invalid (with the field), RoundClosed, Conflict.
    """
    check_words(CommentInput(words.text, words.kind, words.proposed, words.reason))
    async with write_tx(Comment):
        row = await _standing(now, number, code, comment_id, seen)
        if _words(row) == words:
            return
        await _keep(row, Deed.AMEND, now)
        await Comment.update(
            {
                Comment.kind: words.kind.value,
                Comment.text: words.text,
                Comment.proposed: words.proposed,
                Comment.reason: words.reason,
                Comment.provisional: row["cluster"] is not None,
            }
        ).where(Comment.id == comment_id)
        said = {"text": words.text, "proposed": words.proposed, "reason": words.reason}
        await redaction.again(row, said)
        await search_index.say_again(comment_id)
        await audit.append(NETIZEN, now, "comment.amend", row["number"], comment=comment_id)


async def withdraw(now: dt.datetime, number: str, code: str, *, comment_id: int, seen: int) -> None:
    """Take a comment back: it is kept, and counted as withdrawn.

    Raises NotFound, RoundClosed, Conflict.
    """
    async with write_tx(Comment):
        row = await _standing(now, number, code, comment_id, seen)
        await _keep(row, Deed.WITHDRAW, now)
        await Comment.update(
            {Comment.withdrawn_at: now, Comment.provisional: row["cluster"] is not None}
        ).where(Comment.id == comment_id)
        await audit.append(NETIZEN, now, "comment.withdraw", row["number"], comment=comment_id)


async def newest() -> int:
    """What tells later revisions from those there are."""
    row = await Revision.select(Revision.id).order_by(Revision.id, ascending=False).first()
    return int(row["id"]) if row else 0


async def set_apart(round_id: int, since: int) -> None:
    """Let comments wait for the next rebuild that were revised after the revision `since`: this
    one has compared what they said before. Inside the open transaction."""
    rows = await Revision.select(Revision.comment).where(
        (Revision.id > since) & (Revision.comment.round == round_id)
    )
    if rows:
        await Comment.update({Comment.provisional: True}).where(
            Comment.id.is_in([row["comment"] for row in rows]) & Comment.cluster.is_not_null()
        )


async def _standing(
    now: dt.datetime, number: str, code: str, comment_id: int, seen: int
) -> find.Row:
    """The comment, if it may be changed now; its round is held until the transaction ends."""
    submission = await behind(number, code)
    await find.lock_round(submission["round"])
    row = (
        await Comment.select()
        .where((Comment.id == comment_id) & (Comment.submission == submission["id"]))
        .first()
    )
    if row is None:
        raise NotFound("这份回执里没有这条意见。请回到回执页再看。")
    await _refuse_unless_open(submission["round"], now)
    if row["withdrawn_at"]:
        raise Conflict("这条意见已经撤回。要再提，请重新打开“提意见”。")
    if await Revision.count().where(Revision.comment == comment_id) != seen:
        raise Conflict("这条意见刚刚修改过，请回到回执页看最新的文字再改。")
    return await original.whole(row)


async def _refuse_unless_open(round_id: int, now: dt.datetime) -> None:
    row = await Round.select(Round.opens, Round.closes).where(Round.id == round_id).first()
    if row and lifecycle.state(row["opens"], row["closes"], now) is not RoundState.OPEN:
        day = lifecycle.last_day(row["closes"])
        raise RoundClosed(
            "征求意见已于 {month}月{day}日截止，意见已经进入整理，不能再修改或撤回。",
            month=day.month,
            day=day.day,
        )


async def _keep(row: find.Row, deed: Deed, now: dt.datetime) -> None:
    words = {**msgspec.structs.asdict(_words(row)), "kind": row["kind"]}
    await Revision.insert(Revision(comment=row["id"], deed=deed.value, made_at=now, **words))


def _words(row: find.Row) -> Words:
    return Words(CommentKind(row["kind"]), row["text"], row["proposed"], row["reason"])
