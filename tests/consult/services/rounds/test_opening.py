"""Opening a round: what is refused or minded, and both parts at once or neither (R10, R33)."""

import asyncio
import contextvars
import datetime as dt
from pathlib import Path

import pytest

from consult.config import Settings
from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.office.consultation import RULES
from consult.permissions import Actor
from consult.services.bills import draft
from consult.services.bills.bill import show_bill
from consult.services.records import audit, find
from consult.services.rounds import announcement, bulletin, opening
from consult.services.rounds.bulletin import BulletinKind
from consult.services.rounds.opening import Level, Plan
from consult.tables import AuditEntry, Bulletin, Round
from tests.consult.cast import COMMITTEE, DURING, FIRST, SECOND, STAFF

pytestmark = pytest.mark.anyio
AT = {"slug": "dogs", "reading": 1}
TODAY = DURING.date()
PLAN = Plan(TODAY, TODAY + dt.timedelta(days=29))
HERE = Settings(base_url="https://yunchuan.example")


@pytest.fixture
async def loaded(db: str) -> str:
    data, body = FIRST.encode(), "云川市人大常委会"
    await draft.load_draft(STAFF, DURING, **AT, filename="1.txt", data=data, body=body)
    return "dogs"


async def prepared(plan: Plan = PLAN, settings: Settings = HERE) -> opening.Prepared:
    return await opening.prepare(STAFF, settings, DURING, **AT, plan=plan)


def refused(ready: opening.Prepared) -> list[str | None]:
    return [one.said.field for one in ready.refusals if isinstance(one.said, Invalid)]


async def test_thirty_days_from_today_are_in_order(loaded: str) -> None:
    ready = await prepared()
    assert (ready.refusals, ready.plan.days, ready.rule) == ((), 30, RULES["全国"])


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Plan(None, TODAY), "first_day"),
        (Plan(TODAY, None), "last_day"),
        (Plan(TODAY, TODAY - dt.timedelta(days=1)), "last_day"),
        (Plan(TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=40)), "first_day"),
        (Plan(TODAY, TODAY + dt.timedelta(days=28)), "short_reason"),
    ],
)
async def test_what_is_refused_and_where(loaded: str, plan: Plan, field: str) -> None:
    assert field in refused(await prepared(plan))
    with pytest.raises(Invalid) as error:
        await opening.publish(STAFF, HERE, DURING, **AT, plan=plan)
    assert error.value.field == field
    assert await Round.count() == 0


async def test_fewer_days_need_a_reason_the_public_reads(loaded: str) -> None:
    plan = Plan(TODAY, TODAY + dt.timedelta(days=9), short_reason="上级要求月底前施行")
    (line,) = (one for one in (await prepared(plan)).checks if one.source == RULES["全国"].source)
    assert line.level is Level.WARNING
    view = await opening.publish(STAFF, HERE, DURING, **AT, plan=plan)
    assert view.short_reason == "上级要求月底前施行"


async def test_the_rule_is_that_of_the_place(loaded: str, tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text('[consultation]\njurisdiction = "浙江"\n', "utf-8")
    plan = Plan(TODAY, TODAY + dt.timedelta(days=19))
    settings = Settings(base_url="https://yunchuan.example", office=str(tmp_path))
    ready = await prepared(plan, settings)
    assert (ready.rule.days, ready.refusals) == (20, ())
    assert "浙江省地方立法条例" in ready.rule.source


async def test_an_announcement_of_ones_own_says_the_days_of_the_round(loaded: str) -> None:
    plan = Plan(PLAN.first_day, PLAN.last_day, announcement="从3月1日起征求意见。")
    assert refused(await prepared(plan)) == ["announcement"]
    assert PLAN.last_day is not None
    said = f"3月20日至{PLAN.last_day.month}月{PLAN.last_day.day}日征求意见。"
    assert refused(await prepared(Plan(PLAN.first_day, PLAN.last_day, announcement=said))) == []


async def test_round_and_announcement_are_published_at_once(loaded: str) -> None:
    await opening.publish(STAFF, HERE, DURING, **AT, plan=PLAN)
    page = await announcement.show(HERE, DURING, BulletinKind.ANNOUNCEMENT, "dogs", 1)
    assert "2026年3月20日至4月18日，共30天" in page.version.text
    entries = await AuditEntry.select(AuditEntry.action).order_by(AuditEntry.position)
    assert [one["action"] for one in entries][-1:] == ["round.open"]
    with pytest.raises(Conflict):
        await opening.publish(STAFF, HERE, DURING, **AT, plan=PLAN)


async def test_nothing_is_there_when_half_of_it_fails(
    loaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise OSError("power")

    head = await audit.head()
    monkeypatch.setattr(audit, "append", broken)
    with pytest.raises(OSError, match="power"):
        await opening.publish(STAFF, HERE, DURING, **AT, plan=PLAN)
    assert (await Round.count(), await Bulletin.count(), await audit.head()) == (0, 0, head)


async def test_whoever_reads_meanwhile_sees_all_or_nothing(
    loaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, append = contextvars.copy_context(), audit.append
    seen = []

    async def look() -> tuple[bool, bool]:
        view = (await show_bill("dogs", DURING)).at(1)
        there = await bulletin.of_bill("dogs")
        assert view is not None
        return view.round is not None, BulletinKind.ANNOUNCEMENT in there.get(1, ())

    async def looked(actor: Actor, now: dt.datetime, *said: str, **more: object) -> None:
        seen.append(await asyncio.create_task(look(), context=outside))
        await append(actor, now, *said, **more)

    monkeypatch.setattr(audit, "append", looked)
    await opening.publish(STAFF, HERE, DURING, **AT, plan=PLAN)
    assert [*seen, await look()] == [(False, False), (True, True)]


async def test_a_plan_is_kept_and_two_people_do_not_overwrite_each_other(loaded: str) -> None:
    plan, seen = await opening.kept(STAFF, HERE, DURING, "dogs", 1)
    assert (plan.first_day, plan.days, seen) == (TODAY + dt.timedelta(days=1), 30, 0)
    await opening.save(STAFF, DURING, **AT, plan=PLAN, seen=0)
    assert await opening.kept(STAFF, HERE, DURING, "dogs", 1) == (PLAN, 1)
    for stale in (0, 7):
        with pytest.raises(Conflict):
            await opening.save(STAFF, DURING, **AT, plan=plan, seen=stale)
    await opening.save(STAFF, DURING, **AT, plan=plan, seen=1)
    assert (await opening.kept(STAFF, HERE, DURING, "dogs", 1))[0] == plan
    with pytest.raises(NotAllowed):
        await opening.save(COMMITTEE, DURING, **AT, plan=plan, seen=2)


async def test_the_lines_of_a_second_reading_speak_of_the_first(loaded: str) -> None:
    await opening.publish(STAFF, HERE, DURING, **AT, plan=PLAN)
    later = DURING + dt.timedelta(days=60)
    data, two = SECOND.encode(), {"slug": "dogs", "reading": 2}
    await draft.load_draft(
        STAFF, later, **two, filename="2.txt", data=data, body="云川市人大常委会"
    )
    plan = Plan(later.date(), later.date() + dt.timedelta(days=29))
    ready = await opening.prepare(STAFF, HERE, later, **two, plan=plan)
    said = [str(one.said) for one in ready.checks if one.level is Level.WARNING]
    assert "上一轮的征求意见情况还没有向社会通报。" in said
    assert any("起草说明" in one for one in said)


async def test_a_correction_is_a_later_version_that_says_what_it_corrects(loaded: str) -> None:
    await opening.publish(STAFF, HERE, DURING, **AT, plan=PLAN)
    said = {"text": "电话更正为 0000-0000001。", "seen": 1}
    kind = BulletinKind.ANNOUNCEMENT
    with pytest.raises(Invalid, match="更正"):
        await bulletin.publish(STAFF, DURING, kind, **AT, **said, note=" ")
    await bulletin.publish(STAFF, DURING, kind, **AT, **said, note="电话")
    with pytest.raises(Conflict):
        await bulletin.publish(STAFF, DURING, kind, **AT, **said, note="电话")
    page = await announcement.show(HERE, DURING, kind, "dogs", 1)
    assert [(one.number, one.note) for one in page.versions] == [(2, "电话"), (1, "")]
    first = await announcement.show(HERE, DURING, kind, "dogs", 1, 1)
    assert "共30天" in first.version.text


async def test_an_announcement_without_a_round_is_none(loaded: str) -> None:
    kind = BulletinKind.ANNOUNCEMENT
    with pytest.raises(NotFound):
        await bulletin.publish(STAFF, DURING, kind, **AT, text="公告", note="", seen=0)
    with pytest.raises(NotFound):
        await announcement.show(HERE, DURING, kind, "dogs", 1)


async def test_the_preview_shows_the_first_day(loaded: str) -> None:
    view = opening.preview(await prepared()).at(1)
    assert view is not None
    assert view.round is not None
    assert (view.round.first_day, view.round.days_left) == (TODAY, 29)
    assert await find.round_of((await find.draft_row("dogs", 1))["id"]) is None
