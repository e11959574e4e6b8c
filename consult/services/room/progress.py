"""Which articles of a report a member ticked as read. Only a tick says so, nothing is watched; the
ticks are the member's own: no audit entry and no page for anybody else tells of them."""

import datetime as dt
from collections import Counter

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.permissions import Actor, may, require
from consult.services.records import find
from consult.services.room.shelf import Sealed
from consult.tables import RoomRead


class Progress(msgspec.Struct, frozen=True):
    """What a member ticked in one version, by anchor: `read`, and `changed` where it reads
    differently now than when it was ticked. `all` counts the articles."""

    read: frozenset[str]
    changed: frozenset[str]
    all: int


async def progress_of(actor: Actor, sealed: Sealed) -> Progress:
    """How far a member has come in a version; ticks of versions before it count where the
    article has not changed since."""
    sections = sealed.book.report.sections
    ticked = await _ticks(actor, sealed) if may(actor, "room.note") else {}
    known = {one.anchor: ticked[one.address or ""] for one in sections if one.address in ticked}
    known |= {one.anchor: ticked[""] for one in sections if one.address is None and "" in ticked}
    read = {
        one.anchor
        for one in sections
        if known.get(one.anchor) and known[one.anchor] == sealed.book.digest(one)
    }
    return Progress(frozenset(read), frozenset(known.keys() - read), len(sections))


async def tick(
    actor: Actor, now: dt.datetime, sealed: Sealed, anchor: str, *, read: bool = True
) -> None:
    """Tick an article of a version as read, or take the tick away. Raises NotFound."""
    require(actor, "room.note")
    section = sealed.book.section(anchor)
    address = section.address or ""
    here = _here(actor, sealed) & (RoomRead.address == address)
    digest = sealed.book.digest(section)
    try:
        async with write_tx(RoomRead):
            await RoomRead.delete().where(here)
            if read:
                await RoomRead.insert(
                    RoomRead(
                        account=actor.id,
                        round=sealed.round,
                        edition=sealed.card.edition.value,
                        address=address,
                        digest=digest,
                        read_at=now,
                    )
                )
    except UNIQUE_VIOLATIONS:
        return  # the same tick, sent twice at once


async def counts(actor: Actor) -> Counter[tuple[int, str]]:
    """How many articles a member ticked, by round and edition."""
    require(actor, "room.note")
    rows = await RoomRead.select(RoomRead.round, RoomRead.edition).where(
        RoomRead.account == actor.id
    )
    return Counter((row["round"], row["edition"]) for row in rows)


async def _ticks(actor: Actor, sealed: Sealed) -> dict[str, str]:
    rows = await RoomRead.select(RoomRead.address, RoomRead.digest).where(_here(actor, sealed))
    return {row["address"]: row["digest"] for row in rows}


def _here(actor: Actor, sealed: Sealed) -> find.Where:
    mine = (RoomRead.account == actor.id) & (RoomRead.round == sealed.round)
    return mine & (RoomRead.edition == sealed.card.edition.value)
