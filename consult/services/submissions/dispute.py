"""这不是我提交的: whoever holds the code of a receipt states that they did not send it.

Nothing is deleted: the public number is marked, and staff find it on their desk with the reason.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

import msgspec

from consult.engine import write_tx
from consult.errors import Invalid
from consult.permissions import NETIZEN, Actor, require
from consult.services.records import audit, find
from consult.services.submissions.holder import behind
from consult.tables import Comment
from consult.tables import Dispute as Row

LONGEST = 500
_AT_ONCE = 500


class Dispute(msgspec.Struct, frozen=True):
    """A submission somebody says they did not send, and the clusters its comments are in."""

    number: str
    at: dt.datetime
    reason: str
    clusters: tuple[int, ...]


async def disown(now: dt.datetime, number: str, code: str, reason: str) -> None:
    """State it, with a reason; saying it again changes nothing. Also after the round has closed.

    Raises NotFound, Invalid (with the field).
    """
    if not reason.strip():
        raise Invalid("请写一句为什么说不是您提交的，工作人员要凭它核实。", field="reason")
    if len(reason) > LONGEST:
        raise Invalid(
            "说明最多 {limit} 字，现在是 {length} 字。请删减。",
            field="reason",
            limit=LONGEST,
            length=len(reason),
        )
    async with write_tx(Row):
        submission = await behind(number, code)
        await find.lock_round(submission["round"])
        if await Row.exists().where(Row.submission == submission["id"]):
            return
        await Row.insert(Row(submission=submission["id"], reason=reason.strip(), made_at=now))
        await audit.append(NETIZEN, now, "comment.disown", submission["number"])


async def dispute_of(submission: int) -> Dispute | None:
    """What is disputed of a submission, None when nothing is."""
    found = await _disputes(Row.submission == submission)
    return found[0] if found else None


async def disputes_at(actor: Actor, round_id: int) -> tuple[Dispute, ...]:
    """The disputed submissions of a round, the newest first. Raises NotAllowed."""
    require(actor, "cluster.read")
    return await _disputes(Row.submission.round == round_id)


async def among(submissions: Collection[int]) -> set[int]:
    """Which of these submissions are disputed."""
    wanted, found = sorted(submissions), set()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = await Row.select(Row.submission).where(
            Row.submission.is_in(wanted[start : start + _AT_ONCE])
        )
        found |= {row["submission"] for row in rows}
    return found


async def _disputes(where: find.Where) -> tuple[Dispute, ...]:
    rows = (
        await Row.select(*(Row.submission, Row.reason, Row.made_at), Row.submission.number)
        .where(where)
        .order_by(Row.id, ascending=False)
    )
    places: dict[int, set[int]] = defaultdict(set)
    for one in await Comment.select(Comment.submission, Comment.cluster).where(
        Comment.submission.is_in([row["submission"] for row in rows] or [0])
        & Comment.cluster.is_not_null()
    ):
        places[one["submission"]].add(one["cluster"])
    return tuple(
        Dispute(
            number=row["submission.number"],
            at=row["made_at"],
            reason=row["reason"],
            clusters=tuple(sorted(places[row["submission"]])),
        )
        for row in rows
    )
