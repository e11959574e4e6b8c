"""Telling the author of a submission by mail that something has become of it.

What is to be told is read off the data, so nothing that changes them has to think of mail: one
row a submission and event, sent once, tried again later when the server does not take it. A mail
names the number only, never the secret code, and nobody is written to about what is long past.
"""

import datetime as dt
import hashlib
import hmac
import re
from collections import defaultdict

from consult.config import Settings
from consult.engine import UNIQUE_VIOLATIONS, bulk_insert, write_tx
from consult.errors import NotFound
from consult.services.mailing import due
from consult.services.mailing.due import Parcel
from consult.services.mailing.post import CHINESE, Message, page
from consult.services.records import find
from consult.tables import Comment, Disposition, Draft, Mail, Submission

STOP = "stop"
RECENT = dt.timedelta(days=30)
ADDRESS = re.compile(r"[^\s@<>,;:\"()\\]{1,64}@[A-Za-z0-9.-]{1,60}\.[A-Za-z]{2,20}")
_COLUMNS = ("submission", "event", "made_at", "due_at", "tries")
_DECIDED = "工作人员已经写明怎样处理。"
_NEXT = "下一稿已经公布，可以看到您说的这一条改成了什么。"
_BODY = """您好：

您对《{bill}》提的意见（回执 {number}）有了新进展：{news}

凭回执编号和查询码可以看到详情（邮件里不写查询码）：
{receipt}

不想再收到这件来件的邮件，请打开：
{leave}
"""


async def stop(now: dt.datetime, secret_key: str, number: str, token: str) -> None:
    """Send no more mail about a submission. Raises NotFound for a token that does not fit."""
    if not hmac.compare_digest(token_of(secret_key, number).encode(), token.encode()):
        raise NotFound("这个退订链接不完整，请从邮件里重新复制。")
    row = await Submission.select(Submission.id).where(Submission.number == number).first()
    if row is None:
        raise NotFound("这个退订链接不完整，请从邮件里重新复制。")
    await _add(row["id"], STOP, now)


def token_of(secret_key: str, number: str) -> str:
    """What proves that an unsubscribe link came from a mail about this submission."""
    return hmac.new(secret_key.encode(), f"stop:{number}".encode(), hashlib.sha256).hexdigest()[:32]


async def note(now: dt.datetime) -> None:
    """Note what has become of the submissions of those who left an address."""
    decided = {
        row["cluster"]: f"{row['cluster']}.{row['version']}"
        for row in await Disposition.select().where(Disposition.decided_at >= now - RECENT)
    }
    drafts = await Draft.select(Draft.bill, Draft.reading, Draft.loaded_at).where(
        Draft.loaded_at >= now - RECENT
    )
    if not decided and not drafts:
        return
    rows = await Comment.select(
        *(Comment.submission, Comment.cluster, Comment.submission.received_at),
        Comment.submission.contact,
        *(Comment.round.draft.bill, Comment.round.draft.reading),  # type: ignore[union-attr]
    ).where(
        Comment.submission.contact.like("%@%")
        & Comment.withdrawn_at.is_null()
        & Comment.provisional.eq(False)
    )
    events: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if not ADDRESS.fullmatch(row["submission.contact"]):
            continue
        if row["cluster"] in decided:
            events[row["submission"]].add(f"decided {decided[row['cluster']]}")
        for draft in drafts:
            later = draft["bill"] == row["round.draft.bill"] and (
                draft["reading"] > row["round.draft.reading"]
            )
            if later and draft["loaded_at"] > row["submission.received_at"]:
                events[row["submission"]].add(f"draft {draft['reading']}")
    fresh = {(submission, event) for submission, named in events.items() for event in named}
    if fresh:
        known = await Mail.select(Mail.submission, Mail.event)
        fresh -= {(row["submission"], row["event"]) for row in known}
    if fresh:
        await _add_all(sorted(fresh), now)


async def _add_all(fresh: list[tuple[int, str]], now: dt.datetime) -> None:
    try:
        async with write_tx(Mail):
            await bulk_insert(Mail, _COLUMNS, [(*one, now, now, 0) for one in fresh])
    except UNIQUE_VIOLATIONS:  # another process notes the same: what it lacks, one by one
        for submission, event in fresh:
            await _add(submission, event, now)


async def _add(submission: int, event: str, now: dt.datetime) -> None:
    try:
        async with write_tx(Mail):
            await Mail.insert(Mail(submission=submission, event=event, made_at=now, due_at=now))
    except UNIQUE_VIOLATIONS:
        return


async def write(now: dt.datetime, settings: Settings) -> list[Parcel]:
    """The mails to authors that are due, one a submission and event."""
    quiet = [
        row["submission"] for row in await Mail.select(Mail.submission).where(Mail.event == STOP)
    ]
    rows = (
        await Mail.select(
            *(Mail.id, Mail.event, Mail.tries, Mail.submission),
            *(Mail.submission.number, Mail.submission.contact),
            Mail.submission.round.draft.bill.title,  # type: ignore[union-attr]
        )
        .where(due.unsent(Mail, now) & Mail.submission.not_in(quiet or [0]))
        .order_by(Mail.id)
        .limit(due.AT_ONCE)
    )
    return [Parcel((row,), _message(row, settings)) for row in rows]


def _message(row: find.Row, settings: Settings) -> Message:
    number = row["submission.number"]
    leave = f"/mail/stop/{number}/{token_of(settings.secret_key, number)}"
    news = _DECIDED if row["event"].startswith("decided") else _NEXT
    return Message(
        to=row["submission.contact"],
        subject=f"您的意见有了新进展（回执 {number}）",
        text=_BODY.format(
            bill=row["submission.round.draft.bill.title"],
            number=number,
            news=news,
            receipt=page(settings, CHINESE, f"/receipts?number={number}"),
            leave=page(settings, CHINESE, leave),
        ),
        leave=page(settings, CHINESE, leave),
    )
