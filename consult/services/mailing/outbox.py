"""Sending the mails that are due, to authors of submissions and to subscribers.

What is to be told is noted first and sent afterwards, so that it is told once by however many
processes look. A letter the server does not take is tried six times, after five minutes, ten, and
so on; a server that cannot be talked to costs no letter a try, and the round ends.
"""

import asyncio
import datetime as dt
import logging

import msgspec

from consult.config import Settings
from consult.engine import write_tx
from consult.errors import Invalid
from consult.permissions import Actor, require
from consult.services.mailing import due, mail, notice
from consult.services.mailing.due import Kind, Parcel
from consult.services.mailing.post import Lost, Refused, Server, letter
from consult.services.records import audit
from consult.tables import Mail, Notice

log = logging.getLogger("consult.mail")


class Sent(msgspec.Struct, frozen=True):
    """How many mails were sent, how many are left for later, and whether the server answered."""

    sent: int
    failed: int
    reached: bool = True


async def send(actor: Actor, now: dt.datetime, settings: Settings) -> Sent:
    """Note what there is to tell and send what is due. Raises Invalid without a mail server."""
    require(actor, "mail.send")
    if not settings.sends_mail:
        raise Invalid("没有设置发信的服务器。请设置 CONSULT_SMTP_URL 和 CONSULT_MAIL_FROM。")
    await mail.note(now)
    await notice.note(now)
    parcels: list[tuple[Kind, Parcel]] = [(Mail, one) for one in await mail.write(now, settings)]
    parcels += [(Notice, one) for one in await notice.write(now, settings)]
    told = await _send(parcels, now, settings)
    if told.sent:
        async with write_tx(Mail):
            await audit.append(actor, now, "mail.send", "", sent=told.sent, failed=told.failed)
    return told


async def _send(parcels: list[tuple[Kind, Parcel]], now: dt.datetime, settings: Settings) -> Sent:
    server = Server(settings.smtp_url, settings.smtp_ca)
    outcomes: list[bool | None] = []
    try:
        for table, parcel in parcels:
            outcomes.append(await _hand_over(server, table, parcel, now, settings))
    except Lost as error:
        log.warning("the mail server: %s", error)
        left = len(parcels) - len(outcomes)
        return Sent(outcomes.count(True), outcomes.count(False) + left, reached=False)
    finally:
        await asyncio.to_thread(server.close)
    return Sent(outcomes.count(True), outcomes.count(False))


async def _hand_over(
    server: Server, table: Kind, parcel: Parcel, now: dt.datetime, settings: Settings
) -> bool | None:
    """True: sent. False: refused. None: another process was first, or there is nothing to tell.
    Raises Lost, and the letter has used up no try."""
    rows = [row for row in parcel.rows if await due.claim(table, row, now)]
    if not rows:
        return None
    if parcel.message is not None:
        try:
            made = letter(settings, now, parcel.message)
            await asyncio.to_thread(server.hand_over, made)
        except Refused:
            return False
        except Lost:
            for row in rows:
                await due.give_back(table, row, now)
            raise
    await due.mark(table, rows, now)
    return True if parcel.message else None
