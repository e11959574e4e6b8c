"""A person says where the machine split a draft wrongly, and takes it back.

Only while the text is not yet before the public: afterwards comments hang on its addresses.
"""

import datetime as dt
from typing import Any

import msgspec

from consult.engine import write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services import audit, find, review, storing
from consult.tables import Draft, Ruling
from drafts import model, rulings, splitter
from drafts.model import Kind
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
    async with write_tx(Draft, alone=True):
        row = await _own(slug, reading, seen)
        draft = await find.tree(row)
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
        made = [*storing.meant(await storing.rulings_of(row["bill"], reading)), wanted]
        changed = splitter.split(draft.source, made)
        if (changed.units, changed.findings) == (draft.units, draft.findings):
            raise Invalid("这里已经是这样了，没有什么可改。", field="start")
        if _lost(changed) > _lost(draft):
            raise Invalid(
                "这里不能这样改：没有可以并入的上一段，或者这一行没有条的编号。", field="start"
            )
        await Ruling.insert(_row(actor, now, row, wanted, draft, start))
        await storing.split_again(row, changed, made)
        await _record(actor, now, "draft.rule", slug, wanted, reading)


async def accept_all(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, rule: str, seen: str
) -> int:
    """Accept every doubt of one rule, also those the page told in short; returns how many.

    Each is a ruling of its own: a corrected file is only trusted where it reads the same. Raises
    as `rule` does.
    """
    require(actor, "draft.rule")
    async with write_tx(Draft, alone=True):
        row = await _own(slug, reading, seen)
        draft = await find.tree(row)
        made = storing.meant(await storing.rulings_of(row["bill"], reading))
        places = Places(draft.source)
        wanted: dict[rulings.Ruling, int] = {}
        for one in splitter.doubts(draft.source, made):
            place = places.of(one.start)
            if place and one.rule == rule != LOST:
                where = (place.anchor, place.occurrence, place.at)
                wanted[rulings.Ruling(Action.ACCEPT, *where, rule=rule)] = one.start
        if not wanted:
            raise Invalid("这里已经是这样了，没有什么可改。", field="start")
        rows = [_row(actor, now, row, one, draft, start) for one, start in wanted.items()]
        for start in range(0, len(rows), _AT_ONCE):
            await Ruling.insert(*rows[start : start + _AT_ONCE])
        made += wanted
        await storing.split_again(row, splitter.split(draft.source, made), made)
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
    async with write_tx(Draft, alone=True):
        row = await _own(slug, reading, seen)
        rows = await storing.rulings_of(row["bill"], reading)
        gone = next((one for one in rows if one["id"] == ruling_id), None)
        if gone is None:
            raise NotFound("没有这个决定，可能刚被撤销。请刷新后再看。")
        await Ruling.delete().where(Ruling.id == ruling_id)
        made = storing.meant([one for one in rows if one is not gone])
        draft = await find.tree(row)
        await storing.split_again(row, splitter.split(draft.source, made), made)
        await _record(actor, now, "draft.unrule", slug, storing.meant([gone])[0], reading)


async def _own(slug: str, reading: int, seen: str) -> find.Row:
    """The draft, held for the change. Raises Conflict."""
    row = await find.draft_row(slug, reading)
    await storing.lock(row)
    row = await find.draft_row(slug, reading)
    if not await storing.is_free(row):
        raise Conflict(
            "“{slug}”第{n}次审议的文本已经公开或已有下一稿，拆分不能再改。如需更正，请作为下一稿载入。",
            slug=slug,
            n=reading,
        )
    if seen != review.state(row):
        raise Conflict("刚刚有人改过这一稿的拆分，请看过最新的再决定。")
    return row


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
