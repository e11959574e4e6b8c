"""Telling subscribers: what is new since they confirmed, everything due at a time in one mail."""

import datetime as dt
from collections import defaultdict

from consult.config import Settings
from consult.engine import UNIQUE_VIOLATIONS, bulk_insert, write_tx
from consult.i18n import translate
from consult.services.mailing import due, news, subscription
from consult.services.mailing.due import Parcel
from consult.services.mailing.news import News
from consult.services.mailing.post import Message, page
from consult.services.records import find
from consult.tables import Notice, Subscription
from consult.templating import environment

_COLUMNS = ("subscription", "event", "made_at", "due_at", "tries")
SENTENCES = {
    "reading": "《{draft}》公布了。",
    "opened": "《{draft}》开始征求意见，{day}24时截止。",
    "closing": "《{draft}》征求意见将于{day}24时截止。",
    "interim": "《{draft}》征求意见的阶段性结果公布了。",
    "results": "《{draft}》征求意见的结果公布了：哪些意见采纳了，哪些没有采纳、为什么。",
}
PLACES = {"results": "/results", "interim": "/results"}
ABOUT_BILL = "《{name}》"
ABOUT_BODY = "{name}的征求意见"
ASKED = "请确认：订阅{topic}"
QUESTION = """您好：

有人用这个邮箱订阅{topic}的消息：开始征求意见、还有三天截止、新的一稿、结果公布。

是您本人，请打开下面的链接，按一下“确认”。两天之内有效：
{confirm}

不是您，不用做任何事：不会再有邮件，两天后这个地址就从网站上删去。
"""
SUBJECTS = {
    "reading": "《{draft}》公布",
    "opened": "《{draft}》开始征求意见",
    "closing": "《{draft}》征求意见快要截止",
    "interim": "《{draft}》征求意见的阶段性结果公布",
    "results": "《{draft}》征求意见的结果公布",
}
MORE = "{first}，另有 {n} 项消息"
NEWS = """您好：

您订阅的{topic}有新消息。

{news}

不想再收到这类邮件，请打开下面的链接，按一下“退订”，邮箱地址随即从网站上删去：
{leave}
"""


async def note(now: dt.datetime) -> None:
    """Note what there is to tell, and forget those who never confirmed."""
    await subscription.forget_unanswered(now)
    rows = await Subscription.select().where(Subscription.confirmed_at.is_not_null())
    happened = await news.recent(now) if rows else ()
    fresh = {(row["id"], one.event) for row in rows for one in news.wanted(happened, row)}
    known = await Notice.select(Notice.subscription, Notice.event).where(
        Notice.made_at >= now - 2 * news.RECENT
    )
    fresh -= {(row["subscription"], row["event"]) for row in known}
    if fresh:
        try:
            async with write_tx(Notice):
                entries = [(*one, now, now, 0) for one in sorted(fresh)]
                await bulk_insert(Notice, _COLUMNS, entries)
        except UNIQUE_VIOLATIONS:  # another process noted them at the same moment
            return


async def write(now: dt.datetime, settings: Settings) -> list[Parcel]:
    """The mails to subscribers that are due, one each."""
    rows = (
        await Notice.select(
            *(Notice.id, Notice.event, Notice.tries, Notice.subscription),
            *(Notice.subscription.address, Notice.subscription.language),
            *(Notice.subscription.key, Notice.subscription.confirmed_at),
            *(Notice.subscription.bill.title, Notice.subscription.body.name),  # type: ignore[union-attr]
        )
        .where(due.unsent(Notice, now))
        .order_by(Notice.id)
        .limit(due.AT_ONCE)
    )
    held: defaultdict[int, list[find.Row]] = defaultdict(list)
    for row in rows:
        held[row["subscription"]].append(row)
    told = {one.event: one for one in await news.recent(now)} if held else {}
    return [Parcel(tuple(mine), _message(mine, told, settings)) for mine in held.values()]


def _message(rows: list[find.Row], told: dict[str, News], settings: Settings) -> Message | None:
    """The question for somebody who has not confirmed, else the news that still are true."""
    row = rows[0]
    say = translate(row["subscription.language"])
    if row["subscription.bill.title"]:
        topic = say(ABOUT_BILL).format(name=row["subscription.bill.title"])
    else:
        topic = say(ABOUT_BODY).format(name=row["subscription.body.name"])
    if row["subscription.confirmed_at"] is None:
        return _question(row, topic, settings)
    current = [told[one["event"]] for one in rows if one["event"] in told]
    return _news(row, topic, current, settings) if current else None


def _question(row: find.Row, topic: str, settings: Settings) -> Message:
    language = row["subscription.language"]
    say = translate(language)
    links = subscription.links(settings.secret_key, row["subscription.key"])
    return Message(
        to=row["subscription.address"],
        subject=say(ASKED).format(topic=topic),
        text=say(QUESTION).format(topic=topic, confirm=page(settings, language, links.confirm)),
        leave=page(settings, language, links.leave),
    )


def _news(row: find.Row, topic: str, current: list[News], settings: Settings) -> Message:
    language = row["subscription.language"]
    say = translate(language)
    leave = page(
        settings, language, subscription.links(settings.secret_key, row["subscription.key"]).leave
    )
    lines = [_sentence(one, language) for one in current]
    places = [
        page(settings, language, f"/bills/{one.slug}/{one.reading}{PLACES.get(one.kind, '')}")
        for one in current
    ]
    told = "\n\n".join(f"{line}\n{place}" for line, place in zip(lines, places, strict=True))
    subject = say(SUBJECTS[current[0].kind]).format(draft=current[0].draft)
    if len(current) > 1:
        subject = say(MORE).format(first=subject, n=len(current) - 1)
    return Message(
        to=row["subscription.address"],
        subject=subject,
        text=say(NEWS).format(topic=topic, news=told, leave=leave),
        leave=leave,
    )


def _sentence(one: News, language: str) -> str:
    shown = environment(language).filters["date"]
    day = shown(one.last_day) if one.last_day else ""
    return translate(language)(SENTENCES[one.kind]).format(draft=one.draft, day=day)
