"""Clusters of a round: rebuilt from the comments, keeping what staff said and decided."""

import asyncio
import datetime as dt

import msgspec

from consult.engine import write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.clusters import (
    arrangement,
    listing,
    progress,
    suggestion,
    takeover,
    unread,
    word,
)
from consult.services.clusters.arrangement import ArrangementView, Deed
from consult.services.clusters.cards import BenchCard, ClusterCard, bench_cards, cards_of
from consult.services.clusters.helpers import helpers_at
from consult.services.clusters.listing import Sift
from consult.services.clusters.member import MemberView, members_of
from consult.services.clusters.progress import BenchArticle
from consult.services.clusters.regroup import Pair
from consult.services.clusters.unread import Coverage, WorkLeft
from consult.services.records import audit, find
from consult.services.records.keyset import FIRST, Slice, Turn
from consult.services.submissions import revision
from consult.services.work import job
from consult.services.work.worker import Say, in_process, silent
from consult.tables import Cluster, Comment, Disposition
from drafts.address import label
from drafts.model import Unit
from reports import clusterer
from reports import model as reported
from reports.constraints import Contradiction
from reports.model import CommentKind, Outcome

MAX_THRESHOLD = 100
MOST_NEIGHBOURS = 200
IN_PROCESS_FROM = 2000
"""Starting a process takes about a second; fewer comments are grouped sooner than that."""


class Rebuilt(msgspec.Struct, frozen=True):
    """What a rebuild made. `kept_dispositions` clusters still carry their decision."""

    clusters: int
    comments: int
    kept_dispositions: int
    retired_dispositions: int
    threshold: float


class Bench(msgspec.Struct, frozen=True):
    """The articles that got comments, and of the chosen one its text, how many comments speak of
    each provision in it, and a page of its clusters as `sift` asks for them."""

    bill: BillCard
    view: ReadingView
    articles: tuple[BenchArticle, ...]
    address: str | None
    article: Unit | None
    spots: dict[str, int]
    sift: Sift
    clusters: Slice[BenchCard]
    left: WorkLeft
    change: takeover.Change | None


class Neighbour(msgspec.Struct, frozen=True):
    """Another cluster of the same article, and its version."""

    id: int
    label: str
    state: int


class ClusterPage(msgspec.Struct, frozen=True):
    """One cluster with its members, its decision, what of it is read, what people did about it.

    `members` are a page of them.
    `gone_to` is the cluster a retired one was merged into, where it was merged.
    """

    card: ClusterCard
    bill: BillCard
    view: ReadingView
    address: str | None
    article_label: str
    article_text: str
    representative_text: str
    members: Slice[MemberView]
    outcome: Outcome | None
    reason: str
    decided_by: str
    decided_at: dt.datetime | None
    version: int
    representative: int | None
    own_name: str
    coverage: Coverage
    deeds: tuple[ArrangementView, ...]
    neighbours: tuple[Neighbour, ...]
    retired: bool
    gone_to: int | None


async def rebuild(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    threshold: float = 80,
    simplified: bool = False,
    scheduler: str | None = None,
    meaning: bool = False,
    progress: Say | None = None,
) -> Rebuilt:
    """Cluster all comments of a round anew. Comments that arrive meanwhile stay outside until
    the next rebuild. `simplified` compares traditional characters as simplified ones; with a
    `scheduler` (`consult.services.clusters.helpers`) other machines compare too. `progress` hears
    the name of each step. Done for a job that is called off, it changes nothing. Then
    suggestions are found anew, by the language model too where `meaning` is asked for and it is
    installed."""
    require(actor, "cluster.rebuild")
    say = progress or silent
    if not 0 < threshold <= MAX_THRESHOLD:
        raise Invalid("相似度阈值要在 1 到 100 之间。", field="threshold")
    _, round_ = await find.round_row(slug, reading)
    say("读取数据")
    revised = await revision.newest()
    comments = await _comments(round_["id"])
    say("比较意见")
    words, before = await arrangement.words_of(round_["id"]), await takeover.standing(round_["id"])
    work = (comments, threshold, simplified, _constraints(words, comments), before, scheduler)
    try:
        if len(comments) < IN_PROCESS_FROM:
            grouping = await asyncio.to_thread(_group, *work, say)
        else:
            grouping = await in_process(_group, *work, say=say)
    except Contradiction as error:
        raise await _contradicted(error) from None
    say("保存")
    async with write_tx(Cluster, alone=True):
        await find.lock_round(round_["id"])
        await job.still_wanted()
        stood = await takeover.standing(round_["id"])
        change = await takeover.store(round_["id"], grouping, comments, now, actor.name)
        await _catch_up(round_["id"], words, stood)
        await revision.set_apart(round_["id"], revised)
        await audit.append(
            *(actor, now, "cluster.rebuild", f"{slug}/{reading}"),
            threshold=threshold,
            comments=len(comments),
            clusters=len(grouping.clusters),
        )
    await suggestion.renew(actor, now, round_["id"], f"{slug}/{reading}", meaning, say)
    return Rebuilt(
        clusters=len(grouping.clusters),
        comments=len(comments),
        kept_dispositions=change.decided_kept,
        retired_dispositions=change.decided_gone,
        threshold=threshold,
    )


async def bench(
    actor: Actor,
    slug: str,
    reading: int,
    address: str | None,
    now: dt.datetime,
    sift: Sift | None = None,
) -> Bench:
    """The clusters of a round by article; `address` None chooses the draft as a whole."""
    require(actor, "cluster.read")
    card = await show_bill(slug, now)
    draft, round_ = await find.round_row(slug, reading)
    view = card.at(reading)
    if view is None:
        raise NotFound("这一稿刚被替换，请刷新后再看。")
    standing = await unread.standing_of(round_["id"])
    page = await listing.leaf(round_["id"], address, actor.name, sift or Sift())
    tree = await find.tree(draft)
    return Bench(
        bill=card,
        view=view,
        articles=await progress.articles_of(draft, round_["id"], standing),
        address=address,
        article=tree.find(address) if address else None,
        spots=await progress.spots_of(round_["id"], address) if address else {},
        sift=sift or Sift(),
        clusters=page.of(await bench_cards(tuple(page.items))),
        left=unread.sum_up(standing),
        change=takeover.last_change(round_),
    )


async def show_cluster(
    actor: Actor, cluster_id: int, now: dt.datetime, turn: Turn = FIRST
) -> ClusterPage:
    """One cluster with a page of its members. Raises NotFound."""
    require(actor, "cluster.read")
    row = await Cluster.select().where(Cluster.id == cluster_id).first()
    if row is None:
        raise NotFound("没有这一类意见。请回到列表再看。")
    draft, slug = await find.draft_of_round(row["round"])
    card = await show_bill(slug, now)
    view = card.at(draft["reading"])
    if view is None:
        raise NotFound("这一稿刚被替换，请刷新后再看。")
    tree = await find.tree(draft)
    article = tree.find(row["article"]) if row["article"] else None
    deeds = await arrangement.of_cluster(cluster_id)
    decided = await Disposition.select().where(Disposition.cluster == cluster_id).first()
    return ClusterPage(
        card=(await cards_of([row]))[0],
        bill=card,
        view=view,
        address=row["article"],
        article_label=label(row["article"]) if row["article"] else progress.GENERAL,
        article_text=article.text if article else "",
        representative_text=await _text(row["representative"]),
        members=await members_of(row, turn),
        outcome=Outcome(decided["outcome"]) if decided else None,
        reason=decided["reason"] if decided else "",
        decided_by=decided["decided_by"] if decided else "",
        decided_at=decided["decided_at"] if decided else None,
        version=decided["version"] if decided else 0,
        representative=row["representative"],
        own_name=row["own_name"],
        coverage=await unread.coverage(cluster_id, actor.name),
        deeds=deeds,
        neighbours=await _neighbours(row),
        retired=row["retired"],
        gone_to=_gone_to(row, deeds),
    )


async def _neighbours(row: find.Row) -> tuple[Neighbour, ...]:
    """The other clusters of the same article, by their labels."""
    here = _at(row["article"])
    rows = (
        await Cluster.select(Cluster.id, Cluster.label, Cluster.version)
        .where((Cluster.round == row["round"]) & Cluster.retired.eq(False) & here)
        .order_by(Cluster.label)
        .order_by(Cluster.id)
        .limit(MOST_NEIGHBOURS)
    )
    found = (Neighbour(one["id"], one["label"], one["version"]) for one in rows)
    return tuple(one for one in found if one.id != row["id"])


def _gone_to(row: find.Row, deeds: tuple[ArrangementView, ...]) -> int | None:
    if not row["retired"]:
        return None
    merged = (d for d in deeds if d.deed is Deed.MERGE and d.other == row["id"])
    return next((deed.cluster for deed in merged if not deed.undone_by), None)


def _at(address: str | None) -> find.Where:
    return Cluster.article.is_null() if address is None else Cluster.article == address


def _group(
    comments: list[reported.Comment],
    threshold: float,
    simplified: bool,
    constraints: list[reported.Constraint],
    before: dict[str, str],
    scheduler: str | None,
    say: Say,
) -> reported.Grouping:
    said = 0

    def heard(share: float) -> None:
        nonlocal said
        percent = int(share * 100)
        if percent > said:
            said = percent
            say(f"比较意见 {percent}%")

    with helpers_at(scheduler) as helpers:
        return clusterer.group(
            comments,
            threshold,
            simplified=simplified,
            constraints=constraints,
            before=before,
            helpers=helpers,
            progress=heard,
        )


def _constraints(words: list[Pair], comments: list[reported.Comment]) -> list[reported.Constraint]:
    """What staff said about comments that still stand."""
    standing = {comment.id for comment in comments}
    said = (reported.Constraint(kind, str(one), str(other)) for kind, one, other in words)
    return [one for one in said if {one.one, one.other} <= standing]


async def _catch_up(round_id: int, words: list[Pair], stood: dict[str, str]) -> None:
    """Let what staff said while the texts were compared take effect on what came of it."""
    late = set(words) ^ set(await arrangement.words_of(round_id))
    if late:
        named = {comment for _, *pair in late for comment in pair}
        await word.apply_at(round_id, named, stood=stood)


async def _contradicted(error: Contradiction) -> Conflict:
    """Two words of staff that speak of what are now copies of one text, or a chain of such."""
    rows = await Comment.select(Comment.number).where(
        Comment.id.is_in([int(comment) for comment in error.chain])
    )
    return Conflict(
        "意见 {numbers} 既被定为同类，又被定为不同类。请先撤销其中一项决定，再重新归类。",
        numbers="、".join(sorted(row["number"] for row in rows)),
    )


async def _comments(round_id: int) -> list[reported.Comment]:
    rows = (
        await Comment.select(
            *(Comment.id, Comment.number, Comment.text, Comment.proposed),
            *(Comment.reason, Comment.article, Comment.address, Comment.kind),
        )
        .where((Comment.round == round_id) & Comment.withdrawn_at.is_null())
        .order_by(Comment.id)
    )
    return [
        reported.Comment(
            id=str(row["id"]),
            number=row["number"],
            text=row["text"],
            proposed=row["proposed"],
            reason=row["reason"],
            article=row["article"],
            address=row["address"],
            kind=CommentKind(row["kind"]),
        )
        for row in rows
    ]


async def _text(comment_id: int | None) -> str:
    row = await Comment.select(Comment.text).where(Comment.id == comment_id).first()
    return str(row["text"]) if row else ""
