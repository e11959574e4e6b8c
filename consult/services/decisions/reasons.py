"""Reasons an office keeps ready. A dozen come with the system; each body changes or retires them
and adds its own. {条} and {上位法} are left open for the one who decides.
"""

import datetime as dt

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.decisions.disposition import REASON_LIMIT
from consult.services.records import audit, find
from consult.tables import Body, Cluster, ReasonTemplate

MOST = 100
BUILT_IN = {
    "higher-law": "上位法已有规定：{上位法}，本条例不再重复。",
    "beyond-power": "不属于地方立法权限：所提事项依照{上位法}只能由国家规定。",
    "against-higher-law": "所提内容与{上位法}的规定不一致，不宜采纳。",
    "out-of-scope": "所提内容超出本条例的调整范围，已转有关部门研究。",
    "in-rules": "具体标准和程序由有关部门在实施细则、配套文件中明确，条例不作规定。",
    "already-in": "已在{条}中体现。",
    "other-act": "所提内容由{上位法}规定，适用其规定即可。",
    "work-not-law": "所提内容属于执法和管理工作中的具体问题，已转有关部门在工作中改进。",
    "divided": "各方面对此意见分歧较大，需要进一步调研论证，暂不作规定。",
    "not-ripe": "实践经验还不充分，立法条件尚不成熟，待条件成熟时再作规定。",
    "burden": "所提要求会增加公民、法人的义务而没有上位法依据，不宜增加。",
    "wording": "现有表述符合立法技术规范，含义已经清楚，不作修改。",
    "part": "已吸收所提意见，对{条}作了修改；其余部分因实施条件所限，未作规定。",
    "settled": "草案的规定是在征求有关方面意见、反复研究的基础上形成的，本次未作修改。",
}


class Ready(msgspec.Struct, frozen=True):
    """A reason kept ready. `name` is what forms call it; `own` says it did not come with the
    system, `changed` that it did in other words; `version` is 0 before anybody touched it."""

    name: str
    text: str
    own: bool
    changed: bool
    retired: bool
    version: int


class Office(msgspec.Struct, frozen=True):
    """A body and the reasons it keeps ready, retired ones last."""

    body: int
    name: str
    reasons: tuple[Ready, ...]


async def offices(actor: Actor) -> tuple[tuple[int, str], ...]:
    """The bodies whose reasons this person may see, by name."""
    require(actor, "cluster.read")
    mine = actor.body
    rows = await Body.select(Body.id, Body.name).order_by(Body.name)
    return tuple((row["id"], row["name"]) for row in rows if mine in (None, row["id"]))


async def of_office(actor: Actor, body: int) -> Office:
    """The reasons of a body. Raises NotFound."""
    for number, name in await offices(actor):
        if number == body:
            kept = await _all(body)
            return Office(body, name, tuple(sorted(kept, key=lambda one: one.retired)))
    raise NotFound("没有这个机关。")


async def ready_for(body: int) -> tuple[Ready, ...]:
    """The reasons a body has ready, its own first."""
    kept = [one for one in await _all(body) if not one.retired]
    return tuple(sorted(kept, key=lambda one: not one.own))


async def for_cluster(cluster_id: int, name: str) -> str:
    """The words of a reason the body of a cluster has ready. Raises Invalid when it is not kept
    any more, NotFound when there is no such cluster."""
    row = await Cluster.select(Cluster.round).where(Cluster.id == cluster_id).first()
    if row is None:
        raise NotFound("没有这一类意见。请回到列表再看。")
    _, slug = await find.draft_of_round(row["round"])
    body = (await find.bill_row(slug))["body"]
    for one in await ready_for(body):
        if one.name == name:
            return one.text
    raise Invalid("这条常用理由刚被停用，请另选一条。", field="reason")


async def keep(
    actor: Actor, now: dt.datetime, *, body: int, name: str, text: str, version: int
) -> None:
    """Add a reason (`name` "") or change one. Raises Invalid without words or when there are too
    many, Conflict when somebody changed it first, NotFound."""
    text = text.strip()
    if not text:
        raise Invalid("请写理由。", field="text")
    if len(text) > REASON_LIMIT:
        raise Invalid("理由最多 {limit} 字。", field="text", limit=REASON_LIMIT)
    await _put(actor, now, body, name, {"text": text}, version)


async def retire(
    actor: Actor, now: dt.datetime, *, body: int, name: str, version: int, back: bool = False
) -> None:
    """Take a reason out of the list, or with `back` into it again. Raises as `keep` does."""
    await _put(actor, now, body, name, {"retired_at": None if back else now}, version)


async def _put(
    actor: Actor, now: dt.datetime, body: int, name: str, change: find.Row, version: int
) -> None:
    require(actor, "disposition.decide")
    await of_office(actor, body)
    try:
        async with write_tx(ReasonTemplate):
            known = {one.name: one for one in await _all(body)}
            was = known.get(name)
            if name and was is None:
                raise NotFound("没有这条常用理由。")
            if (was.version if was else 0) != version:
                raise Conflict("刚刚有人改过这条常用理由。请看过现在的再改；您写的还在。")
            if was is None and len(known) >= MOST:
                raise Invalid("常用理由最多 {n} 条，请先停用几条。", field="text", n=MOST)
            await _store(actor, now, body, was, change)
            await audit.append(
                *(actor, now, "reason.change", f"{body}/{name or '+'}"),
                text=change.get("text", ""),
                retired="retired_at" in change and change["retired_at"] is not None,
            )
    except UNIQUE_VIOLATIONS:
        raise Conflict("刚刚有人改过这条常用理由。请看过现在的再改；您写的还在。") from None


async def _store(
    actor: Actor, now: dt.datetime, body: int, was: Ready | None, change: find.Row
) -> None:
    if was is None or not was.version:
        row = {"text": was.text if was else "", "retired_at": None, **change}
        key = was.name if was else ""
        await ReasonTemplate.insert(
            ReasonTemplate(body=body, key=key, made_by=actor.name, made_at=now, **row)
        )
        return
    stored = ReasonTemplate.key == was.name
    if was.own:
        stored = ReasonTemplate.id == int(was.name)
    await ReasonTemplate.update(
        {
            **{getattr(ReasonTemplate, name): value for name, value in change.items()},
            ReasonTemplate.version: was.version + 1,
            ReasonTemplate.made_by: actor.name,
            ReasonTemplate.made_at: now,
        }
    ).where((ReasonTemplate.body == body) & stored)


async def _all(body: int) -> list[Ready]:
    rows = (
        await ReasonTemplate.select().where(ReasonTemplate.body == body).order_by(ReasonTemplate.id)
    )
    touched = {row["key"]: row for row in rows if row["key"]}
    found = [
        _ready(name, touched[name], own=False)
        if name in touched
        else Ready(name, text, own=False, changed=False, retired=False, version=0)
        for name, text in BUILT_IN.items()
    ]
    return found + [_ready(str(row["id"]), row, own=True) for row in rows if not row["key"]]


def _ready(name: str, row: find.Row, *, own: bool) -> Ready:
    return Ready(
        name=name,
        text=row["text"],
        own=own,
        changed=not own and row["text"] != BUILT_IN[name],
        retired=row["retired_at"] is not None,
        version=row["version"],
    )
