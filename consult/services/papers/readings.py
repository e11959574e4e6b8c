"""What a paper over all readings of a bill is made from: one frozen snapshot a round."""

from consult.services.bills import alignment, passport
from consult.services.papers.material import gather
from consult.services.records import find
from reports.chain import Chain, Step


async def gather_chain(slug: str) -> Chain:
    """All texts of a bill in order, with what was said of each. Every round is read while nothing
    changes it. Raises NotFound where the bill has no text, `material.Ungrouped` as `gather`."""
    bill = await find.bill_row(slug)
    rows = await find.drafts_of([bill["id"]])
    if not rows:
        await find.draft_row(slug, 1)
    return Chain(
        bill=bill["title"],
        body=bill["body.name"],
        steps=tuple([await _step(slug, row) for row in rows]),
    )


async def _step(slug: str, row: find.Row) -> Step:
    passports = await passport.held(row["id"])
    if await find.round_of(row["id"]):
        material, _ = await gather(slug, row["reading"])
        return Step(
            reading=row["reading"],
            title=row["title"],
            draft=material.draft,
            passports=passports,
            changes=material.changes,
            material=material,
        )
    pair = await alignment.with_next(row)
    return Step(
        reading=row["reading"],
        title=row["title"],
        draft=await find.tree(row),
        passports=passports,
        changes=(*pair.rows, *pair.annexes) if pair else (),
    )
