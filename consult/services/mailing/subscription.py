"""Asking to be told by mail of a bill, or of everything a body opens, and ending it.

Double opt-in: whoever asks is mailed a link, and nothing else until the button behind it was
pressed; a question nobody answers in two days is forgotten, address and all. The answer to the
question is the same whether or not the address is known. Ending it removes the address.
"""

import datetime as dt
import hashlib
import hmac
import re
import secrets
from typing import Any

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Invalid, NotFound
from consult.permissions import NETIZEN
from consult.services.mailing.mail import ADDRESS
from consult.services.records import audit, find
from consult.tables import Body, Notice, Subscription

CONFIRM = "confirm"
LEAVE = "leave"
PATIENCE = dt.timedelta(days=2)
MOST_OPEN = 5
"""Questions one address may be asked at a time, whoever asks."""
MOST_LETTERS = 3
_BETWEEN_LETTERS = dt.timedelta(minutes=10)
_KEY_BYTES = 24
BROKEN = "这个链接已经失效，或者不完整。如果还想收到邮件，请重新订阅。"
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Topic(msgspec.Struct, frozen=True):
    """What can be subscribed to: a bill by its slug, or a body by its id."""

    name: str
    slug: str | None = None
    body: int | None = None


class Links(msgspec.Struct, frozen=True):
    """The paths behind which a subscription is confirmed and ended."""

    confirm: str
    leave: str


async def topic(slug: str | None, body: int | None) -> Topic:
    """The bill or the body. Raises NotFound."""
    return (await _topic(slug, body))[0]


async def ask(
    now: dt.datetime,
    address: str,
    language: str,
    *,
    slug: str | None = None,
    body: int | None = None,
) -> Topic:
    """Have somebody asked by mail whether they want to hear of a bill or a body.

    Nothing tells the caller whether the address is known. Raises NotFound, and Invalid with the
    field for an address no mail can be sent to.
    """
    address = plain(address)
    named, place = await _topic(slug, body)
    try:
        async with write_tx(Subscription):
            await _ask(now, address, language, place)
    except UNIQUE_VIOLATIONS:  # asked twice at the same moment: once is enough
        return named
    return named


def plain(address: str) -> str:
    """An address as it is kept. Raises Invalid."""
    typed = _INVISIBLE.sub("", address).strip()
    name, _, domain = typed.rpartition("@")
    kept = f"{name}@{domain.lower()}"
    if len(kept) > 120 or not kept.isascii() or not ADDRESS.fullmatch(kept):
        raise Invalid("这个邮箱地址不完整，请检查后再填，例如 name@example.org。", field="address")
    return kept


async def confirm(now: dt.datetime, secret_key: str, key: str, token: str) -> Topic:
    """Begin to tell. Once confirmed, saying so again changes nothing. Raises NotFound."""
    row = await _row(secret_key, CONFIRM, key, token, now)
    if row is None:
        raise NotFound(BROKEN)
    if row["confirmed_at"] is None:
        async with write_tx(Subscription):
            fresh = (
                await Subscription.update({Subscription.confirmed_at: now})
                .where((Subscription.id == row["id"]) & Subscription.confirmed_at.is_null())
                .returning(Subscription.id)
            )
            if fresh:
                await audit.append(NETIZEN, now, "subscription.confirm", _subject(row))
    return _named(row)


async def stop(now: dt.datetime, secret_key: str, key: str, token: str) -> None:
    """Tell no more and forget the address. What is gone already stays gone. Raises NotFound for
    a link that was never ours."""
    row = await _row(secret_key, LEAVE, key, token, now)
    if row is None:
        return
    async with write_tx(Subscription):
        await forget([row["id"]])
        await audit.append(NETIZEN, now, "subscription.stop", _subject(row))


async def peek(
    now: dt.datetime, secret_key: str, purpose: str, key: str, token: str
) -> Topic | None:
    """What a link of a mail is about, None when that is gone. Raises NotFound for a wrong one."""
    row = await _row(secret_key, purpose, key, token, now)
    return _named(row) if row else None


def links(secret_key: str, key: str) -> Links:
    """The paths of one subscription; only its mails hold them."""
    begin = f"/subscriptions/{key}"
    return Links(
        confirm=f"{begin}/{token_of(secret_key, CONFIRM, key)}",
        leave=f"{begin}/{token_of(secret_key, LEAVE, key)}/stop",
    )


def token_of(secret_key: str, purpose: str, key: str) -> str:
    """What proves that a link came from a mail to the subscriber."""
    said = f"subscription\0{purpose}\0{key}".encode()
    return hmac.new(secret_key.encode(), said, hashlib.sha256).hexdigest()[:32]


async def forget(ids: list[int]) -> None:
    """Remove subscriptions and what was to be told, inside the open transaction."""
    await Notice.delete().where(Notice.subscription.is_in(ids))
    await Subscription.delete().where(Subscription.id.is_in(ids))


async def forget_unanswered(now: dt.datetime) -> None:
    """Forget the addresses that did not confirm in time."""
    old = Subscription.confirmed_at.is_null() & (Subscription.asked_at < now - PATIENCE)
    rows = await Subscription.select(Subscription.id).where(old)
    if rows:
        async with write_tx(Subscription):
            await forget([row["id"] for row in rows])


async def _topic(slug: str | None, body: int | None) -> tuple[Topic, dict[str, int]]:
    if slug:
        bill = await find.bill_row(slug)
        return Topic(bill["title"], slug=slug), {"bill": bill["id"]}
    row = await Body.select().where(Body.id == body).first() if body is not None else None
    if row is None:
        raise NotFound("没有这个机关。")
    return Topic(row["name"], body=row["id"]), {"body": row["id"]}


async def _ask(now: dt.datetime, address: str, language: str, place: dict[str, int]) -> None:
    bill, body = place.get("bill"), place.get("body")
    where = Subscription.bill == bill if bill else Subscription.body == body
    mine = Subscription.address == address
    row = await Subscription.select().where(mine & where).first()
    if row is None:
        waiting = await Subscription.count().where(mine & Subscription.confirmed_at.is_null())
        if waiting >= MOST_OPEN:
            return
        fresh = Subscription(
            address=address,
            language=language,
            bill=bill,
            body=body,
            key=secrets.token_urlsafe(_KEY_BYTES),
            asked_at=now,
        )
        row = (await Subscription.insert(fresh).returning(*Subscription.all_columns()))[0]
    if row["confirmed_at"] is None:
        await _letter(row["id"], now)


async def _letter(subscription: int, now: dt.datetime) -> None:
    """Have the question mailed, again when the last one was a while ago and few were mailed."""
    before = (
        await Notice.select(Notice.made_at)
        .where(Notice.subscription == subscription)
        .order_by(Notice.id, ascending=False)
    )
    if len(before) >= MOST_LETTERS or (before and now - before[0]["made_at"] < _BETWEEN_LETTERS):
        return
    event = f"{CONFIRM} {len(before) + 1}"
    await Notice.insert(Notice(subscription=subscription, event=event, made_at=now, due_at=now))


async def _row(
    secret_key: str, purpose: str, key: str, token: str, now: dt.datetime
) -> find.Row | None:
    if not hmac.compare_digest(token_of(secret_key, purpose, key).encode(), token.encode()):
        raise NotFound(BROKEN)
    row: dict[str, Any] | None = (
        await Subscription.select(
            *(Subscription.id, Subscription.asked_at, Subscription.confirmed_at),
            *(Subscription.bill.slug, Subscription.bill.title),
            *(Subscription.body, Subscription.body.name),
        )
        .where(Subscription.key == key)
        .first()
    )
    if row and row["confirmed_at"] is None and row["asked_at"] < now - PATIENCE:
        return None
    return row


def _named(row: find.Row) -> Topic:
    if row["bill.slug"]:
        return Topic(row["bill.title"], slug=row["bill.slug"])
    return Topic(row["body.name"], body=row["body"])


def _subject(row: find.Row) -> str:
    return str(row["bill.slug"] or f"body {row['body']}")
