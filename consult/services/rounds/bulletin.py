"""公告 and 起草说明: what is published with a draft, every version of it (立法法 (2023) art. 40).

A version is never changed: a mistake is put right by a later one that says what it corrects.
"""

import datetime as dt
import hashlib
from collections.abc import Collection
from enum import StrEnum
from typing import Any

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.tables import Bulletin
from drafts.markup import LONGEST

LONGEST_NOTE = 500


class BulletinKind(StrEnum):
    """公告, 起草说明."""

    ANNOUNCEMENT = "announcement"
    EXPLANATION = "explanation"


PUBLISHED = {
    BulletinKind.ANNOUNCEMENT: "announcement.publish",
    BulletinKind.EXPLANATION: "explanation.publish",
}
"""What the audit chain calls a new version."""


class Version(msgspec.Struct, frozen=True):
    """One version as it was published; `note` says what it corrects, "" for the first."""

    number: int
    text: str
    note: str
    by: str
    at: dt.datetime


async def versions(draft_id: int, kind: BulletinKind) -> tuple[Version, ...]:
    """All versions, the newest first."""
    rows = (
        await Bulletin.select()
        .where((Bulletin.draft == draft_id) & (Bulletin.kind == kind.value))
        .order_by(Bulletin.version, ascending=False)
    )
    return tuple(
        Version(row["version"], row["text"], row["note"], row["published_by"], row["published_at"])
        for row in rows
    )


async def which(draft_id: int) -> frozenset[BulletinKind]:
    """What there is of a draft."""
    rows = await Bulletin.select(Bulletin.kind).where(Bulletin.draft == draft_id)
    return frozenset(BulletinKind(row["kind"]) for row in rows)


async def of_bill(slug: str) -> dict[int, frozenset[BulletinKind]]:
    """What there is of each reading of a bill. An announcement is there when its round is: read
    the round first."""
    rows = await Bulletin.select(Bulletin.kind, Bulletin.draft.reading).where(
        Bulletin.draft.bill.slug == slug  # type: ignore[union-attr]
    )
    found: dict[int, frozenset[BulletinKind]] = {}
    for row in rows:
        at = row["draft.reading"]
        found[at] = found.get(at, frozenset()) | {BulletinKind(row["kind"])}
    return found


async def announcements(slugs: Collection[str]) -> dict[tuple[str, int], tuple[Version, ...]]:
    """The announcements of some bills by bill and reading, without their texts."""
    if not slugs:
        return {}
    bill: Any = Bulletin.draft.bill
    rows = await Bulletin.select(
        *(Bulletin.version, Bulletin.note, Bulletin.published_by, Bulletin.published_at),
        *(Bulletin.draft.reading, bill.slug),
    ).where(bill.slug.is_in(list(slugs)) & (Bulletin.kind == BulletinKind.ANNOUNCEMENT.value))
    found: dict[tuple[str, int], tuple[Version, ...]] = {}
    for row in rows:
        key = row["draft.bill.slug"], row["draft.reading"]
        one = Version(row["version"], "", row["note"], row["published_by"], row["published_at"])
        found[key] = (*found.get(key, ()), one)
    return found


async def put(
    draft_id: int, kind: BulletinKind, text: str, note: str, who: str, now: dt.datetime, seen: int
) -> None:
    """Write the version after `seen`, inside the transaction that is open."""
    await Bulletin.insert(
        Bulletin(
            draft=draft_id,
            kind=kind.value,
            version=seen + 1,
            text=text,
            note=note,
            published_by=who,
            published_at=now,
        )
    )


async def publish(
    actor: Actor,
    now: dt.datetime,
    kind: BulletinKind,
    *,
    slug: str,
    reading: int,
    text: str,
    note: str,
    seen: int,
) -> None:
    """Publish a version at once; `seen` is the newest the writer saw, 0 for none.

    The first announcement is published with its round (`opening.publish`). Raises NotFound,
    Invalid (empty, too long, no word on what is corrected), Conflict when somebody was faster.
    """
    require(actor, "round.open")
    text, note = checked(text), note.strip()
    if seen and not note:
        raise Invalid("请写明更正了什么，公众看得到。", field="note")
    if len(note) > LONGEST_NOTE:
        raise Invalid("更正说明最多 {n} 字。", field="note", n=LONGEST_NOTE)
    draft = await find.draft_row(slug, reading)
    if kind is BulletinKind.ANNOUNCEMENT and await find.round_of(draft["id"]) is None:
        raise NotFound("《{draft}》还没有公开征求意见。", draft=draft["title"])
    try:
        async with write_tx(Bulletin):
            await put(draft["id"], kind, text, note, actor.name, now, seen)
            await audit.append(
                *(actor, now, PUBLISHED[kind], f"{slug}/{reading}"),
                version=seen + 1,
                sha256=digest(text),
                note=note,
            )
    except UNIQUE_VIOLATIONS:
        raise Conflict("刚刚有人发布了另一版。请看过那一版再决定；您写的还在下面。") from None


def checked(text: str) -> str:
    """A text that can be published. Raises Invalid."""
    text = text.strip()
    if not text:
        raise Invalid("请先写下文字。", field="text")
    if len(text) > LONGEST:
        raise Invalid("最多 {limit} 字，现在是 {n} 字。", field="text", limit=LONGEST, n=len(text))
    return text


def digest(text: str) -> str:
    """What the audit chain keeps of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
