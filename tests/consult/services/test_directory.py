"""The home page's order and the directory."""

import datetime as dt

import pytest

from consult.errors import Invalid
from consult.services import audit, directory, draft, round  # noqa: A004 - our noun
from consult.services.directory import Order, Standing
from tests.consult.cast import AFTER, DURING, FIRST, LAST, OPENING, STAFF

pytestmark = pytest.mark.anyio


async def load(slug: str, title: str, subject: str | None = None, body: str = "云川市") -> None:
    await draft.load_draft(
        *(STAFF, DURING),
        slug=slug,
        reading=1,
        filename="1.txt",
        data=FIRST.replace("犬只管理规定", title).encode(),
        body=body,
        subject=subject,
    )


async def opened(slug: str, first: dt.date, last: dt.date) -> None:
    await round.open_round(STAFF, DURING, slug=slug, reading=1, first_day=first, last_day=last)


async def test_what_closes_first_comes_first(dogs: str) -> None:
    await load("parks", "公园条例")
    await opened("parks", OPENING, LAST - dt.timedelta(days=3))
    await load("trees", "树木条例")
    await load("noise", "噪声条例")
    await opened("noise", LAST, LAST + dt.timedelta(days=30))
    cards = await directory.home(DURING)
    assert [(card.bill.slug, card.standing) for card in cards] == [
        ("parks", Standing.OPEN),
        ("dogs", Standing.OPEN),
        ("noise", Standing.SCHEDULED),
        ("trees", Standing.NONE),
    ]
    later = [(card.bill.slug, card.standing) for card in await directory.home(AFTER)]
    assert later[:3] == [
        ("noise", Standing.OPEN),
        ("dogs", Standing.CLOSED),
        ("parks", Standing.CLOSED),
    ]


async def test_each_bill_is_under_its_body_and_each_of_its_subjects(dogs: str) -> None:
    await load("parks", "公园条例", "城市管理、绿化", body="安平县")
    await load("trees", "树木条例", "绿化", body="安平县")
    by_body = await directory.directory(Order.BODY, DURING)
    assert [(g.name, [one.slug for one in g.entries]) for g in by_body] == [
        ("安平县", ["parks", "trees"]),
        ("云川市人大常委会", ["dogs"]),
    ]
    by_subject = await directory.directory(Order.SUBJECT, DURING)
    assert [(g.name, [one.slug for one in g.entries]) for g in by_subject] == [
        ("城市管理", ["parks"]),
        ("绿化", ["parks", "trees"]),
        ("", ["dogs"]),
    ]
    (by_name,) = await directory.directory(Order.NAME, DURING)
    assert [one.slug for one in by_name.entries] == ["parks", "dogs", "trees"]


async def test_a_subject_can_be_given_later_and_is_in_the_audit(dogs: str) -> None:
    before = await audit.head()
    await draft.load_draft(
        *(STAFF, DURING),
        slug="dogs",
        reading=1,
        filename="1.txt",
        data=FIRST.encode(),
        subject="养犬",
    )
    assert await audit.head() != before
    assert (await directory.directory(Order.SUBJECT, DURING))[0].name == "养犬"
    with pytest.raises(Invalid):
        await load("parks", "公园条例", "长" * 101)
