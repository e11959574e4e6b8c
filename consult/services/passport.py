"""Article passports: which article of a draft is which of the draft before.

An article takes over the passport of the old article it is linked to, when that link is sure or
confirmed. Of several such links the one with the most shared words wins, so that a passport never
names two articles of one draft. All others carry a passport of their own.
"""

from consult.engine import bulk_update
from consult.services import alignment, find
from consult.tables import Passport, Provision
from drafts.model import Kind, LinkStatus


async def assign(bill: int, reading: int) -> None:
    """Give the articles of a reading, and of those after it, their passports, inside the
    transaction that is open. An article keeps the one it has where nothing speaks against it."""
    while (draft := await find.draft_at(bill, reading)) is not None:
        await _assign(bill, draft)
        reading += 1


async def held(draft_id: int) -> dict[str, int]:
    """The passport of each article of a draft, by address."""
    rows = await Provision.select(Provision.address, Provision.passport).where(
        (Provision.draft == draft_id) & Provision.passport.is_not_null()
    )
    return {row["address"]: row["passport"] for row in rows}


async def _assign(bill: int, draft: find.Row) -> None:
    inherited = await _inherited(draft)
    rows = await Provision.select(
        Provision.id, Provision.address, Provision.passport, Provision.passport.first_reading
    ).where((Provision.draft == draft["id"]) & (Provision.kind == Kind.ARTICLE.value))
    changed = []
    for row in rows:
        wanted = inherited.get(row["address"])
        own = row["passport.first_reading"] == draft["reading"]
        if wanted is None:
            wanted = row["passport"] if own else await _issue(bill, draft["reading"])
        if wanted != row["passport"]:
            changed.append((wanted, row["id"]))
    await bulk_update(Provision, ("passport",), "id", changed)


async def _inherited(draft: find.Row) -> dict[str, int]:
    before = await find.draft_at(draft["bill"], draft["reading"] - 1)
    pair = await alignment.with_previous(draft)
    if before is None or pair is None:
        return {}
    passports = await held(before["id"])
    sure = [r for r in pair.rows if r.old and r.new and r.status is LinkStatus.AUTOMATIC]
    taken: set[str] = set()
    inherited: dict[str, int] = {}
    for row in sorted(sure, key=lambda r: -r.score):
        if row.old and row.new and row.old not in taken and row.new not in inherited:
            taken.add(row.old)
            inherited[row.new] = passports[row.old]
    return inherited


async def _issue(bill: int, reading: int) -> int:
    made = await Passport.insert(Passport(bill=bill, first_reading=reading))
    return int(made[0]["id"])
