"""Subscriptions by mail: asked twice, told once, forgotten at a word; on both engines."""

import datetime as dt
import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from consult.config import Settings
from consult.engine import write_tx
from consult.errors import Invalid, NotFound
from consult.i18n import translate
from consult.permissions import terminal
from consult.services.bills import draft
from consult.services.mailing import notice, outbox, subscription
from consult.services.records import audit
from consult.services.rounds import round as rounds
from consult.tables import AuditEntry, Body, Notice, Subscription
from tests.consult.cast import DURING, FIRST, LAST, OPENING, SECOND, SECRET, STAFF
from tests.consult.post_office import PostOffice, open_office

OFFICE = terminal()
LI = "li@example.net"
LINK = re.compile(r"https://yijian\.example\.org(\S*)/subscriptions/(\S+?)/([0-9a-f]{32})(/stop)?")
LATER = DURING + dt.timedelta(hours=1)
CLOSING = dt.datetime.combine(LAST - dt.timedelta(days=1), dt.time(9), tzinfo=DURING.tzinfo)


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with open_office() as office:
        yield office


def settings(post: PostOffice) -> Settings:
    return Settings(
        secret_key=SECRET,
        smtp_url=post.url,
        mail_from="三读 <lifa@example.org>",
        base_url="https://yijian.example.org/",
    )


async def sent(post: PostOffice, now: dt.datetime) -> list[EmailMessage]:
    """What a round brings."""
    before = len(post.letters)
    await outbox.send(OFFICE, now, settings(post))
    return post.letters[before:]


def link_of(letter: EmailMessage, *, stop: bool) -> tuple[str, str]:
    found = [m for m in LINK.finditer(letter.get_content()) if bool(m[4]) is stop]
    assert len(found) == 1
    return found[0][2], found[0][3]


async def subscribed(post: PostOffice, language: str = "zh-CN", **topic: object) -> EmailMessage:
    """A confirmed subscription; the letter that asked for it."""
    await subscription.ask(DURING, LI, language, **topic)  # type: ignore[arg-type]
    [letter] = await sent(post, DURING)
    await subscription.confirm(DURING, SECRET, *link_of(letter, stop=False))
    return letter


async def second_reading(now: dt.datetime) -> None:
    data = SECOND.encode()
    await draft.load_draft(STAFF, now, slug="dogs", reading=2, filename="2.txt", data=data)


@pytest.mark.anyio
async def test_only_the_question_is_mailed_before_the_button_was_pressed(
    dogs: str, post: PostOffice
) -> None:
    await subscription.ask(DURING, " li@Example.NET ", "zh-CN", slug="dogs")
    [letter] = await sent(post, DURING)
    assert letter["To"] == LI
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    await second_reading(LATER)
    assert await sent(post, LATER) == []
    key, token = link_of(letter, stop=False)
    with pytest.raises(NotFound):
        await subscription.confirm(LATER, SECRET, key, "0" * 32)
    with pytest.raises(NotFound):
        await subscription.confirm(LATER, SECRET, key, "十" * 32)
    for _ in range(2):
        assert (await subscription.confirm(LATER, SECRET, key, token)).slug == "dogs"
    deeds = await AuditEntry.select().where(AuditEntry.action == "subscription.confirm")
    assert [deed["subject"] for deed in deeds] == ["dogs"]
    assert await sent(post, LATER) == [], "what was before is not told"


@pytest.mark.anyio
async def test_each_event_is_told_once_and_those_due_together_in_one_mail(
    dogs: str, post: PostOffice
) -> None:
    await subscribed(post, slug="dogs")
    await second_reading(LATER)
    await rounds.open_round(
        STAFF, LATER, slug="dogs", reading=2, first_day=DURING.date(), last_day=LAST
    )
    [letter] = await sent(post, LATER)
    told = letter.get_content()
    assert "二次审议稿）》公布了" in told
    assert "二次审议稿）》开始征求意见，2026年4月9日24时截止" in told
    assert "https://yijian.example.org/bills/dogs/2\n" in told
    assert "另有 1 项消息" in letter["Subject"]
    assert await sent(post, LATER) == []
    [letter] = await sent(post, CLOSING)
    assert letter.get_content().count("将于2026年4月9日24时截止") == 2, "both rounds close"
    assert await sent(post, CLOSING + dt.timedelta(hours=3)) == []


@pytest.mark.anyio
async def test_published_results_are_told_of(dogs: str, post: PostOffice) -> None:
    await subscribed(post, slug="dogs")
    for version, ongoing in ((1, True), (2, False), (3, False)):
        async with write_tx(AuditEntry):
            said = {"version": version, "ongoing": ongoing}
            await audit.append(STAFF, LATER, "results.publish", "dogs/1", **said)
        letters = await sent(post, LATER + dt.timedelta(minutes=version))
        assert len(letters) == (version < 3), "a correction is no news"
        for letter in letters:
            assert ("阶段性" in letter["Subject"]) is ongoing
            assert "https://yijian.example.org/bills/dogs/1/results" in letter.get_content()


@pytest.mark.anyio
async def test_a_body_brings_every_bill_in_the_language_of_the_page(
    dogs: str, post: PostOffice
) -> None:
    row = await Body.select().first()
    assert row
    letter = await subscribed(post, "en", body=row["id"])
    assert "Please confirm" in letter["Subject"]
    await draft.load_draft(
        *(STAFF, LATER),
        slug="parks",
        reading=1,
        filename="1.txt",
        data=FIRST.replace("犬只", "公园").encode(),
        body=row["name"],
    )
    await rounds.open_round(STAFF, LATER, slug="parks", reading=1, first_day=OPENING, last_day=LAST)
    [letter] = await sent(post, LATER)
    assert "open for comments until midnight at the end of 9 April 2026" in letter.get_content()
    assert "https://yijian.example.org/en/bills/parks/1" in letter.get_content()


@pytest.mark.anyio
async def test_stopping_forgets_the_address_and_can_be_said_twice(
    dogs: str, post: PostOffice
) -> None:
    await subscribed(post, slug="dogs")
    await second_reading(LATER)
    [letter] = await sent(post, LATER)
    key, token = link_of(letter, stop=True)
    assert letter["List-Unsubscribe"] == (
        f"<https://yijian.example.org/subscriptions/{key}/{token}/stop>"
    )
    assert await subscription.peek(LATER, SECRET, subscription.LEAVE, key, token)
    for _ in range(2):
        await subscription.stop(LATER, SECRET, key, token)
    assert await subscription.peek(LATER, SECRET, subscription.LEAVE, key, token) is None
    assert not await Subscription.exists()
    assert not await Notice.exists()
    with pytest.raises(NotFound):
        await subscription.stop(LATER, SECRET, key, "0" * 32)


@pytest.mark.anyio
async def test_an_unanswered_question_is_forgotten(dogs: str, post: PostOffice) -> None:
    await subscription.ask(DURING, LI, "zh-CN", slug="dogs")
    [letter] = await sent(post, DURING)
    late = DURING + subscription.PATIENCE + dt.timedelta(minutes=1)
    with pytest.raises(NotFound):
        await subscription.confirm(late, SECRET, *link_of(letter, stop=False))
    await sent(post, late)
    assert not await Subscription.exists()


@pytest.mark.anyio
async def test_nobody_can_have_an_address_flooded(dogs: str, post: PostOffice) -> None:
    for minute in range(0, 120, 4):
        now = DURING + dt.timedelta(minutes=minute)
        await subscription.ask(now, LI, "zh-CN", slug="dogs")
        await sent(post, now)
    assert len(post.letters) == subscription.MOST_LETTERS
    await subscription.confirm(DURING, SECRET, *link_of(post.letters[0], stop=False))
    await subscription.ask(LATER, LI, "zh-CN", slug="dogs")
    assert await sent(post, LATER) == [], "who is subscribed is not asked again"


@pytest.mark.anyio
async def test_one_address_is_asked_few_things_at_a_time(dogs: str) -> None:
    names = [f"机关{n}" for n in range(subscription.MOST_OPEN + 2)]
    for name in names:
        await Body.insert(Body(name=name))
    for row in await Body.select():
        await subscription.ask(DURING, LI, "zh-CN", body=row["id"])
    assert await Subscription.count() == subscription.MOST_OPEN


def test_what_is_no_address_is_refused() -> None:
    wrong = ("", "li", "li@", "@example.org", "a b@example.org", "a@b.c\nBcc: d@e.org", "李@b.org")
    for address in (*wrong, "x" * 120 + "@example.org"):
        with pytest.raises(Invalid) as error:
            subscription.plain(address)
        assert error.value.field == "address"
    assert subscription.plain(" Li\u200b@EXAMPLE.net ") == "Li@example.net"


def test_every_sentence_of_a_mail_is_in_english() -> None:
    say = translate("en")
    plain = (notice.ABOUT_BILL, notice.ABOUT_BODY, notice.ASKED, notice.QUESTION, notice.NEWS)
    kinds = (*notice.SENTENCES.values(), *notice.SUBJECTS.values())
    for sentence in (*plain, *kinds, notice.MORE):
        assert say(sentence) != sentence
