"""The bench: comments that say the same, article by article."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath

from consult.errors import ConsultError, NotFound
from consult.permissions import Actor
from consult.services.clusters import arrangement, cluster, member, readers, suggestion
from consult.services.clusters.listing import MOST_WORDS, Sieve, Sift
from consult.services.clusters.progress import BenchArticle
from consult.services.decisions import sheet
from consult.services.records.keyset import FIRST
from consult.services.work.errand import ClustersRequest
from consult.web.errors import sentence_of, status_of
from consult.web.job import begin
from consult.web.pages import PER_PAGE, Page, asked, follow, private, turn_of
from consult.web.request import Req, actor_of, now_of
from reports.model import Outcome

MOST_SUGGESTED = 20
"""Suggestions on a page; the surest come first, and refused or accepted ones make room."""


class Around(msgspec.Struct, frozen=True):
    """A page of articles, and the articles before and after the chosen one."""

    page: Page[BenchArticle]
    previous: BenchArticle | None
    next: BenchArticle | None


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

    @get(
        "/bills/{slug:str}/{reading:int}/clusters/readers",
        access="cluster.read",
        name="cluster:readers",
    )
    async def readers(
        self, request: Req, slug: FromPath[str], reading: FromPath[int]
    ) -> Response[Any]:
        """Who has read how many of the unique texts of which article."""
        table = await readers.table(actor_of(request), slug, reading, now_of(request))
        rows = follow(request, table.rows, lambda row: (row.article.address or "",))
        return private(request, "cluster/readers.html", table=table, rows=rows)

    @get("/clusters/{cluster_id:int}", access="cluster.read", name="cluster:show")
    async def show(self, request: Req, cluster_id: FromPath[int]) -> Response[Any]:
        """One cluster with its members, and the form that decides on it."""
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
    actor, now = actor_of(request), now_of(request)
    open_ = _number(request, "open") if at else 0
    sift = _sift(request, open_)
    bench = await cluster.bench(actor, slug, reading, address, now, sift)
    beside = await _beside(request, bench, open_) if open_ else {}
    return private(
        request,
        "cluster/index.html",
        status=status_of(error) if error else 200,
        bench=bench,
        chosen=at is not None,
        around=_around(request, bench, at is not None),
        sieves=tuple(Sieve),
        kept=_kept(sift),
        refused=sentence_of(request, error) if error else None,
        ticked=ticked or {},
        past=await arrangement.of_clusters(ticked) if ticked else (),
        suggestions=(await _suggestions(bench))[:MOST_SUGGESTED] if at else (),
        last=await _last(actor, bench) if at else None,
        others=await _others(actor, bench, now) if at else (),
        **{"outcomes": tuple(Outcome), **beside},
    )


def _sift(request: Req, holding: int) -> Sift:
    """What the address asks of the list. What means nothing is passed over."""
    sieves = {one.value: one for one in Sieve}
    return Sift(
        sieve=sieves.get(asked(request, "show") or "", Sieve.ALL),
        words=(asked(request, "q") or "").strip()[:MOST_WORDS],
        spot=asked(request, "on") or "",
        turn=turn_of(request),
        holding=holding or None,
    )


def _kept(sift: Sift) -> dict[str, str]:
    """What of the sift stays in the address from page to page."""
    told = {"show": sift.sieve.value, "q": sift.words, "on": sift.spot}
    return {name: value for name, value in told.items() if value and value != Sieve.ALL}


def _number(request: Req, name: str) -> int:
    """A whole number in the address, 0 for anything else."""
    value = asked(request, name, longest=9) or ""
    return int(value) if value.isascii() and value.isdigit() else 0


def _around(request: Req, bench: cluster.Bench, chosen: bool) -> Around:
    """The page of articles with the chosen one on it, and those before and after that one."""
    addresses = [one.address for one in bench.articles]
    at = addresses.index(bench.address) if chosen and bench.address in addresses else None
    number = at // PER_PAGE + 1 if at is not None else max(_number(request, "list"), 1)
    pages = max(1, -(-len(addresses) // PER_PAGE))
    number = min(number, pages)
    shown = bench.articles[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Around(
        page=Page(shown, number, pages, len(addresses)),
        previous=bench.articles[at - 1] if at else None,
        next=bench.articles[at + 1] if at is not None and at + 1 < len(addresses) else None,
    )


async def _suggestions(bench: cluster.Bench) -> tuple[suggestion.SuggestionView, ...]:
    round_ = bench.view.round
    return await suggestion.at(round_.id, bench.address) if round_ else ()


async def _last(actor: Actor, bench: cluster.Bench) -> arrangement.ArrangementView | None:
    round_ = bench.view.round
    return await arrangement.last_of(actor.name, round_.id, bench.address) if round_ else None


async def _others(actor: Actor, bench: cluster.Bench, now: dt.datetime) -> tuple[str, ...]:
    round_ = bench.view.round
    return await readers.others_at(actor, round_.id, bench.address, now) if round_ else ()


async def _beside(request: Req, bench: cluster.Bench, open_: int) -> dict[str, Any]:
    """The cluster open beside the list; nothing when it is not of this article any more."""
    try:
        told = await _told(request, open_, {})
    except NotFound:
        return {}
    page: cluster.ClusterPage = told["page"]
    here = (page.bill.slug, page.view.reading, page.address)
    return told if here == (bench.bill.slug, bench.view.reading, bench.address) else {}


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
    told = await _told(request, cluster_id, fields or {})
    return private(
        request,
        "cluster/show.html",
        status=status,
        **{**told, "done": done, "wrong": wrong or {}},
    )


async def _told(request: Req, cluster_id: int, fields: dict[str, str]) -> dict[str, Any]:
    """What the template of one cluster needs."""
    actor = actor_of(request)
    own = request.scope["path"].startswith("/staff/clusters")
    turn = turn_of(request) if own else FIRST
    page = await cluster.show_cluster(actor, cluster_id, now_of(request), turn)
    beside = await sheet.of(page, fields.get("reason", page.reason), now_of(request))
    return {
        "page": page,
        "sheet": beside,
        "doubts": [sentence_of(request, doubt) for doubt in beside.checked.doubts],
        "shown": await member.show(page.members.items, page.representative),
        "unread": page.coverage.unread[:PER_PAGE],
        "outcomes": tuple(Outcome),
        "done": None,
        "wrong": {},
        "fields": fields,
    }
