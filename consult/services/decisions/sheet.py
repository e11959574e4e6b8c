"""What lies before the one who decides on a cluster, beside its opinions."""

import datetime as dt

import msgspec

from consult.errors import NotFound
from consult.services.clusters.cluster import ClusterPage
from consult.services.decisions import asking, carrying, citing, exception, history, reasons
from consult.services.decisions.asking import Asked
from consult.services.decisions.carrying import Carried
from consult.services.decisions.citing import Checked
from consult.services.decisions.exception import Own
from consult.services.decisions.history import Version
from consult.services.decisions.reasons import Ready
from consult.services.records import find
from consult.services.rounds import carried
from consult.services.rounds.carried import Earlier
from consult.tables import Cluster


class Sheet(msgspec.Struct, frozen=True):
    """The versions of a decision, the reason as `checked`, reasons kept ready, what the reading
    before said, members decided on their own, and the words of the next draft (`following`
    whether there is one); what departments were `asked`, and the departments there are."""

    versions: tuple[Version, ...]
    checked: Checked
    ready: tuple[Ready, ...]
    earlier: tuple[Earlier, ...]
    apart: tuple[Own, ...]
    words: tuple[Carried, ...]
    following: bool
    body: int
    asked: tuple[Asked, ...] = ()
    departments: tuple[tuple[int, str], ...] = ()

    @property
    def held(self) -> tuple[Own, ...]:
        """The members decided on their own now."""
        return tuple(one for one in self.apart if one.outcome)


async def of(page: ClusterPage, reason: str, now: dt.datetime) -> Sheet:
    """The sheet of a cluster's page; `reason` is the one in the form."""
    cluster_id = page.card.id
    cluster = await Cluster.select(Cluster.round).where(Cluster.id == cluster_id).first()
    if cluster is None:
        raise NotFound("没有这一类意见。请回到列表再看。")
    draft, slug = await find.draft_of_round(cluster["round"])
    body = (await find.bill_row(slug))["body"]
    after = await find.draft_at(draft["bill"], draft["reading"] + 1)
    drafts = [(row["reading"], await find.tree(row)) for row in (draft, after) if row]
    return Sheet(
        versions=await history.of_cluster(cluster_id),
        checked=citing.check(reason, drafts, page.address),
        ready=await reasons.ready_for(body),
        earlier=await carried.earlier_of(draft, cluster_id),
        apart=await exception.of_cluster(cluster_id),
        words=(await carrying.of_clusters([cluster_id])).get(cluster_id, ()),
        following=after is not None,
        body=body,
        asked=await asking.of_cluster(cluster_id, now),
        departments=await asking.of_body(body),
    )
