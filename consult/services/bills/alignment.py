"""The links between two drafts of a bill, recorded when the newer one is loaded."""

import asyncio
from enum import StrEnum

import msgspec

from consult.engine import bulk_insert
from consult.services.records import find
from consult.tables import Alignment
from drafts import diff, matcher, model
from drafts.address import label
from drafts.annexes import compare_annexes
from drafts.model import Change, Link, LinkStatus, Row


class Standing(StrEnum):
    """What is known about a stored link: found by the machine, then decided by a person."""

    AUTOMATIC = "automatic"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Pair(msgspec.Struct, frozen=True):
    """Two drafts of a bill and the rows of their comparison: of articles, then of annexes.

    `to` and `since` follow links that are sure or that a person confirmed, never a proposal: a
    commenter shown the wrong article would be worse off than one shown none.
    """

    old: model.Draft
    new: model.Draft
    rows: tuple[Row, ...]
    annexes: tuple[Row, ...] = ()

    def to(self, address: str) -> Row | None:
        """Where the new draft's article came from."""
        return max(self._sure(new=address), key=_weight, default=None)

    def since(self, address: str) -> Row | None:
        """What became of the old draft's article."""
        return max(self.every_since(address), key=_weight, default=None)

    def every_since(self, address: str) -> list[Row]:
        """All that came of the old draft's article: several where it was split."""
        return self._sure(old=address)

    def old_label(self, row: Row) -> str:
        """The printed number of a row's old article, or nothing."""
        return label(row.old) if row.old else ""

    def new_label(self, row: Row) -> str:
        """The printed number of a row's new article, or nothing."""
        return label(row.new) if row.new else ""

    def _sure(self, old: str | None = None, new: str | None = None) -> list[Row]:
        rows = (*self.rows, *self.annexes)
        found = [r for r in rows if r.old == old] if old else []
        found += [r for r in rows if r.new == new] if new else []
        doubtful = any(r.status is LinkStatus.PROPOSED for r in found)
        sure = [r for r in found if r.status is LinkStatus.AUTOMATIC]
        return [r for r in sure if r.old and r.new] if doubtful else sure


def _weight(row: Row) -> float:
    return row.score


_KNOWN_PAIRS = 64
_pairs: dict[tuple[str, str, str, str, tuple[Link, ...]], Pair] = {}


async def record(bill: int, row: find.Row, draft: model.Draft) -> tuple[Link, ...]:
    """Align a newly stored draft with the one before and keep the links; () for the first."""
    before = await find.draft_at(bill, row["reading"] - 1)
    if before is None:
        return ()
    links = await asyncio.to_thread(matcher.align, await find.tree(before), draft)
    columns = (
        *("old_draft", "new_draft", "old_address", "new_address"),
        *("change", "score", "status", "position", "chosen"),
    )
    rows = [
        (before["id"], row["id"], k.old, k.new, k.change, k.score, k.status, place, False)
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


async def pairs_of(old: int, new: int) -> list[find.Row]:
    """The rows of the links between two drafts that pair two articles, rejected ones included."""
    return (
        await Alignment.select()
        .where(
            (Alignment.old_draft == old)
            & (Alignment.new_draft == new)
            & Alignment.old_address.is_not_null()
            & Alignment.new_address.is_not_null()
        )
        .order_by(Alignment.position)
    )


async def _pair(old: find.Row, new: find.Row) -> Pair:
    links = tuple(_link(row) for row in await pairs_of(old["id"], new["id"]) if is_live(row))
    key = (*_version(old), *_version(new), links)
    if key not in _pairs:
        trees = await find.tree(old), await find.tree(new)
        rows = diff.compare_with(*trees, links)
        if len(_pairs) >= _KNOWN_PAIRS:
            _pairs.pop(next(iter(_pairs)))
        _pairs[key] = Pair(*trees, rows, compare_annexes(*trees))
    return _pairs[key]


def _version(row: find.Row) -> tuple[str, str]:
    return row["sha256"], row["rulings"]


async def decided(new: int) -> list[find.Row]:
    """The rows of the links to a draft that a person has judged."""
    return await Alignment.select().where(
        (Alignment.new_draft == new)
        & Alignment.status.is_in([Standing.CONFIRMED.value, Standing.REJECTED.value])
    )


async def judge_again(row: find.Row, draft: model.Draft, before: list[find.Row]) -> None:
    """Keep what people decided about links when a draft was split anew: for pairs of articles
    that are still there."""
    articles = {one.address for one in draft.articles()}
    for link in before:
        if link["new_address"] not in articles:
            continue
        same = (
            (Alignment.new_draft == row["id"])
            & (Alignment.old_address == link["old_address"])
            & (Alignment.new_address == link["new_address"])
        )
        if await Alignment.exists().where(same):
            await Alignment.update({Alignment.status: link["status"]}).where(same)
        elif link["status"] == Standing.CONFIRMED:
            kept = {name: value for name, value in link.items() if name != "id"}
            await bulk_insert(Alignment, tuple(kept), [tuple(kept.values())])


def is_live(row: find.Row) -> bool:
    """Whether a stored link still counts: nobody has rejected it."""
    return bool(row["status"] != Standing.REJECTED)


def _link(row: find.Row) -> Link:
    proposed = row["status"] == Standing.PROPOSED
    return Link(
        old=row["old_address"],
        new=row["new_address"],
        change=Change(row["change"]),
        score=row["score"],
        status=LinkStatus.PROPOSED if proposed else LinkStatus.AUTOMATIC,
    )
