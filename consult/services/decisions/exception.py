"""Own outcomes: a member of a cluster decided otherwise than the cluster.

The decision is on the comment's own words: it stays with the comment wherever it is grouped, until
it is taken back. Every figure by outcome counts the comment by its own.
"""

import datetime as dt
from collections.abc import Collection

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.decisions import history
from consult.services.decisions.disposition import checked
from consult.services.records import audit, find
from consult.tables import Cluster, Comment, OwnDisposition
from reports.model import Outcome

_AT_ONCE = 500


class Own(msgspec.Struct, frozen=True):
    """What was decided on one comment. `outcome` None: it was taken back, and the cluster's
    holds; `version` still counts."""

    comment: int
    number: str
    outcome: Outcome | None
    reason: str
    decided_by: str
    decided_at: dt.datetime
    version: int


async def decide_own(
    actor: Actor,
    now: dt.datetime,
    *,
    cluster_id: int,
    number: str,
    outcome: Outcome | None,
    reason: str,
    version: int,
) -> None:
    """Decide the member `number` of a cluster on its own, or (`outcome` None) take that back.

    `version` is the one that was seen, 0 before the first. Raises Invalid when the number is no
    member's, a reason is missing or nothing is there to take back, Conflict when somebody was
    faster, NotFound.
    """
    require(actor, "disposition.decide")
    reason = checked(outcome, reason) if outcome else ""
    try:
        async with write_tx(OwnDisposition):
            member = await _member(cluster_id, number)
            was = (await of_comments([member])).get(member)
            if (was.version if was else 0) != version:
                raise _stale()
            if outcome is None and (was is None or was.outcome is None):
                raise Invalid("这条意见没有另作处理，不用取消。", field="number")
            await _record(actor, now, member, outcome, reason, version)
            decision = history.Decision(outcome, reason, version + 1)
            await history.keep(actor, now, cluster_id, decision, member)
            await audit.append(
                *(actor, now, "disposition.except", str(cluster_id)),
                comment=number,
                outcome=outcome or "",
                reason=reason,
            )
    except UNIQUE_VIOLATIONS:
        raise _stale() from None


async def _member(cluster_id: int, number: str) -> int:
    cluster = await Cluster.select(Cluster.retired).where(Cluster.id == cluster_id).first()
    if cluster is None or cluster["retired"]:
        raise NotFound("这一类意见已经不在了，可能刚重新归类过。请回到列表再看。")
    row = (
        await Comment.select(Comment.id)
        .where(
            (Comment.cluster == cluster_id)
            & (Comment.number == number)
            & Comment.provisional.eq(False)
        )
        .first()
    )
    if row is None:
        raise Invalid("意见“{number}”不在这一类里。请核对编号。", field="number", number=number)
    return int(row["id"])


async def _record(
    actor: Actor,
    now: dt.datetime,
    comment: int,
    outcome: Outcome | None,
    reason: str,
    version: int,
) -> None:
    said = {
        "outcome": outcome.value if outcome else "",
        "reason": reason,
        "decided_by": actor.name,
        "decided_at": now,
        "version": version + 1,
    }
    if version == 0:
        row = OwnDisposition(comment=comment)
        for name, value in said.items():
            setattr(row, name, value)
        await OwnDisposition.insert(row)
        return
    await OwnDisposition.update(
        {getattr(OwnDisposition, name): value for name, value in said.items()}
    ).where((OwnDisposition.comment == comment) & (OwnDisposition.version == version))


async def of_comments(ids: Collection[int]) -> dict[int, Own]:
    """What was decided on some comments themselves, by comment; also what was taken back."""
    wanted = sorted(ids)
    found: list[Own] = []
    for start in range(0, len(wanted), _AT_ONCE):
        found += await _select(OwnDisposition.comment.is_in(wanted[start : start + _AT_ONCE]))
    return {one.comment: one for one in found}


async def of_cluster(cluster_id: int) -> tuple[Own, ...]:
    """What was decided on members of a cluster themselves; also what was taken back."""
    return await _select(OwnDisposition.comment.cluster == cluster_id)


async def of_round(round_id: int) -> dict[int, Own]:
    """The own outcomes that hold in a round, by comment."""
    found = await _select(OwnDisposition.comment.round == round_id)
    return {one.comment: one for one in found if one.outcome}


async def _select(where: find.Where) -> tuple[Own, ...]:
    rows = (
        await OwnDisposition.select(*OwnDisposition.all_columns(), OwnDisposition.comment.number)
        .where(where)
        .order_by(OwnDisposition.comment)
    )
    return tuple(map(_own, rows))


def _own(row: find.Row) -> Own:
    return Own(
        comment=row["comment"],
        number=row["comment.number"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        reason=row["reason"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        version=row["version"],
    )


def _stale() -> Conflict:
    return Conflict("刚刚有人处理了这条意见。请看过最新的处理再决定；您写的理由还在下面。")
