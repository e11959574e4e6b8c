"""Deciding on a cluster: an outcome, a reason, and the version the decider had seen."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, ConsultError, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.clusters import unread
from consult.services.clusters.cards import ClusterCard, card_of
from consult.services.decisions import history
from consult.services.decisions.citing import SLOTS
from consult.services.records import audit, find
from consult.services.search import index as search_index
from consult.tables import Cluster, Disposition
from reports.model import Outcome

REASON_LIMIT = 4000


class Choice(msgspec.Struct, frozen=True):
    """A cluster to decide on: `version` of the decision that was seen, 0 when there was none;
    `seen` that of the cluster itself, None where nobody looked at one."""

    cluster: int
    version: int
    seen: int | None = None


async def decide(
    actor: Actor,
    now: dt.datetime,
    *,
    cluster_id: int,
    outcome: Outcome,
    reason: str,
    version: int,
    seen: int | None = None,
) -> ClusterCard:
    """Record or change what is done about a cluster; every version is kept.

    `version` is the one the decider saw, 0 when there was no decision; `seen` the version of the
    cluster itself. Raises Invalid when a reason is missing (required for every outcome but 采纳)
    or a unique text of the cluster is unread, Conflict when somebody was faster.
    """
    await decide_all(
        actor, now, choices=[Choice(cluster_id, version, seen)], outcome=outcome, reason=reason
    )
    return await card_of(cluster_id)


async def decide_all(
    actor: Actor,
    now: dt.datetime,
    *,
    choices: Sequence[Choice],
    outcome: Outcome,
    reason: str,
    round_of: tuple[str, int] | None = None,
) -> None:
    """Decide several clusters alike, all or none of them: each has its own version and entry in
    the audit. With `round_of` they have to be of that bill and reading. Raises as `decide` does,
    of several clusters with the name of the one in question."""
    require(actor, "disposition.decide")
    reason = checked(outcome, reason)
    if round_of is not None:
        await _refuse_strangers(round_of, choices)
    try:
        async with write_tx(Disposition):
            for choice in choices:
                try:
                    await _decide(actor, now, choice, outcome, reason)
                except (Conflict, Invalid) as error:
                    if len(choices) == 1:
                        raise
                    raise await _of_many(choice.cluster, error) from None
    except UNIQUE_VIOLATIONS:
        raise _stale() from None


def checked(outcome: Outcome, reason: str) -> str:
    """A reason as it is stored. Raises Invalid when it is too long, when it lacks where it is
    required, or when a place of a reason kept ready is still open in it."""
    reason = reason.strip()
    for slot in SLOTS:
        if slot in reason:
            raise Invalid("“{slot}”还没有填。", field="reason", slot=slot)
    if outcome is not Outcome.ADOPTED and not reason:
        raise Invalid("除“采纳”以外，都要写明理由。", field="reason")
    if len(reason) > REASON_LIMIT:
        raise Invalid("理由最多 {limit} 字。", field="reason", limit=REASON_LIMIT)
    return reason


async def _refuse_strangers(round_of: tuple[str, int], choices: Sequence[Choice]) -> None:
    _, round_ = await find.round_row(*round_of)
    ids = [choice.cluster for choice in choices]
    mine = Cluster.id.is_in(ids or [0]) & (Cluster.round == round_["id"])
    if await Cluster.count().where(mine) != len(ids):
        raise NotFound("没有这一类意见。请回到列表再看。")


async def _of_many(cluster_id: int, error: ConsultError) -> ConsultError:
    row = await Cluster.select(Cluster.label).where(Cluster.id == cluster_id).first()
    return Conflict(
        "“{label}”没有记下，所以这一批都没有记：{error}",
        label=row["label"] if row else str(cluster_id),
        error=error,
    )


async def _decide(
    actor: Actor, now: dt.datetime, choice: Choice, outcome: Outcome, reason: str
) -> None:
    cluster_id = choice.cluster
    cluster = await Cluster.select().where(Cluster.id == cluster_id).first()
    if cluster is None or cluster["retired"]:
        raise NotFound("这一类意见已经不在了，可能刚重新归类过。请回到列表再看。")
    if choice.seen is not None and choice.seen != cluster["version"]:
        raise Conflict("这一类的意见刚有增减。请看过现在的意见再决定；您写的理由还在下面。")
    await _record(actor, now, cluster_id, outcome, reason, choice.version)
    await unread.refuse_unread(cluster_id)
    await search_index.put_reply(cluster_id, reason)
    await Cluster.update({Cluster.gained: 0, Cluster.lost: 0}).where(Cluster.id == cluster_id)
    await history.keep(
        actor, now, cluster_id, history.Decision(outcome, reason, choice.version + 1)
    )
    await audit.append(
        actor, now, "disposition.decide", str(cluster_id), outcome=outcome, reason=reason
    )


async def _record(
    actor: Actor, now: dt.datetime, cluster_id: int, outcome: Outcome, reason: str, version: int
) -> None:
    if version == 0:
        if await Disposition.exists().where(Disposition.cluster == cluster_id):
            raise _stale()
        await Disposition.insert(
            Disposition(
                cluster=cluster_id,
                outcome=outcome.value,
                reason=reason,
                decided_by=actor.name,
                decided_at=now,
            )
        )
        return
    changed = (
        await Disposition.update(
            {
                Disposition.outcome: outcome.value,
                Disposition.reason: reason,
                Disposition.decided_by: actor.name,
                Disposition.decided_at: now,
                Disposition.version: version + 1,
            }
        )
        .where((Disposition.cluster == cluster_id) & (Disposition.version == version))
        .returning(Disposition.id)
    )
    if not changed:
        raise _stale()


def _stale() -> Conflict:
    return Conflict("刚刚有人处理了这一类意见。请看过最新的处理再决定；您写的理由还在下面。")
