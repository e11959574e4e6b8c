"""The chain of everything that changed anything: each entry holds the digest of the one before.

`append` is called inside the transaction of the change it records (promises R32, R33).
"""

import datetime as dt
import hashlib
from typing import Any

import msgspec

from consult.engine import engine_of, insert_row, seals, write_tx
from consult.permissions import Actor, require
from consult.services.records import content
from consult.tables import AuditEntry

GENESIS = seals.GENESIS
_LAST = """
    SELECT s.digest AS seals, a.position, a.digest
    FROM (SELECT 1 AS one) o
    LEFT JOIN (SELECT digest FROM seal ORDER BY id DESC LIMIT 1) s ON 1 = 1
    LEFT JOIN (SELECT position, digest FROM audit_entry ORDER BY position DESC LIMIT 1) a ON 1 = 1
    """
_AT_ONCE = 5000
_SIGNED = ("position", "at", "actor", "action", "subject", "detail", "previous")


class AuditCheck(msgspec.Struct, frozen=True):
    """What verifying found. `first_bad` is the position of the first entry that does not fit,
    `first_bad_seal` the same of the chain of seals. Of the `rows` of the watched tables `wrong`
    are not as they were recorded; `bad` are the first of those."""

    entries: int
    head: str
    first_bad: int | None
    rows: int
    wrong: int
    bad: tuple[content.BadRow, ...]
    seals: str
    first_bad_seal: int | None

    @property
    def whole(self) -> bool:
        """Whether all of it fits."""
        return self.first_bad is None and self.first_bad_seal is None and not self.wrong


async def append(
    actor: Actor, now: dt.datetime, action: str, subject: str, **detail: object
) -> None:
    """Record one change: who, when, what, on what, with which values."""
    engine = engine_of(AuditEntry)
    if engine.engine_type == "postgres":
        await AuditEntry.raw("SELECT pg_advisory_xact_lock({})", seals.LOCK)
    await seals.seal(engine)
    last = await _last()
    entry: dict[str, Any] = {
        "position": (last["position"] or 0) + 1,
        "at": now.astimezone(dt.UTC).isoformat(),
        "actor": actor.name,
        "action": action,
        "subject": subject,
        "detail": msgspec.json.encode(detail, order="deterministic").decode(),
        "previous": last["digest"] or GENESIS,
        "seals": last["seals"] or "",
    }
    await insert_row(AuditEntry, **entry, digest=_digest(entry))


async def head() -> str:
    """The digest of the newest entry."""
    return str((await _last())["digest"] or GENESIS)


async def holds(digest: str) -> bool:
    """Whether some entry of the chain has this digest: the chain was once as long as that."""
    return digest == GENESIS or await AuditEntry.exists().where(AuditEntry.digest == digest)


async def verify(actor: Actor) -> AuditCheck:
    """Recompute the chain, and compare what it recorded with what the tables hold. Finds a
    changed, removed, inserted or reordered entry, and every row another hand changed; the removal
    of the newest entries shows against a head printed elsewhere, such as in a report.

    What does not fit is looked at again while nobody writes."""
    require(actor, "audit.read")
    check = await _check()
    if check.whole:
        return check
    engine = engine_of(AuditEntry)
    async with write_tx(AuditEntry, alone=True):
        if engine.engine_type == "postgres":
            await AuditEntry.raw("SELECT pg_advisory_xact_lock({})", seals.LOCK)
        return await _check()


async def _check() -> AuditCheck:
    previous, count, first_bad = GENESIS, 0, None
    named: set[str] = set()
    while rows := await _following(count):
        for row in rows:
            count += 1
            fits = row["position"] == count and row["previous"] == previous
            if not (fits and row["digest"] == _digest(row)):
                first_bad = first_bad or count
            previous = row["digest"]
            named.add(row["seals"])
    told = await content.compare()
    first_bad_seal = told.first_bad_seal
    if first_bad_seal is None and named - told.known - {""}:
        first_bad_seal = told.seals + 1  # the chain was longer once
    return AuditCheck(
        entries=count,
        head=previous,
        first_bad=first_bad,
        rows=told.rows,
        wrong=told.wrong,
        bad=told.first,
        seals=told.head,
        first_bad_seal=first_bad_seal,
    )


async def _following(count: int) -> list[dict[str, Any]]:
    """The next entries after so many were read, in the order of their positions."""
    query = AuditEntry.select().order_by(AuditEntry.position).offset(count).limit(_AT_ONCE)
    rows: list[dict[str, Any]] = await query
    return rows


async def _last() -> dict[str, Any]:
    rows: list[dict[str, Any]] = await AuditEntry.raw(_LAST)
    return rows[0]


def _digest(entry: dict[str, Any]) -> str:
    values = [entry[field] for field in _SIGNED]
    if entry["seals"]:  # entries from before there were seals are signed without
        values.append(entry["seals"])
    canonical = msgspec.json.encode(values)
    return hashlib.sha256(canonical).hexdigest()
