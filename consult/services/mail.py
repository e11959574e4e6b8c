"""Telling the author of a submission by mail that something has become of it.

What is to be told is read off the data, so nothing that changes them has to think of mail: one
row a submission and event, sent once, tried again later when the server does not take it. A mail
names the number only, never the secret code, and nobody is written to about what is long past.
"""

import asyncio
import datetime as dt
import hashlib
import hmac
import re
import smtplib
from collections import defaultdict
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import msgspec

from consult.config import Settings
from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Invalid, NotFound
from consult.permissions import Actor, require
from consult.services import audit, find
from consult.tables import Comment, Disposition, Draft, Mail, Submission

STOP = "stop"
RECENT = dt.timedelta(days=30)
MOST_TRIES = 6
_FIRST_PAUSE = dt.timedelta(minutes=5)
_TIMEOUT = 20
_AT_ONCE = 200
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\\]{1,64}@[A-Za-z0-9.-]{1,60}\.[A-Za-z]{2,20}")
_BODY = """您好：

您对《{bill}》提的意见（回执 {number}）有了新进展：{news}

凭回执编号和查询码可以看到详情（邮件里不写查询码）：
{base}/receipts?number={number}

不想再收到这件来件的邮件，请打开：
{base}/mail/stop/{number}/{token}
"""


class Sent(msgspec.Struct, frozen=True):
    """How many mails were sent, and how many are left for later."""

    sent: int
    failed: int


async def send(actor: Actor, now: dt.datetime, settings: Settings) -> Sent:
    """Note what there is to tell and send what is due. Raises Invalid without a mail server."""
    require(actor, "mail.send")
    if not (settings.smtp_url and settings.mail_from):
        raise Invalid("没有设置发信的服务器。请设置 CONSULT_SMTP_URL 和 CONSULT_MAIL_FROM。")
    await _note(now)
    rows = [row for row in await _due(now) if await _claim(row, now)]
    sent = 0
    for row in rows:
        letter = _letter(row, settings)
        try:
            await asyncio.to_thread(_hand_over, settings.smtp_url, letter)
        except (OSError, smtplib.SMTPException):
            continue
        await Mail.update({Mail.sent_at: now}).where(Mail.id == row["id"])
        sent += 1
    if rows:
        async with write_tx(Mail):
            await audit.append(actor, now, "mail.send", "", sent=sent, failed=len(rows) - sent)
    return Sent(sent, len(rows) - sent)


async def stop(now: dt.datetime, secret_key: str, number: str, token: str) -> None:
    """Send no more mail about a submission. Raises NotFound for a token that does not fit."""
    if not hmac.compare_digest(token_of(secret_key, number), token):
        raise NotFound("这个退订链接不完整，请从邮件里重新复制。")
    row = await Submission.select(Submission.id).where(Submission.number == number).first()
    if row is None:
        raise NotFound("这个退订链接不完整，请从邮件里重新复制。")
    await _add(row["id"], STOP, now)


def token_of(secret_key: str, number: str) -> str:
    """What proves that an unsubscribe link came from a mail about this submission."""
    return hmac.new(secret_key.encode(), f"stop:{number}".encode(), hashlib.sha256).hexdigest()[:32]


async def _note(now: dt.datetime) -> None:
    rows = await Comment.select(
        *(Comment.submission, Comment.cluster, Comment.submission.received_at),
        Comment.submission.contact,
        *(Comment.round.draft.bill, Comment.round.draft.reading),  # type: ignore[union-attr]
    ).where(
        Comment.submission.contact.like("%@%")
        & Comment.withdrawn_at.is_null()
        & Comment.provisional.eq(False)
    )
    decided = {
        row["cluster"]: f"{row['cluster']}.{row['version']}"
        for row in await Disposition.select().where(Disposition.decided_at >= now - RECENT)
    }
    drafts = await Draft.select(Draft.bill, Draft.reading, Draft.loaded_at).where(
        Draft.loaded_at >= now - RECENT
    )
    events: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        if not _ADDRESS.fullmatch(row["submission.contact"]):
            continue
        if row["cluster"] in decided:
            events[row["submission"]].add(f"decided {decided[row['cluster']]}")
        for draft in drafts:
            later = draft["bill"] == row["round.draft.bill"] and (
                draft["reading"] > row["round.draft.reading"]
            )
            if later and draft["loaded_at"] > row["submission.received_at"]:
                events[row["submission"]].add(f"draft {draft['reading']}")
    for submission, named in events.items():
        known = await Mail.select(Mail.event).where(Mail.submission == submission)
        for event in sorted(named - {row["event"] for row in known}):
            await _add(submission, event, now)


async def _add(submission: int, event: str, now: dt.datetime) -> None:
    try:
        async with write_tx(Mail):
            await Mail.insert(Mail(submission=submission, event=event, made_at=now, due_at=now))
    except UNIQUE_VIOLATIONS:
        return


async def _due(now: dt.datetime) -> list[find.Row]:
    quiet = [
        row["submission"] for row in await Mail.select(Mail.submission).where(Mail.event == STOP)
    ]
    rows: list[find.Row] = (
        await Mail.select(
            *(Mail.id, Mail.event, Mail.tries, Mail.submission),
            *(Mail.submission.number, Mail.submission.contact),
            Mail.submission.round.draft.bill.title,  # type: ignore[union-attr]
        )
        .where(
            Mail.sent_at.is_null()
            & (Mail.due_at <= now)
            & (Mail.tries < MOST_TRIES)
            & Mail.submission.not_in(quiet or [0])
        )
        .order_by(Mail.id)
        .limit(_AT_ONCE)
    )
    return rows


async def _claim(row: find.Row, now: dt.datetime) -> bool:
    """Count a try and set the time of the next one; False when another process was first."""
    due = now + _FIRST_PAUSE * 2 ** row["tries"]
    taken = (
        await Mail.update({Mail.tries: row["tries"] + 1, Mail.due_at: due})
        .where((Mail.id == row["id"]) & (Mail.tries == row["tries"]))
        .returning(Mail.id)
    )
    return bool(taken)


def _letter(row: find.Row, settings: Settings) -> EmailMessage:
    number = row["submission.number"]
    letter = EmailMessage()
    letter["From"], letter["To"] = settings.mail_from, row["submission.contact"]
    letter["Subject"] = f"您的意见有了新进展（回执 {number}）"
    letter.set_content(
        _BODY.format(
            bill=row["submission.round.draft.bill.title"],
            number=number,
            news="工作人员已经写明怎样处理。"
            if row["event"].startswith("decided")
            else "下一稿已经公布，可以看到您说的这一条改成了什么。",
            base=settings.base_url.rstrip("/"),
            token=token_of(settings.secret_key, number),
        )
    )
    return letter


def _hand_over(url: str, letter: EmailMessage) -> None:
    server = urlsplit(url)
    safe = server.scheme == "smtps"
    kind = smtplib.SMTP_SSL if safe else smtplib.SMTP
    with kind(server.hostname or "", server.port or (465 if safe else 25), timeout=_TIMEOUT) as out:
        out.ehlo()
        if not safe and out.has_extn("starttls"):
            out.starttls()
        if server.username:
            out.login(unquote(server.username), unquote(server.password or ""))
        out.send_message(letter)
