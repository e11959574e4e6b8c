"""A person says where the machine split a draft wrongly, and takes it back.

Only while the text is not yet before the public: afterwards comments hang on its addresses. What
was found while the file was read stays among the doubts until somebody accepts it.
"""

import asyncio
import datetime as dt
from typing import Any

import msgspec

from consult.engine import write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.bills import review, storing
from consult.services.records import audit, find
from consult.tables import Draft, Ruling
from drafts import model, rulings, splitter
from drafts.model import Finding, Kind
from drafts.rulings import LOST, Action, Places

_AT_ONCE = 500
"""Rows of one INSERT: SQLite takes 32,766 values."""


async def rule(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    action: Action,
    start: int,
    seen: str,
    kind: Kind | None = None,
    rule: str = "",
) -> None:
    """Decide on the place `start` of a reading's text, and split it again with all rulings.

    Raises Conflict once the text is before the public or when the tree is no longer the one that
    was `seen`, Invalid for a decision that cannot be carried out there.
    """
    require(actor, "draft.rule")
    now_split = await _standing(slug, reading, seen)
    draft, made, noted = now_split.draft, now_split.made, now_split.noted
    place = Places(draft.source).of(start) if 0 <= start < len(draft.source) else None
    if place is None:
        raise Invalid("请先选择要在哪里断开、合并或者改层级。", field="start")
    wanted = rulings.Ruling(
        action=action,
        anchor=place.anchor,
        occurrence=place.occurrence,
        at=place.at,
        kind=kind,
        rule=rule,
    )
    changed = await asyncio.to_thread(splitter.split, draft.source, [*made, wanted], noted)
    if (changed.units, changed.findings) == (draft.units, draft.findings):
        raise Invalid("这里已经是这样了，没有什么可改。", field="start")
    if _lost(changed) > _lost(draft):
        raise Invalid(
            "这里不能这样改：没有可以并入的上一段，或者这一行没有条的编号。", field="start"
        )
    async with write_tx(Draft, alone=True):
        row = await _own(slug, reading, seen)
        await Ruling.insert(_row(actor, now, row, wanted, draft, start))
        await storing.split_again(row, changed, [*made, wanted])
        await _record(actor, now, "draft.rule", slug, wanted, reading)


async def accept_all(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, rule: str, seen: str
) -> int:
    """Accept every doubt of one rule, also those the page told in short; returns how many.

    Each is a ruling of its own: a corrected file is only trusted where it reads the same. Raises
    as `rule` does.
    """
    require(actor, "draft.rule")
    now_split = await _standing(slug, reading, seen)
    draft, made, noted = now_split.draft, now_split.made, now_split.noted
    places = Places(draft.source)
    wanted: dict[rulings.Ruling, int] = {}
    for one in await asyncio.to_thread(splitter.doubts, draft.source, made, noted):
        place = places.of(one.start)
        if place and one.rule == rule != LOST:
            where = (place.anchor, place.occurrence, place.at)
            wanted[rulings.Ruling(Action.ACCEPT, *where, rule=rule)] = one.start
    if not wanted:
        raise Invalid("这里已经是这样了，没有什么可改。", field="start")
    made = [*made, *wanted]
    changed = await asyncio.to_thread(splitter.split, draft.source, made, noted)
    async with write_tx(Draft, alone=True):
        row = await _own(slug, reading, seen)
        rows = [_row(actor, now, row, one, draft, start) for one, start in wanted.items()]
        for start in range(0, len(rows), _AT_ONCE):
            await Ruling.insert(*rows[start : start + _AT_ONCE])
        await storing.split_again(row, changed, made)
        await audit.append(
            *(actor, now, "draft.rule", f"{slug}/{reading}"),
            ruling="accept-all",
            rule=rule,
            count=len(wanted),
        )
    return len(wanted)


async def undo(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, ruling_id: int, seen: str
) -> None:
    """Take a ruling back. Raises NotFound when it is not there, Conflict as `rule` does."""
    require(actor, "draft.rule")
    now_split = await _standing(slug, reading, seen)
    gone = next((one for one in now_split.rows if one["id"] == ruling_id), None)
    if gone is None:
        raise NotFound("没有这个决定，可能刚被撤销。请刷新后再看。")
    made = storing.meant([one for one in now_split.rows if one is not gone])
    changed = await asyncio.to_thread(splitter.split, now_split.draft.source, made, now_split.noted)
    async with write_tx(Draft, alone=True):
        row = await _own(slug, reading, seen)
        await Ruling.delete().where(Ruling.id == ruling_id)
        await storing.split_again(row, changed, made)
        await _record(actor, now, "draft.unrule", slug, storing.meant([gone])[0], reading)


class _Split(msgspec.Struct, frozen=True):
    """A draft as it is split, the rulings that made it so, and the findings from before it."""

    draft: model.Draft
    rows: list[find.Row]
    made: list[rulings.Ruling]
    noted: tuple[Finding, ...]


async def _standing(slug: str, reading: int, seen: str) -> _Split:
    """How a reading is split now: looked at outside a transaction, since splitting takes its time.
    What is made of it is stored only if nothing has changed meanwhile. Raises Conflict."""
    row = await find.draft_row(slug, reading)
    await _check(row, slug, reading, seen)
    rows = await storing.rulings_of(row["bill"], reading)
    return _Split(await find.tree(row), rows, storing.meant(rows), await storing.noted(row["id"]))


async def _own(slug: str, reading: int, seen: str) -> find.Row:
    """The draft, held for the change. Raises Conflict."""
    row = await find.draft_row(slug, reading)
    await storing.lock(row)
    row = await find.draft_row(slug, reading)
    await _check(row, slug, reading, seen)
    return row


async def _check(row: find.Row, slug: str, reading: int, seen: str) -> None:
    if not await storing.is_free(row):
        raise Conflict(
            "“{slug}”第{n}次审议的文本已经公开或已有下一稿，拆分不能再改。如需更正，请作为下一稿载入。",
            slug=slug,
            n=reading,
        )
    if seen != review.state(row):
        raise Conflict("刚刚有人改过这一稿的拆分，请看过最新的再决定。")


async def _record(
    actor: Actor, now: dt.datetime, action: str, slug: str, made: rulings.Ruling, reading: int
) -> None:
    detail: dict[str, Any] = msgspec.to_builtins(made)
    what = detail.pop("action")
    await audit.append(actor, now, action, f"{slug}/{reading}", ruling=what, **detail)


def _row(
    actor: Actor,
    now: dt.datetime,
    row: find.Row,
    wanted: rulings.Ruling,
    draft: model.Draft,
    start: int,
) -> Ruling:
    return Ruling(
        bill=row["bill"],
        reading=row["reading"],
        action=wanted.action.value,
        anchor=wanted.anchor,
        occurrence=wanted.occurrence,
        at_char=wanted.at,
        kind=wanted.kind.value if wanted.kind else "",
        rule=wanted.rule,
        words=review.words(draft.source, rulings.skip(draft.source, start), len(draft.source)),
        decided_by=actor.name,
        decided_at=now,
    )


def _lost(draft: model.Draft) -> int:
    return sum(1 for one in draft.findings if one.rule == LOST)
