"""Deciding on a cluster: an outcome, a reason, and the version the decider had seen."""

import datetime as dt

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.clusters import unread
from consult.services.clusters.cards import ClusterCard, card_of
from consult.services.records import audit
from consult.services.search import index as search_index
from consult.tables import Cluster, Disposition
from reports.model import Outcome

REASON_LIMIT = 4000


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
    """Record or change what is done about a cluster.

    `version` is the one the decider saw, 0 when there was no decision; `seen` the version of the
    cluster itself. Raises Invalid when a reason is missing (required for every outcome but 采纳)
    or a unique text of the cluster is unread, Conflict when somebody was faster.
    """
    require(actor, "disposition.decide")
    reason = reason.strip()
    if outcome is not Outcome.ADOPTED and not reason:
        raise Invalid("除“采纳”以外，都要写明理由。", field="reason")
    if len(reason) > REASON_LIMIT:
        raise Invalid("理由最多 {limit} 字。", field="reason", limit=REASON_LIMIT)
    try:
        async with write_tx(Disposition):
            cluster = await Cluster.select().where(Cluster.id == cluster_id).first()
            if cluster is None or cluster["retired"]:
                raise NotFound("这一类意见已经不在了，可能刚重新归类过。请回到列表再看。")
            if seen is not None and seen != cluster["version"]:
                raise Conflict("这一类的意见刚有增减。请看过现在的意见再决定；您写的理由还在下面。")
            await _record(actor, now, cluster_id, outcome, reason, version)
            await unread.refuse_unread(cluster_id)
            await search_index.put_reply(cluster_id, reason)
            await Cluster.update({Cluster.gained: 0, Cluster.lost: 0}).where(
                Cluster.id == cluster_id
            )
            await audit.append(
                actor, now, "disposition.decide", str(cluster_id), outcome=outcome, reason=reason
            )
    except UNIQUE_VIOLATIONS:
        raise _stale() from None
    return await card_of(cluster_id)


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
