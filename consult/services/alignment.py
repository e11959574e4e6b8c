"""The links between two drafts of a bill, recorded when the newer one is loaded."""

import msgspec

from consult.engine import bulk_insert
from consult.services import find
from consult.tables import Alignment
from drafts import diff, matcher, model
from drafts.address import label
from drafts.model import Change, Link, LinkStatus, Row


class Pair(msgspec.Struct, frozen=True):
    """Two drafts of a bill and the rows of their comparison."""

    old: model.Draft
    new: model.Draft
    rows: tuple[Row, ...]

    def to(self, address: str) -> Row | None:
        """Where the new draft's article came from."""
        return next((row for row in self.rows if row.new == address), None)

    def since(self, address: str) -> Row | None:
        """What became of the old draft's article."""
        return next((row for row in self.rows if row.old == address), None)

    def old_label(self, row: Row) -> str:
        """The printed number of a row's old article, or nothing."""
        return label(row.old) if row.old else ""

    def new_label(self, row: Row) -> str:
        """The printed number of a row's new article, or nothing."""
        return label(row.new) if row.new else ""


_pairs: dict[tuple[str, str], Pair] = {}


async def record(bill: int, row: find.Row, draft: model.Draft) -> tuple[Link, ...]:
    """Align a newly stored draft with the one before and keep the links; () for the first."""
    before = await find.draft_at(bill, row["reading"] - 1)
    if before is None:
        return ()
    links = matcher.align(await find.tree(before), draft)
    columns = (
        *("old_draft", "new_draft", "old_address", "new_address"),
        *("change", "score", "status", "position"),
    )
    rows = [
        (before["id"], row["id"], k.old, k.new, k.change.value, k.score, k.status.value, place)
        for place, k in enumerate(links)
    ]
    await bulk_insert(Alignment, columns, rows)
    return links


async def with_previous(row: find.Row) -> Pair | None:
    """A draft compared with the reading before, or None."""
    before = await find.draft_at(row["bill"], row["reading"] - 1)
    return await _pair(before, row) if before else None


async def with_next(row: find.Row) -> Pair | None:
    """A draft compared with the reading after, or None."""
    after = await find.draft_at(row["bill"], row["reading"] + 1)
    return await _pair(row, after) if after else None


async def _pair(old: find.Row, new: find.Row) -> Pair:
    key = (old["sha256"], new["sha256"])
    if key not in _pairs:
        links = await _links(old["id"], new["id"])
        trees = await find.tree(old), await find.tree(new)
        _pairs[key] = Pair(*trees, diff.compare_with(*trees, links))
    return _pairs[key]


async def _links(old: int, new: int) -> tuple[Link, ...]:
    rows = (
        await Alignment.select()
        .where((Alignment.old_draft == old) & (Alignment.new_draft == new))
        .order_by(Alignment.position)
    )
    return tuple(
        Link(
            old=row["old_address"],
            new=row["new_address"],
            change=Change(row["change"]),
            score=row["score"],
            status=LinkStatus(row["status"]),
        )
        for row in rows
    )
