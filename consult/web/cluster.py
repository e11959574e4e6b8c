"""The bench: comments that say the same, article by article."""

from collections.abc import Mapping
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import ConsultError
from consult.services.clusters import arrangement, cluster, member, suggestion
from consult.services.work.errand import ClustersRequest
from consult.web.errors import sentence_of, status_of
from consult.web.job import begin
from consult.web.pages import PER_PAGE, asked, paginate, private
from consult.web.request import Req, actor_of, now_of
from reports.model import Outcome


class ClusterController(Controller):
    """/staff/bills/{slug}/{reading}/clusters and /staff/clusters/{id}"""

    path = "/staff"

    @get("/bills/{slug:str}/{reading:int}/clusters", access="cluster.read", name="cluster:index")
    async def index(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """The articles of a round, the clusters of one; `at=whole` is the draft as a whole."""
        return await bench_page(request, slug, reading, asked(request, "at"))

    @post(
        "/bills/{slug:str}/{reading:int}/clusters", access="cluster.rebuild", name="cluster:rebuild"
    )
    async def rebuild(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Cluster the round's comments again; what staff decided is kept."""
        return await begin(request, slug, reading, ClustersRequest())

    @get("/clusters/{cluster_id:int}", access="cluster.read", name="cluster:show")
    async def show(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """One cluster with every member, and the form that decides on it."""
        return await cluster_page(request, cluster_id, done=asked(request, "done"))


async def bench_page(
    request: Req,
    slug: str,
    reading: int,
    at: str | None,
    *,
    error: ConsultError | None = None,
    ticked: Mapping[int, int] | None = None,
) -> Response[Any]:
    """The bench, also after a merger was refused: what was ticked still is. Raises NotFound."""
    address = None if at == "whole" else at
    bench = await cluster.bench(actor_of(request), slug, reading, address, now_of(request))
    deeds = await arrangement.of_clusters(ticked) if ticked else ()
    return private(
        request,
        "cluster/index.html",
        status=status_of(error) if error else 200,
        bench=bench,
        chosen=at is not None,
        clusters=paginate(request, bench.clusters),
        outcomes=tuple(Outcome),
        wrong=sentence_of(request, error) if error else None,
        ticked=ticked or {},
        deeds=deeds,
        suggestions=await _suggestions(bench) if at else (),
    )


async def _suggestions(bench: cluster.Bench) -> tuple[suggestion.SuggestionView, ...]:
    round_ = bench.view.round
    return await suggestion.at(round_.id, bench.address) if round_ else ()


async def cluster_page(
    request: Req,
    cluster_id: int,
    *,
    status: int = 200,
    done: str | None = None,
    wrong: dict[str, str] | None = None,
    fields: dict[str, str] | None = None,
) -> Response[Any]:
    """The page of one cluster, also after something was refused: what was typed and ticked still
    is. Raises NotFound."""
    page = await cluster.show_cluster(actor_of(request), cluster_id, now_of(request))
    members = paginate(request, page.members)
    return private(
        request,
        "cluster/show.html",
        status=status,
        page=page,
        members=members,
        shown=await member.show(members.items, page.representative),
        unread=page.coverage.unread[:PER_PAGE],
        outcomes=tuple(Outcome),
        done=done,
        wrong=wrong or {},
        fields=fields or {},
    )
