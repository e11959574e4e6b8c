"""What a report is made from: one frozen snapshot of a round."""

from collections.abc import Sequence

import msgspec

from consult.engine import write_tx
from consult.errors import Conflict
from consult.lifecycle import SHANGHAI
from consult.services.bills import alignment, amended
from consult.services.decisions import advice, department, exception
from consult.services.moderating.shown import State
from consult.services.records import data_head, find
from consult.services.rounds import bulletin
from consult.services.submissions import attachment
from consult.services.submissions.spoken import spoken_in
from consult.tables import Cluster, Comment, Disposition, Round
from reports import model as reported
from reports.model import Channel, CommentKind, Material, Outcome, RoundFacts
from reports.redaction import cuts


class Ungrouped(Conflict):
    """Comments of the round are in no cluster yet, or only until the next rebuild."""

    @classmethod
    def of(cls, left: int) -> "Ungrouped":
        """For so many comments."""
        return cls("还有 {n} 条意见没有归类，请先重新归类，再生成报告。", n=left)


_LARGE = """
    SELECT cluster FROM comment WHERE round = {} AND cluster IS NOT NULL AND NOT provisional
    GROUP BY cluster HAVING COUNT(*) >= {}
    """


async def gather(slug: str, reading: int) -> tuple[Material, int]:
    """Everything a report of a round is made from, read while nothing changes it, and the id of
    the round. Raises Ungrouped when a comment is in no cluster: it would be missing."""
    bill = await find.bill_row(slug)
    draft, round_ = await find.round_row(slug, reading)
    pair = await alignment.with_next(draft)
    before = await alignment.with_previous(draft)
    tree = await find.tree(draft)
    amendment = await amended.view(draft)
    said = await bulletin.versions(draft["id"], bulletin.BulletinKind.ANNOUNCEMENT)
    async with write_tx(Round, alone=True):
        await find.lock_round(round_["id"])
        await _refuse_ungrouped(round_["id"])
        rows = await _rows(round_["id"])
        clusters, dispositions = await _clusters(round_["id"])
        exceptions = await _exceptions(round_["id"], rows)
        duties = await department.duties_of(draft)
        said_by = await advice.of_round(round_["id"])
        audit_head = await data_head.of_round(round_["id"], slug, reading)
    return Material(
        facts=RoundFacts(
            bill=bill["title"],
            draft=draft["title"],
            reading=reading,
            body=bill["body.name"],
            opens=round_["opens"],
            closes=round_["closes"],
            slug=slug,
        ),
        draft=tree,
        comments=await _comments(rows),
        clusters=clusters,
        dispositions=dispositions,
        exceptions=exceptions,
        next_draft=pair.new if pair else None,
        changes=(*pair.rows, *pair.annexes) if pair else (),
        audit_head=audit_head,
        law=amendment.base if amendment else None,
        amended=tuple(one.row for one in amendment.rows) if amendment else (),
        senders=await _senders(rows),
        points=_points(rows),
        duties=duties,
        advice=said_by,
        came=(*before.rows, *before.annexes) if before else (),
        withheld=frozenset(str(row["id"]) for row in rows if row["state"] != State.SHOWN),
        redacted={str(row["id"]): cuts(row["redacted"]) for row in rows if row["redacted"]},
        announcement=said[0].text if said else "",
        announced_on=said[0].at.astimezone(SHANGHAI).date() if said else None,
    ), round_["id"]


async def snapshot(
    round_id: int, least: int = 0
) -> tuple[tuple[reported.Comment, ...], tuple[reported.Cluster, ...]]:
    """The comments of a round that the last rebuild placed, and the clusters they are in; with
    `least` only clusters with so many members, and their comments."""
    large = await _large(round_id, least) if least else None
    comments = await _comments(await _rows(round_id, large))
    return comments, (await _clusters(round_id, large))[0]


async def placed(round_id: int) -> int:
    """How many comments of a round the last rebuild placed."""
    return int(await Comment.count().where(_placed(round_id)))


async def _large(round_id: int, least: int) -> list[int]:
    rows = await Comment.raw(_LARGE, round_id, least)
    return [row["cluster"] for row in rows]


def _placed(round_id: int, clusters: Sequence[int] | None = None) -> find.Where:
    placed = Comment.cluster.is_not_null() & Comment.provisional.eq(False)
    if clusters is not None:
        placed &= Comment.cluster.is_in(list(clusters) or [0])
    return (Comment.round == round_id) & placed


async def ungrouped(round_id: int) -> tuple[int, int]:
    """How many comments of a round are in no cluster, and how many only until the next rebuild."""
    here = Comment.round == round_id
    new = here & Comment.cluster.is_null() & Comment.withdrawn_at.is_null()
    provisional = here & Comment.cluster.is_not_null() & Comment.provisional.eq(True)
    return await Comment.count().where(new), await Comment.count().where(provisional)


async def _refuse_ungrouped(round_id: int) -> None:
    left = sum(await ungrouped(round_id))
    if left:
        raise Ungrouped.of(left)


async def _rows(round_id: int, clusters: Sequence[int] | None = None) -> list[find.Row]:
    """Comments with what is known of their submissions."""
    rows: list[find.Row] = (
        await Comment.select(
            *Comment.all_columns(exclude=[Comment.submission]),
            *(Comment.submission.number, Comment.submission.channel),
            *(Comment.submission.received_at, Comment.submission.name),
            *(Comment.submission.contact, Comment.submission.region),
            *(Comment.submission.name_public, Comment.submission.source),
            *(Comment.submission.contact_point, Comment.submission.occupation),
            Comment.submission.id,
        )
        .where(_placed(round_id, clusters))
        .order_by(Comment.id)
    )
    return rows


async def _comments(rows: list[find.Row]) -> tuple[reported.Comment, ...]:
    spoken = await spoken_in(rows[0]["round"]) if rows else {}
    return tuple(
        reported.Comment(
            id=str(row["id"]),
            number=row["number"],
            text=row["text"],
            article=row["article"],
            address=row["address"],
            kind=CommentKind(row["kind"]),
            proposed=row["proposed"],
            reason=row["reason"],
            channel=Channel(row["submission.channel"]),
            received=row["submission.received_at"],
            submission=row["submission.number"],
            person=person_of(row),
            author=row["submission.name"],
            author_public=row["submission.name_public"],
            region=row["submission.region"],
            spoken=spoken.get(row["id"], msgspec.UNSET),
        )
        for row in rows
    )


async def _senders(rows: list[find.Row]) -> dict[str, reported.Sender]:
    """How each is reached, where it came from and what came with it, where any of it is known."""
    files = await attachment.counts(rows[0]["round"]) if rows else {}
    known = {
        str(row["id"]): reported.Sender(
            contact=row["submission.contact"],
            source=row["submission.source"],
            occupation=row["submission.occupation"],
            files=files.get(row["submission.id"], 0),
        )
        for row in rows
    }
    return {comment: sender for comment, sender in known.items() if sender != reported.Sender()}


async def _exceptions(round_id: int, rows: list[find.Row]) -> dict[str, reported.Disposition]:
    """The decisions on single comments of those that count."""
    known = {row["id"] for row in rows}
    own = await exception.of_round(round_id)
    return {
        str(one.comment): reported.Disposition(one.outcome, one.reason)
        for one in own.values()
        if one.outcome and one.comment in known
    }


def _points(rows: list[find.Row]) -> dict[str, str]:
    """The 联系点 each comment came through, where it is known."""
    known = {str(row["id"]): row["submission.contact_point"] for row in rows}
    return {comment: point for comment, point in known.items() if point}


def person_of(row: find.Row) -> str:
    """Who counts as one person: name and contact together; without both, each submission is one."""
    name, contact = row["submission.name"], row["submission.contact"]
    return f"{name}\x1f{contact}" if name and contact else row["submission.number"]


async def _clusters(
    round_id: int, only: Sequence[int] | None = None
) -> tuple[tuple[reported.Cluster, ...], dict[str, reported.Disposition]]:
    here = (Cluster.round == round_id) & Cluster.retired.eq(False)
    if only is not None:
        here &= Cluster.id.is_in(list(only) or [0])
    rows = await Cluster.select().where(here).order_by(Cluster.id)
    members: dict[int, list[reported.Member]] = {row["id"]: [] for row in rows}
    comments = (
        await Comment.select(Comment.id, Comment.cluster, Comment.score, Comment.unique_text)
        .where(_placed(round_id, only))
        .order_by(Comment.id)
    )
    for row in comments:
        member = reported.Member(str(row["id"]), row["score"], row["unique_text"])
        members[row["cluster"]].append(member)
    decided = await Disposition.select().where(Disposition.cluster.is_in(list(members) or [0]))
    return tuple(
        reported.Cluster(
            id=str(row["id"]),
            article=row["article"],
            leader=str(row["leader"]),
            representative=str(row["representative"]),
            label=row["label"],
            members=tuple(members[row["id"]]),
        )
        for row in rows
    ), {
        str(row["cluster"]): reported.Disposition(Outcome(row["outcome"]), row["reason"])
        for row in decided
    }
