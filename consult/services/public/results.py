"""The published results of a round: the notice, its versions, and the lists behind its figures."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Collection

import msgspec
from msgspec.structs import replace
from piccolo.columns import Varchar
from piccolo.query.functions import Count, Max

from consult.config import Settings
from consult.errors import NotFound
from consult.lifecycle import SHANGHAI, RoundState
from consult.services.bills.bill import BillCard, ReadingView, show_bill
from consult.services.decisions import exception
from consult.services.decisions.exception import Own
from consult.services.moderating import moderation, redaction, shown
from consult.services.moderating.shown import WITHHELD, State
from consult.services.papers.report_files import path_of
from consult.services.records import find
from consult.tables import (
    Comment,
    Disposition,
    Report,
    Results,
    ResultsLine,
    Revision,
    Submission,
)
from drafts.address import label
from reports.model import Channel, CommentKind, Outcome
from reports.notice import Notice
from reports.papers.arguments import Argument
from reports.papers.formats import Format
from reports.papers.results import LONGEST_NAME
from reports.privacy import mask

PER_PAGE = 20
WHOLE = "whole"
"""What a list asks for that is about no article."""
DECIDED, PENDING = "decided", "pending"
_COUNTED = ("comments", "clusters", "submissions", "people")


class Version(msgspec.Struct, frozen=True):
    """One version of a notice; `paper` is the hash of its PDF, "" without one."""

    id: int
    number: int
    published_at: dt.datetime
    paper: str


class ResultsPage(msgspec.Struct, frozen=True):
    """The results of a round. Before any are published there is no `notice`, only the day one is
    `due` (None while the round has no end yet); `late` when that day is over."""

    bill: BillCard
    view: ReadingView
    notice: Notice | None
    version: Version | None
    versions: tuple[Version, ...]
    due: dt.date | None
    late: bool


class Wanted(msgspec.Struct, frozen=True):
    """Which lines of a notice a list shows: all conditions at once, those left empty aside.
    `department` counts the notice's own from 1."""

    article: str = ""
    kind: str = ""
    channel: str = ""
    outcome: str = ""
    department: int = 0
    answer: int = 0
    cluster: int = 0
    replied: bool = False


class Entry(msgspec.Struct, frozen=True):
    """One comment in a list. Its words are empty when its author has withdrawn it since or while it
    is not shown; `changed` says it was amended since. `reason` is that of the outcome it was
    published with; `moved` when the office has decided otherwise since."""

    place: int
    number: str
    label: str
    article: str | None
    cluster: int
    kind: CommentKind
    channel: Channel
    text: str
    proposed: str
    reason_given: str
    outcome: Outcome | None
    reason: str
    moved: bool
    withdrawn: bool
    changed: bool
    state: State


class Counts(msgspec.Struct, frozen=True):
    """条、类、件、人 of a list."""

    comments: int
    clusters: int
    submissions: int
    people: int


class ListPage(msgspec.Struct, frozen=True):
    """A page of a list: `following` is the place after which the next one begins, None at the
    end."""

    page: ResultsPage
    wanted: Wanted
    department: str
    counts: Counts
    entries: tuple[Entry, ...]
    following: int | None


async def show(
    slug: str, reading: int, now: dt.datetime, days: int, version: int | None = None
) -> ResultsPage:
    """The results of a round, the newest version unless one is named; until there is one, when it
    is due: `days` after the round closes. Raises NotFound."""
    card = await show_bill(slug, now)
    view = card.at(reading)
    if view is None or view.round is None:
        raise NotFound("这一稿还没有公开征求意见。")
    versions = await _versions(view.round.id)
    chosen = versions[0] if versions else None
    if version is not None:
        chosen = next((one for one in versions if one.number == version), None)
        if chosen is None:
            raise NotFound("没有这一版通报。")
    due = None
    if view.round.state is not RoundState.SCHEDULED:
        due = view.round.last_day + dt.timedelta(days=days)
    return ResultsPage(
        bill=card,
        view=view,
        notice=await _notice(chosen.id, view.round.id) if chosen else None,
        version=chosen,
        versions=versions,
        due=due,
        late=due is not None and due < now.astimezone(SHANGHAI).date(),
    )


async def listed(page: ResultsPage, wanted: Wanted, after: int = 0) -> ListPage:
    """The comments behind a figure of a published version, `PER_PAGE` at a time after a place.
    Raises NotFound where nothing is published or the department is none of its."""
    if page.notice is None or page.version is None:
        raise NotFound("通报还没有发布。")
    where = _where(page.version.id, page.notice, wanted)
    rows = (
        await ResultsLine.select(*ResultsLine.all_columns())
        .where(where & (ResultsLine.place > after))
        .order_by(ResultsLine.place)
        .limit(PER_PAGE + 1)
    )
    shown = rows[:PER_PAGE]
    duties = page.notice.duties
    return ListPage(
        page=page,
        wanted=wanted,
        department=duties[wanted.department - 1].name if wanted.department else "",
        counts=await _counts(
            where, _where(page.version.id, page.notice, wanted, ResultsLine.group_outcome)
        ),
        entries=await _entries(shown, page.version.published_at),
        following=shown[-1]["place"] if len(rows) > PER_PAGE else None,
    )


async def paper(settings: Settings, page: ResultsPage) -> bytes:
    """The PDF of a published version, checked against the hash it was kept under. Raises
    NotFound where there is none."""
    digest = page.version.paper if page.version else ""
    path = path_of(settings, digest or "none", Format.PDF)
    data = await asyncio.to_thread(path.read_bytes) if path.is_file() else b""
    if not digest or hashlib.sha256(data).hexdigest() != digest:
        raise NotFound("这一版通报没有 PDF。网页上的内容是完整的。")
    return data


async def latest(rounds: Collection[int]) -> dict[int, dt.datetime]:
    """When the newest notice of each of these rounds was published, where there is one."""
    if not rounds:
        return {}
    newest = (
        await Results.select(Results.round, Max(Results.version))
        .where(Results.round.is_in(list(rounds)))
        .group_by(Results.round)
    )
    found = {}
    for row in newest:
        one = (
            await Results.select(Results.published_at)
            .where((Results.round == row["round"]) & (Results.version == row["max"]))
            .first()
        )
        if one is not None:
            found[row["round"]] = one["published_at"]
    return found


async def _versions(round_id: int) -> tuple[Version, ...]:
    rows = (
        await Results.select(Results.id, Results.version, Results.published_at, Results.report)
        .where(Results.round == round_id)
        .order_by(Results.version, ascending=False)
    )
    ids = [row["report"] for row in rows if row["report"]]
    papers = await Report.select(Report.id, Report.sha256).where(Report.id.is_in(ids or [0]))
    hashes = {row["id"]: row["sha256"] for row in papers}
    hidden = (await moderation.withheld_since(round_id), await redaction.newest(round_id))
    since = max((one for one in hidden if one), default=None)
    return tuple(
        Version(
            row["id"],
            row["version"],
            row["published_at"],
            # A paper cannot take back words that were withheld after it was made.
            "" if since and row["published_at"] <= since else hashes.get(row["report"], ""),
        )
        for row in rows
    )


async def _notice(results: int, round_id: int) -> Notice:
    """A notice without the words of comments that are withheld by now, and without the names of
    those who have taken back their consent to be named."""
    row = await Results.select(Results.notice).where(Results.id == results).first()
    if row is None:
        raise NotFound("没有这一版通报。")
    made = msgspec.json.decode(row["notice"], type=Notice)
    rows = await Comment.select(Comment.id, Comment.number).where(
        (Comment.round == round_id)
        & (Comment.state.is_in(list(WITHHELD)) | (Comment.redacted != ""))
    )
    voices, numbers = {str(row["id"]) for row in rows}, {row["number"] for row in rows}
    return _consented(_without(made, voices, numbers), await _named(round_id))


async def _named(round_id: int) -> set[str]:
    """The names that stand on a submission whose sender agrees to be named, as papers cut them."""
    rows = await Submission.select(Submission.name).where(
        (Submission.round == round_id) & Submission.name_public.eq(True)
    )
    return {mask(row["name"].strip())[:LONGEST_NAME] for row in rows}


def _consented(made: Notice, agreed: set[str]) -> Notice:
    kept = tuple(name for name in made.named if name in agreed)
    gone = len(made.named) - len(kept)
    return replace(made, named=kept, named_in_all=made.named_in_all - gone)


def _without(made: Notice, voices: set[str], numbers: set[str]) -> Notice:
    def heard(passages: tuple[Argument, ...]) -> tuple[Argument, ...]:
        return tuple(one for one in passages if one.number not in numbers)

    return replace(
        made,
        told=tuple(replace(one, ask="") if one.voice in voices else one for one in made.told),
        debates=tuple(
            replace(one, favour=heard(one.favour), against=heard(one.against))
            for one in made.debates
        ),
    )


def _where(
    results: int, notice: Notice, wanted: Wanted, outcome: Varchar = ResultsLine.outcome
) -> find.Where:
    """What a list holds; `outcome` is the column that tells it, the cluster's for clusters."""
    where: find.Where = ResultsLine.results == results
    if wanted.article:
        where &= ResultsLine.article == ("" if wanted.article == WHOLE else wanted.article)
    if wanted.kind:
        where &= ResultsLine.kind == wanted.kind
    if wanted.channel:
        where &= ResultsLine.channel == wanted.channel
    if wanted.outcome == DECIDED:
        where &= outcome != ""
    elif wanted.outcome:
        where &= outcome == ("" if wanted.outcome == PENDING else wanted.outcome)
    if wanted.answer:
        where &= ResultsLine.answer == wanted.answer
    if wanted.cluster:
        where &= ResultsLine.cluster == wanted.cluster
    if wanted.replied:
        where &= (ResultsLine.outcome != "") | ResultsLine.answered.eq(True)
    if wanted.department:
        if wanted.department > len(notice.duties):
            raise NotFound("通报里没有这个部门。")
        addresses = [one or "" for one in notice.duties[wanted.department - 1].addresses]
        where &= ResultsLine.article.is_in(addresses)
    return where


async def _counts(where: find.Where, of_clusters: find.Where) -> Counts:
    """Comments by their own outcome; clusters by theirs, as the notice counts them."""
    row = (
        await ResultsLine.select(
            Count(alias="comments"),
            Count(distinct=[ResultsLine.submission], alias="submissions"),
            Count(distinct=[ResultsLine.person], alias="people"),
        )
        .where(where)
        .first()
    )
    groups = (
        await ResultsLine.select(Count(distinct=[ResultsLine.cluster], alias="clusters"))
        .where(of_clusters)
        .first()
    )
    counted = {**(row or {}), **(groups or {})}
    return Counts(**{name: counted.get(name, 0) for name in _COUNTED})


async def _entries(rows: list[find.Row], published: dt.datetime) -> tuple[Entry, ...]:
    ids = [row["comment"] for row in rows]
    if not ids:
        return ()
    said = {row["id"]: row for row in await Comment.select().where(Comment.id.is_in(ids))}
    decided = {
        row["cluster"]: row
        for row in await Disposition.select().where(
            Disposition.cluster.is_in([row["cluster"] for row in rows])
        )
    }
    own = await exception.of_comments(ids)
    later = (Revision.comment.is_in(ids)) & (Revision.made_at > published)
    changed = {row["comment"] for row in await Revision.select(Revision.comment).where(later)}
    return tuple(
        _entry(
            row,
            said[row["comment"]],
            _now(own.get(row["comment"]), decided.get(row["cluster"])),
            row["comment"] in changed,
        )
        for row in rows
    )


def _now(own: Own | None, decided: find.Row | None) -> find.Row | None:
    """What is decided on a comment now: on itself, or on its cluster."""
    if own is None or own.outcome is None:
        return decided
    return {"outcome": own.outcome.value, "reason": own.reason}


def _entry(row: find.Row, said: find.Row, decided: find.Row | None, changed: bool) -> Entry:
    withdrawn = said["withdrawn_at"] is not None
    text, proposed, reason = (
        "" if withdrawn else shown.words(said, name) for name in ("text", "proposed", "reason")
    )
    moved = (decided["outcome"] if decided else "") != row["outcome"]
    return Entry(
        place=row["place"],
        number=said["number"],
        label=label(said["address"]) if said["address"] else "",
        article=row["article"] or None,
        cluster=row["cluster"],
        kind=CommentKind(row["kind"]),
        channel=Channel(row["channel"]),
        text=text,
        proposed=proposed,
        reason_given=reason,
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        reason=decided["reason"] if decided and not moved else "",
        moved=moved,
        withdrawn=withdrawn,
        changed=changed and not withdrawn,
        state=State(said["state"]),
    )
