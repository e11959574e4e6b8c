"""Opening a round: prepared and kept, checked, looked at, then published at once."""

import datetime as dt
from typing import Any

import msgspec

from consult import lifecycle
from consult.config import Settings
from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Conflict, NotFound
from consult.lifecycle import SHANGHAI, RoundState
from consult.office.consultation import Rule
from consult.permissions import Actor, require
from consult.services.bills.bill import BillCard, ReadingView, RoundView, show_bill
from consult.services.records import audit, find
from consult.services.rounds import announcement, asked, jurisdiction
from consult.services.rounds import round as rounds
from consult.services.rounds.checklist import Check, Level, Plan, checks, window_of
from consult.tables import OpeningPlan
from reports.document import Document
from reports.papers.announcement import document

__all__ = ["Check", "Level", "Plan", "Prepared", "kept", "prepare", "preview", "publish", "save"]


class Prepared(msgspec.Struct, frozen=True):
    """A round as it would be opened: its plan with the rule it is measured by, the lines of the
    check list, and the announcement as Markdown and as a paper (None while the days make no
    window)."""

    bill: BillCard
    view: ReadingView
    plan: Plan
    rule: Rule
    chosen: bool
    checks: tuple[Check, ...]
    wording: str
    paper: Document | None

    @property
    def refusals(self) -> tuple[Check, ...]:
        """What keeps the round from being opened."""
        return tuple(one for one in self.checks if one.level is Level.REFUSAL)


async def kept(
    actor: Actor, settings: Settings, now: dt.datetime, slug: str, reading: int
) -> tuple[Plan, int]:
    """The plan as it was last saved with its version; else one that begins tomorrow and lasts as
    long as the rule says, and 0. Raises NotFound."""
    require(actor, "desk.read")
    draft = await find.draft_row(slug, reading)
    row = await OpeningPlan.select().where(OpeningPlan.draft == draft["id"]).first()
    if row is None:
        bill = await find.bill_row(slug)
        least = (await jurisdiction.of(settings, bill["body.name"])).rule.days
        first = now.astimezone(SHANGHAI).date() + dt.timedelta(days=1)
        return Plan(first, first + dt.timedelta(days=least - 1)), 0
    plan = Plan(
        first_day=row["first_day"],
        last_day=row["last_day"],
        short_reason=row["short_reason"],
        asks=asked.asks_of(row["asked"]) if row["asked"] else None,
        attachments=row["attachments"],
        announcement=row["announcement"],
    )
    return plan, row["version"]


async def save(
    actor: Actor, now: dt.datetime, *, slug: str, reading: int, plan: Plan, seen: int
) -> None:
    """Keep a plan for later. `seen` is the version the writer saw, 0 for none.

    Raises NotFound, Conflict when the round is open or somebody else saved meanwhile.
    """
    require(actor, "round.open")
    draft = await find.draft_row(slug, reading)
    values: dict[Any, Any] = {
        OpeningPlan.first_day: plan.first_day,
        OpeningPlan.last_day: plan.last_day,
        OpeningPlan.short_reason: plan.short_reason.strip(),
        OpeningPlan.asked: "" if plan.asks is None else asked.pack(plan.asks),
        OpeningPlan.attachments: plan.attachments,
        OpeningPlan.announcement: plan.announcement,
        OpeningPlan.version: seen + 1,
        OpeningPlan.saved_by: actor.name,
        OpeningPlan.saved_at: now,
    }
    try:
        async with write_tx(OpeningPlan):
            if seen:
                changed = (
                    await OpeningPlan.update(values)
                    .where((OpeningPlan.draft == draft["id"]) & (OpeningPlan.version == seen))
                    .returning(OpeningPlan.id)
                )
                if not changed:
                    raise Conflict(_TAKEN)
            else:
                named = {column._meta.name: value for column, value in values.items()}
                await OpeningPlan.insert(OpeningPlan(draft=draft["id"], **named))
            await audit.append(
                *(actor, now, "opening.save", f"{slug}/{reading}"),
                first_day=plan.first_day,
                last_day=plan.last_day,
            )
    except UNIQUE_VIOLATIONS:
        raise Conflict(_TAKEN) from None


_TAKEN = "刚刚有人改过这份准备。请看过现在的再改；您写的还在下面。"


async def prepare(
    actor: Actor,
    settings: Settings,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    plan: Plan,
    past: bool = False,
) -> Prepared:
    """Check a plan. `past` is for rounds that took place elsewhere. Raises NotFound."""
    require(actor, "desk.read")
    card = await show_bill(slug, now)
    draft = await find.draft_row(slug, reading)
    view = card.at(reading)
    if view is None:
        raise NotFound("“{bill}”还没有第{n}次审议的文本。", bill=card.title, n=reading)
    here = await jurisdiction.of(settings, card.body)
    window, today = window_of(plan), now.astimezone(SHANGHAI).date()
    told = None
    if window:
        made_on = min(today, plan.first_day or today)
        told = await announcement.call(settings, slug, reading, window, made_on, plan.announcement)
    return Prepared(
        bill=card,
        view=view,
        plan=plan,
        rule=here.rule,
        chosen=here.chosen,
        checks=await checks(settings, now, card, draft, plan, here, past=past),
        wording=announcement.wording(told) if told else plan.announcement,
        paper=document(told) if told else None,
    )


async def publish(
    actor: Actor,
    settings: Settings,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    plan: Plan,
    past: bool = False,
) -> RoundView:
    """Open the round with its announcement, both at once or neither.

    Raises NotFound, Conflict when the draft has a round, and the first refusal of the check list.
    """
    require(actor, "round.open")
    ready = await prepare(actor, settings, now, slug=slug, reading=reading, plan=plan, past=past)
    if ready.view.round is not None:
        raise rounds.already(ready.view.draft_title)
    if ready.refusals or plan.first_day is None or plan.last_day is None:
        raise ready.refusals[0].said
    return await rounds.open_round(
        actor,
        now,
        slug=slug,
        reading=reading,
        first_day=plan.first_day,
        last_day=plan.last_day,
        asks=plan.asks,
        attachments=plan.attachments,
        short_reason=plan.short_reason if plan.days < ready.rule.days else "",
        announcement=ready.wording,
    )


def preview(prepared: Prepared) -> BillCard:
    """The bill as everybody would see it on the first day of the plan. Raises NotFound while the
    days make no window."""
    window, plan = window_of(prepared.plan), prepared.plan
    if window is None or plan.first_day is None or plan.last_day is None:
        raise NotFound("请先填好开始日和截止日，再预览。")
    short = plan.days < prepared.rule.days
    round_ = RoundView(
        id=0,
        reading=prepared.view.reading,
        opens=window[0],
        closes=window[1],
        first_day=plan.first_day,
        last_day=plan.last_day,
        state=RoundState.OPEN,
        days_left=lifecycle.days_left(window[1], window[0]),
        submissions=0,
        comments=0,
        withdrawn=0,
        clusters=0,
        decided=0,
        extended_reason="",
        version=1,
        results=0,
        attachments=plan.attachments,
        short_reason=plan.short_reason if short else "",
        changes=(),
    )
    shown = msgspec.structs.replace(prepared.view, round=round_, taken_back=None)
    others = prepared.bill.readings
    readings = tuple(shown if one.reading == shown.reading else one for one in others)
    return msgspec.structs.replace(prepared.bill, readings=readings)
