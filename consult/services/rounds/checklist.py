"""What to look at before a round is opened: each line in order, to be minded, or a refusal."""

import datetime as dt
from enum import StrEnum

import msgspec

from consult import lifecycle
from consult.config import Settings
from consult.errors import ConsultError, Invalid
from consult.lifecycle import SHANGHAI, RoundState
from consult.services.bills import linking, plain_note, storing
from consult.services.bills.bill import BillCard
from consult.services.records import find
from consult.services.rounds import bulletin
from consult.services.rounds.agenda_words import Words
from consult.services.rounds.asked import Asks
from consult.services.rounds.bulletin import BulletinKind
from consult.services.rounds.jurisdiction import Jurisdiction

LAW = "《中华人民共和国立法法》（2023年修正）第四十条"
_CONTACTS = (("address", "地址"), ("postcode", "邮编"), ("email", "电子邮箱"), ("phone", "电话"))
_LOCAL = ("http://127.", "http://localhost", "http://[::1]")


class Level(StrEnum):
    """How a line stands: in order, to be minded, or the round cannot be opened."""

    OK = "ok"
    WARNING = "warning"
    REFUSAL = "refusal"


class Plan(msgspec.Struct, frozen=True):
    """A round as it would be opened. `asks` None: the usual; `announcement` "": as generated."""

    first_day: dt.date | None = None
    last_day: dt.date | None = None
    short_reason: str = ""
    asks: Asks | None = None
    attachments: bool = False
    announcement: str = ""

    @property
    def days(self) -> int:
        """How many days it lasts, first and last included; 0 while they are not known."""
        if self.first_day is None or self.last_day is None:
            return 0
        return max(0, (self.last_day - self.first_day).days + 1)


class Check(msgspec.Struct, frozen=True):
    """One line: how it stands, the sentence, the rule it comes from, where it is mended."""

    level: Level
    said: ConsultError
    source: str = ""
    place: tuple[str, ...] = ()


async def checks(
    settings: Settings,
    now: dt.datetime,
    card: BillCard,
    draft: find.Row,
    plan: Plan,
    here: Jurisdiction,
    *,
    past: bool = False,
) -> tuple[Check, ...]:
    """Every line for a draft and a plan; `past` lets the first day lie before today, for rounds
    that took place elsewhere."""
    today = now.astimezone(SHANGHAI).date()
    return (
        _window(plan, today, past=past),
        _days(plan, here),
        _announced(plan),
        await _explained(draft, card.slug),
        *await _text(draft, card.slug),
        *_former(card, draft["reading"]),
        _contacts(settings, here),
    )


def _window(plan: Plan, today: dt.date, *, past: bool) -> Check:
    if plan.first_day is None or plan.last_day is None:
        field = "first_day" if plan.first_day is None else "last_day"
        return Check(Level.REFUSAL, Invalid("请填写日期，例如 2026-03-10。", field=field))
    if plan.last_day < plan.first_day:
        return Check(Level.REFUSAL, Invalid("截止日不能早于开始日。", field="last_day"))
    if plan.first_day < today and not past:
        return Check(Level.REFUSAL, Invalid("开始日已经过了，最早从今天开始。", field="first_day"))
    return Check(Level.OK, Words("首日和末日都算在内，截止日 24 时结束。"))


def _days(plan: Plan, here: Jurisdiction) -> Check:
    said = {"n": plan.days, "least": here.rule.days}
    if plan.days >= here.rule.days:
        return Check(Level.OK, Words("共 {n} 天，不少于 {least} 天。", **said), here.rule.source)
    if plan.short_reason.strip():
        return Check(
            Level.WARNING,
            Words("共 {n} 天，少于 {least} 天；您写的理由会公布。", **said),
            here.rule.source,
        )
    return Check(
        Level.REFUSAL,
        Invalid(
            "共 {n} 天，少于 {least} 天。请延后截止日，或者写明理由，理由会向公众公布。",
            field="short_reason",
            **said,
        ),
        here.rule.source,
    )


def _announced(plan: Plan) -> Check:
    """An announcement in the office's own words must say the days of the round."""
    days = [one for one in (plan.first_day, plan.last_day) if one]
    missing = [one for one in days if f"{one.month}月{one.day}日" not in plan.announcement]
    if plan.announcement.strip() and missing:
        return Check(
            Level.REFUSAL,
            Invalid(
                "公告里没有写到{month}月{day}日。请把公告里的日期改成征求意见的首日和末日。",
                field="announcement",
                month=missing[0].month,
                day=missing[0].day,
            ),
        )
    return Check(Level.OK, Words("公告写明了首日和末日。"))


async def _explained(draft: find.Row, slug: str) -> Check:
    there = await bulletin.which(draft["id"])
    place = _place(slug, draft["reading"], "explanation")
    if BulletinKind.EXPLANATION in there:
        return Check(Level.OK, Words("起草说明已经公布。"), LAW, place)
    return Check(Level.WARNING, Words("还没有起草说明，它应当和草案一起公布。"), LAW, place)


async def _text(draft: find.Row, slug: str) -> list[Check]:
    reading = draft["reading"]
    lines = []
    findings = len((await find.tree(draft)).findings) if await storing.is_free(draft) else 0
    place = _place(slug, reading, "review")
    if findings:
        words = Words("拆分有 {n} 处存疑；公开征求意见以后不能再改。", n=findings)
        lines.append(Check(Level.WARNING, words, place=place))
    else:
        lines.append(Check(Level.OK, Words("草案的拆分没有存疑。"), place=place))
    if reading > 1:
        lines.append(await _links(slug, reading))
    notes = len(await plain_note.notes_at(draft["bill"], reading))
    place = _place(slug, reading, "notes")
    if notes:
        lines.append(Check(Level.OK, Words("有 {n} 条通俗说明。", n=notes), place=place))
    else:
        words = Words("还没有通俗说明，多数人看不懂法言法语。")
        lines.append(Check(Level.WARNING, words, place=place))
    return lines


async def _links(slug: str, reading: int) -> Check:
    waiting, place = await linking.waiting(slug, reading), _place(slug, reading, "links")
    if not waiting:
        return Check(Level.OK, Words("与上一稿的对应关系都确认了。"), place=place)
    words = Words("与上一稿有 {n} 处对应关系待确认，确认以前意见不跟过来。", n=waiting)
    return Check(Level.WARNING, words, place=place)


def _former(card: BillCard, reading: int) -> list[Check]:
    """The round before: over, and its results published."""
    if card.at(reading + 1):
        return [Check(Level.WARNING, Words("已经载入了后一稿，征求意见的却是前一稿。"))]
    view = card.at(reading - 1)
    if view is None or view.round is None:
        return []
    place = _place(card.slug, reading - 1, "results")
    if view.round.state is not RoundState.CLOSED:
        return [Check(Level.WARNING, Words("上一稿的征求意见还没有截止。"))]
    if view.round.results:
        return [Check(Level.OK, Words("上一轮的征求意见情况已经通报。"), LAW, place)]
    words = Words("上一轮的征求意见情况还没有向社会通报。")
    return [Check(Level.WARNING, words, LAW, place)]


def _contacts(settings: Settings, here: Jurisdiction) -> Check:
    """How to write to the office, and an address the public can open."""
    if settings.base_url.startswith(_LOCAL):
        return Check(
            Level.WARNING,
            Words("公告上的网址只有本机能打开。请管理员设好 CONSULT_BASE_URL。"),
        )
    missing = [name for key, name in _CONTACTS if not getattr(here.office, key)]
    if not missing:
        return Check(Level.OK, Words("公告写明了地址、邮编、电子邮箱和电话。"))
    words = Words("机关文件夹的 office.toml 里没有写：{missing}。", missing="、".join(missing))
    return Check(Level.WARNING, words)


def _place(slug: str, reading: int, page: str) -> tuple[str, ...]:
    return "staff", "bills", slug, str(reading), page


def window_of(plan: Plan) -> tuple[dt.datetime, dt.datetime] | None:
    """The window a plan gives, None while its days make none."""
    if plan.first_day is None or plan.last_day is None or plan.last_day < plan.first_day:
        return None
    return lifecycle.opening(plan.first_day), lifecycle.closing(plan.last_day)
