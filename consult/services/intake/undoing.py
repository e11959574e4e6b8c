"""Taking a whole batch back: what came in with it is withdrawn, kept, and counted as withdrawn.

Refused once staff have decided on a cluster that holds any of it: the decision rests on it.
"""

import datetime as dt

from consult.engine import bulk_insert, bulk_update, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.services.submissions.revision import Deed
from consult.tables import Batch, Comment, Disposition, OwnDisposition, Revision, Submission

_LONGEST = 500


async def undo(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, number: str, reason: str
) -> int:
    """Withdraw the comments of a batch and say how many there were. Taken in once more, its rows
    are new again.

    Raises NotFound, Invalid without a reason, Conflict when it was undone before or is decided on.
    """
    require(actor, "comment.collect")
    _check(reason)
    _, round_ = await find.round_row(slug, reading)
    async with write_tx(Comment):
        await find.lock_round(round_["id"])
        row = await row_of(round_["id"], number)
        if row["undone_at"]:
            raise Conflict("这一批已经由{name}撤销。", name=row["undone_by"])
        await _refuse_decided(row)
        comments = await _standing(row["id"])
        await _withdraw(comments, now)
        await Batch.update(
            {Batch.undone_at: now, Batch.undone_by: actor.name, Batch.undone_reason: reason.strip()}
        ).where(Batch.id == row["id"])
        await audit.append(
            *(actor, now, "batch.undo", f"{slug}/{reading}"),
            batch=number,
            reason=reason.strip(),
            withdrawn=len(comments),
        )
    return len(comments)


async def row_of(round_id: int, number: str) -> find.Row:
    """The batch of a round with this number. Raises NotFound."""
    row: find.Row | None = (
        await Batch.select().where((Batch.round == round_id) & (Batch.number == number)).first()
    )
    if row is None:
        raise NotFound("没有这一批。请从导入记录里打开。")
    return row


def _check(reason: str) -> None:
    if not reason.strip():
        raise Invalid("请写明为什么撤销这一批。", field="reason")
    if len(reason) > _LONGEST:
        raise Invalid(
            "“{value}…”太长，最多 {limit} 字。", field="reason", value=reason[:20], limit=_LONGEST
        )


async def _refuse_decided(row: find.Row) -> None:
    """A decision made before the batch came in rests on others' words, one made since on these
    too."""
    ours = Submission.select(Submission.id).where(Submission.batch == row["id"])
    clusters = Comment.select(Comment.cluster).where(
        Comment.submission.is_in(ours)
        & Comment.cluster.is_not_null()
        & Comment.provisional.eq(False)
    )
    decided = await Disposition.count().where(
        Disposition.cluster.is_in(clusters) & (Disposition.decided_at >= row["taken_at"])
    )
    decided += await OwnDisposition.count().where(
        OwnDisposition.comment.is_in(
            Comment.select(Comment.id).where(Comment.submission.is_in(ours))
        )
        & (OwnDisposition.outcome != "")
    )
    if decided:
        raise Conflict(
            "这一批的意见已经有 {n} 个处理决定，不能整批撤销。"
            "请先把它们移出那几类或者取消单独处理，再来撤销。",
            n=decided,
        )


async def _standing(batch_id: int) -> list[find.Row]:
    rows: list[find.Row] = (
        await Comment.select(
            *(Comment.id, Comment.kind, Comment.text, Comment.proposed, Comment.reason),
            Comment.cluster,
        )
        .where(
            Comment.submission.is_in(
                Submission.select(Submission.id).where(Submission.batch == batch_id)
            )
            & Comment.withdrawn_at.is_null()
        )
        .order_by(Comment.id)
    )
    return rows


async def _withdraw(comments: list[find.Row], now: dt.datetime) -> None:
    words = ("kind", "text", "proposed", "reason")
    await bulk_insert(
        Revision,
        ("comment", "deed", *words, "made_at"),
        [(one["id"], Deed.WITHDRAW.value, *(one[name] for name in words), now) for one in comments],
    )
    await bulk_update(
        Comment,
        ("withdrawn_at", "provisional"),
        "id",
        [(now, one["cluster"] is not None, one["id"]) for one in comments],
    )
