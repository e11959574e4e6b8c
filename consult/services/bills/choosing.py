"""A person names the partner of an article: any article of the next draft, whatever the machine
saw. Taken back with `linking.judge`, the link is gone."""

import datetime as dt

from consult.engine import write_tx
from consult.errors import Conflict, NotFound
from consult.permissions import Actor, require
from consult.services.bills import alignment
from consult.services.bills.alignment import Standing
from consult.services.bills.linking import article_at, follow, is_sure, place_of
from consult.services.records import find
from consult.tables import Alignment
from drafts import matcher
from drafts.address import label
from drafts.model import Change, Unit


async def choose(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    old_address: str,
    new_address: str,
    instead: int | None = None,
    merge: bool = False,
) -> int:
    """Say that an old article became a new one, whatever the machine saw; returns the link's id.

    `instead` is a proposal for the old article that is rejected with it; `merge` says that several
    old articles became this one. Raises Invalid for an address that is no article, Conflict when
    the link is already there, when the new article is another's without `merge`, or when somebody
    has judged the proposal meanwhile.
    """
    require(actor, "alignment.decide")
    async with write_tx(Alignment):
        new = await find.draft_row(slug, reading)
        old = await find.draft_at(new["bill"], reading - 1)
        if old is None:
            raise NotFound("第{n}次审议之前没有可以对照的文本。", n=reading)
        left = article_at(await find.tree(old), old_address)
        right = article_at(await find.tree(new), new_address)
        rows = await alignment.pairs_of(old["id"], new["id"])
        if any((r["old_address"], r["new_address"]) == (old_address, new_address) for r in rows):
            raise Conflict("这两条已经在对应关系里，请直接确认或者改判。")
        if not merge:
            _refuse_taken(rows, left, right)
        if instead is not None:
            await _reject_proposal(instead, new["id"], old_address)
        row = {
            "old_draft": old["id"],
            "new_draft": new["id"],
            "old_address": left.address,
            "new_address": right.address,
            "change": Change.CHANGED.value,
            "score": matcher.likeness(left, right),
            "status": Standing.CONFIRMED.value,
            "position": len(rows),
            "chosen": True,
        }
        made = await Alignment.insert(Alignment(**row))
        await follow(actor, now, row, "choose")
    return int(made[0]["id"])


def _refuse_taken(rows: list[find.Row], left: Unit, right: Unit) -> None:
    """Raises Conflict when another old article is linked with the new one for sure."""
    taken = [row for row in rows if row["new_address"] == right.address and is_sure(row)]
    if not taken:
        return
    others = "、".join(label(row["old_address"]) for row in taken)
    if any(row["status"] == Standing.CONFIRMED for row in taken):
        raise Conflict(
            "新稿{new}已经由人确认与旧稿{others}对应，不能再选给{old}。请先在“已决定”里收回那一处；"
            "确是几条并成一条的，请勾选“几条并成一条”再选。",
            new=place_of(right).label,
            others=others,
            old=place_of(left).label,
        )
    raise Conflict(
        "新稿{new}已经自动对上旧稿{others}，没有选给{old}。确是几条并成一条的，"
        "请勾选“几条并成一条”再选；自动对错了的，请先在“自动对上的”里定为不对应。",
        new=place_of(right).label,
        others=others,
        old=place_of(left).label,
    )


async def _reject_proposal(link_id: int, new_draft: int, old_address: str) -> None:
    """The person chose another partner than the one proposed. Raises Conflict."""
    rejected = (
        await Alignment.update({Alignment.status: Standing.REJECTED.value})
        .where(
            (Alignment.id == link_id)
            & (Alignment.new_draft == new_draft)
            & (Alignment.old_address == old_address)
            & (Alignment.status == Standing.PROPOSED.value)
        )
        .returning(Alignment.id)
    )
    if not rejected:
        raise Conflict("刚刚有人改过这条对应关系，请看过最新的再决定。")
