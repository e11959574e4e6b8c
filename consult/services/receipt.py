"""The page behind a receipt: the comment, where it stands, and the words that answer it."""

import datetime as dt
import hmac

import msgspec

from consult.errors import NotFound
from consult.services import alignment, find
from consult.services.bill import BillCard, show_bill
from consult.services.comment import code_hash
from consult.services.opinion import OpinionView, view_clusters
from consult.tables import Cluster, Comment, Submission
from drafts.address import label
from drafts.model import Change, Op
from reports.model import CommentKind

_NO_CODE = "0" * 64


class Answer(msgspec.Struct, frozen=True):
    """What the next draft's linked article says, word by word against the commented one."""

    reading: int
    draft_title: str
    label: str
    address: str | None
    change: Change
    ops: tuple[tuple[Op, str], ...]


class ReceiptPage(msgspec.Struct, frozen=True):
    """A comment as its author may see it; a `provisional` place in its cluster may still change."""

    number: str
    bill: BillCard
    reading: int
    received: dt.datetime
    kind: CommentKind
    text: str
    proposed: str
    reason: str
    address: str | None
    label: str
    provision_text: str
    cluster: OpinionView | None
    provisional: bool
    answer: Answer | None


async def show_receipt(number: str, code: str, now: dt.datetime) -> ReceiptPage:
    """The page behind a number and its code. A wrong code and an unknown number are the same
    NotFound, after the same work."""
    submission = await Submission.select().where(Submission.number == number.strip()).first()
    expected = (submission or {}).get("code_hash") or _NO_CODE
    if not hmac.compare_digest(expected, code_hash(code)) or submission is None:
        raise NotFound("没有找到这份回执。请核对回执编号和查询码，字母不分大小写。")
    rows = await Comment.select().where(Comment.submission == submission["id"])
    comment = rows[0]
    draft, slug = await find.draft_of_round(submission["round"])
    tree = await find.tree(draft)
    unit = tree.find(comment["address"]) if comment["address"] else None
    return ReceiptPage(
        number=submission["number"],
        bill=await show_bill(slug, now),
        reading=draft["reading"],
        received=submission["received_at"],
        kind=CommentKind(comment["kind"]),
        text=comment["text"],
        proposed=comment["proposed"],
        reason=comment["reason"],
        address=comment["address"],
        label=label(comment["address"]) if comment["address"] else "",
        provision_text=unit.text if unit else "",
        cluster=await _cluster(comment["cluster"]),
        provisional=comment["provisional"],
        answer=await _answer(draft, comment["article"]),
    )


async def _cluster(cluster_id: int | None) -> OpinionView | None:
    if cluster_id is None:
        return None
    rows = await Cluster.select().where(Cluster.id == cluster_id)
    return (await view_clusters(rows))[0]


async def _answer(draft: find.Row, article: str | None) -> Answer | None:
    pair = await alignment.with_next(draft)
    row = pair.since(article) if pair and article else None
    if row is None:
        return None
    after = await find.draft_at(draft["bill"], draft["reading"] + 1)
    return Answer(
        reading=draft["reading"] + 1,
        draft_title=after["title"] if after else "",
        label=label(row.new) if row.new else "",
        address=row.new,
        change=row.change,
        ops=row.ops,
    )
