"""The home page's order and the directory."""

import datetime as dt

import pytest

from consult.errors import Invalid
from consult.services.bills import (
    directory,
    draft,
    initials,
)
from consult.services.bills.directory import Order, Standing
from consult.services.decisions import department
from consult.services.records import audit
from consult.services.rounds import round  # noqa: A004 - our noun
from consult.tables import Bill, Results, Round
from tests.consult.cast import AFTER, DURING, FIRST, LAST, OPENING, STAFF


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


@pytest.mark.anyio
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


@pytest.mark.anyio
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
    by_name = await directory.directory(Order.NAME, DURING)
    assert [(g.name, [one.slug for one in g.entries]) for g in by_name] == [
        ("Q", ["dogs"]),
        ("Y", ["parks", "trees"]),
    ]


DUTIES = "条款,部门,主办/协办\n第四条,公安局,主办\n第五条,公安局,协办\n第五条,财政局,协办\n"


async def assign(text: str) -> None:
    data = text.encode()
    await department.assign(STAFF, DURING, slug="dogs", reading=1, filename="a.csv", data=data)


@pytest.mark.anyio
async def test_each_bill_is_under_each_department_that_answers_for_it(dogs: str) -> None:
    await load("parks", "公园条例")
    await assign(DUTIES)
    found = await directory.directory(Order.DEPARTMENT, DURING)
    assert [(g.name, [one.slug for one in g.entries]) for g in found] == [
        ("财政局", ["dogs"]),
        ("公安局", ["dogs"]),
        ("", ["parks"]),
    ]
    await assign("条款,部门,主办/协办\n第五条,财政局,撤销\n")
    names = [group.name for group in await directory.directory(Order.DEPARTMENT, DURING)]
    assert names == ["公安局", ""]


@pytest.mark.anyio
async def test_each_bill_stands_where_it_has_come_to(dogs: str) -> None:
    await load("parks", "公园条例")
    await opened("parks", LAST, LAST + dt.timedelta(days=300))
    await load("trees", "树木条例")
    assert await headings(Order.STATE, DURING) == {
        "open": ["dogs"],
        "scheduled": ["parks"],
        "none": ["trees"],
    }
    assert await headings(Order.STATE, AFTER) == {
        "open": ["parks"],
        "waiting": ["dogs"],
        "none": ["trees"],
    }
    row = await Round.select(Round.id).first()
    assert row
    published = {"round": row["id"], "version": 1, "notice": "{}", "digest": "0"}
    await Results.insert(Results(**published, published_by="周敏", published_at=AFTER))
    assert "dogs" in (await headings(Order.STATE, AFTER))["results"]


@pytest.mark.anyio
async def test_each_bill_is_in_each_year_it_was_before_the_public(dogs: str) -> None:
    await load("parks", "公园条例")
    await opened("parks", dt.date(2025, 12, 31), dt.date(2026, 1, 31))
    await load("trees", "树木条例")
    created = dt.datetime(2024, 12, 31, 16, tzinfo=dt.UTC)
    await Bill.update({Bill.created_at: created}).where(Bill.slug == "trees")
    by_year = await directory.directory(Order.YEAR, AFTER)
    assert [(g.name, [one.slug for one in g.entries]) for g in by_year] == [
        ("2026", ["dogs"]),
        ("2025", ["parks", "trees"]),
    ]


async def headings(order: Order, now: dt.datetime) -> dict[str, list[str]]:
    groups = await directory.directory(order, now)
    return {group.name: [one.slug for one in group.entries] for group in groups}


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("安平县公园条例", "A"),
        ("《杭州市养犬条例》", "H"),
        ("浙江省公园条例", "Z"),
        ("重庆市公园条例", "C"),
        ("长沙市公园条例", "C"),
        ("厦门经济特区公园条例", "X"),
        ("衢州市公园条例", "Q"),
        ("Parks Act", "P"),
        ("龘龘条例", "#"),
        ("12345热线条例", "#"),
        ("", "#"),
    ],
)
def test_a_name_stands_under_the_letter_it_is_read_with(title: str, letter: str) -> None:
    assert initials.initial(title) == letter


@pytest.mark.anyio
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
