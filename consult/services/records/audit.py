"""The chain of everything that changed anything: each entry holds the digest of the one before.

`append` is called inside the transaction of the change it records (promises R32, R33).
"""

import datetime as dt
import hashlib
from typing import Any

import msgspec

from consult.engine import engine_of, insert_row
from consult.permissions import Actor, require
from consult.tables import AuditEntry

GENESIS = "0" * 64
_LOCK = 0x5A9D0
_LAST = "SELECT position, digest FROM audit_entry ORDER BY position DESC LIMIT 1"


class AuditCheck(msgspec.Struct, frozen=True):
    """What verifying found. `first_bad` is the position of the first entry that does not fit."""

    entries: int
    head: str
    first_bad: int | None


async def append(
    actor: Actor, now: dt.datetime, action: str, subject: str, **detail: object
) -> None:
    """Record one change: who, when, what, on what, with which values."""
    if engine_of(AuditEntry).engine_type == "postgres":
        await AuditEntry.raw("SELECT pg_advisory_xact_lock({})", _LOCK)
    last = await _last()
    entry: dict[str, Any] = {
        "position": last["position"] + 1 if last else 1,
        "at": now.astimezone(dt.UTC).isoformat(),
        "actor": actor.name,
        "action": action,
        "subject": subject,
        "detail": msgspec.json.encode(detail, order="deterministic").decode(),
        "previous": last["digest"] if last else GENESIS,
    }
    await insert_row(AuditEntry, **entry, digest=_digest(entry))


async def head() -> str:
    """The digest of the newest entry."""
    last = await _last()
    return str(last["digest"]) if last else GENESIS


async def holds(digest: str) -> bool:
    """Whether some entry of the chain has this digest: the chain was once as long as that."""
    return digest == GENESIS or await AuditEntry.exists().where(AuditEntry.digest == digest)


async def verify(actor: Actor) -> AuditCheck:
    """Recompute the whole chain. Finds a changed, removed, inserted or reordered entry; the
    removal of the newest ones shows against a head printed elsewhere, such as in a report."""
    require(actor, "audit.read")
    previous, expected, first_bad, count = GENESIS, 1, None, 0
    async with (
        await AuditEntry.select().order_by(AuditEntry.position).batch(batch_size=2000) as rows
    ):
        async for batch in rows:
            for row in batch:
                count += 1
                fits = row["position"] == expected and row["previous"] == previous
                if not (fits and row["digest"] == _digest(row)):
                    first_bad = first_bad or expected
                previous, expected = row["digest"], expected + 1
    return AuditCheck(entries=count, head=previous, first_bad=first_bad)


async def _last() -> dict[str, Any] | None:
    rows: list[dict[str, Any]] = await AuditEntry.raw(_LAST)
    return rows[0] if rows else None


def _digest(entry: dict[str, Any]) -> str:
    fields = ("position", "at", "actor", "action", "subject", "detail", "previous")
    canonical = msgspec.json.encode([entry[field] for field in fields])
    return hashlib.sha256(canonical).hexdigest()
