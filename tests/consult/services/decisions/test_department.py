"""The 责任清单: laid down from a table, followed into the next reading, ended by a row."""

import datetime as dt

import pytest

from consult.errors import Invalid, NotAllowed
from consult.sample.workbook import workbook
from consult.services.bills import draft
from consult.services.decisions import department
from consult.services.papers.material import gather
from consult.services.records import audit
from consult.services.rounds import round  # noqa: A004 - our noun
from reports.model import Duty, Task
from tests.consult.cast import (
    ADMIN,
    AFTER,
    COMMITTEE,
    DURING,
    LAST,
    OPENING,
    REWRITTEN,
    SECOND,
    STAFF,
)

pytestmark = pytest.mark.anyio

HEAD = ["序号", "条款", "部门", "主办/协办", "职责", "期限"]
POLICE = ["1", "第三条至第五条", "市公安局", "主办", "登记和处罚", "2026年4月20日"]
FARMING = ["2", "第三条、第4条", "市农业农村局", "协办", "犬只免疫", ""]
WHOLE = ["3", "全文", "市司法局", "协办", "立法技术", "2026-04-25"]


def table(*rows: list[str]) -> bytes:
    return "\n".join(",".join(row) for row in (HEAD, *rows)).encode()


async def assign(
    *rows: list[str], reading: int = 1, dry_run: bool = False, name: str = "清单.csv"
) -> department.Assigned:
    return await department.assign(
        STAFF,
        DURING,
        slug="dogs",
        reading=reading,
        filename=name,
        data=table(*rows) if name.endswith(".csv") else workbook([HEAD, *rows]),
        dry_run=dry_run,
    )


async def duties(reading: int = 1) -> list[tuple[str | None, str, Task, str]]:
    found = (await department.list_duties(STAFF, "dogs", reading)).duties
    return [(one.address, one.department, one.task, one.words) for one in found]


async def following(text: str, reading: int) -> None:
    """The next reading, before the public."""
    await draft.load_draft(
        STAFF, AFTER, slug="dogs", reading=reading, filename="n.txt", data=text.encode()
    )
    await round.open_round(
        *(STAFF, AFTER), slug="dogs", reading=reading, first_day=OPENING, last_day=LAST
    )


async def test_a_table_lays_down_who_answers_for_what(dogs: str) -> None:
    done = await assign(POLICE, FARMING, WHOLE)
    assert (done.added, done.changed, done.already, done.errors) == (6, 0, 0, ())
    assert await duties() == [
        (None, "市司法局", Task.ASSIST, "立法技术"),
        ("art_3", "市公安局", Task.LEAD, "登记和处罚"),
        ("art_3", "市农业农村局", Task.ASSIST, "犬只免疫"),
        ("art_4", "市公安局", Task.LEAD, "登记和处罚"),
        ("art_4", "市农业农村局", Task.ASSIST, "犬只免疫"),
        ("art_5", "市公安局", Task.LEAD, "登记和处罚"),
    ]
    whole = (await department.list_duties(STAFF, "dogs", 1)).duties[0]
    assert whole.due == dt.date(2026, 4, 25)


async def test_importing_twice_changes_nothing(dogs: str) -> None:
    await assign(POLICE, FARMING)
    before = await audit.head()
    again = await assign(POLICE, FARMING, name="清单.xlsx")
    assert (again.added, again.changed, again.already) == (0, 0, 5)
    assert await audit.head() == before


async def test_a_later_row_changes_and_a_withdrawal_ends(dogs: str) -> None:
    await assign(POLICE, FARMING)
    done = await assign(
        ["", "第五条", "市公安局", "协办", "", ""], ["", "第三条", "市农业农村局", "撤销", "", ""]
    )
    assert (done.added, done.changed) == (0, 2)
    assert [one for one in await duties() if one[0] in {"art_3", "art_5"}] == [
        ("art_3", "市公安局", Task.LEAD, "登记和处罚"),
        ("art_5", "市公安局", Task.ASSIST, ""),
    ]
    assert (await audit.verify(ADMIN)).first_bad is None


async def test_a_dry_run_stores_nothing(dogs: str) -> None:
    assert (await assign(POLICE, dry_run=True)).added == 3
    assert await duties() == []


async def test_a_chapter_means_its_articles(dogs: str) -> None:
    await assign(["", "第一章", "市公安局", "牵头", "", ""])
    assert [address for address, *_ in await duties()] == ["art_1", "art_2"]


async def test_rows_that_cannot_be_used_are_told_by_number(dogs: str) -> None:
    done = await assign(
        ["1", "第九条", "市公安局", "主办", "", ""],
        ["2", "第三条", "", "主办", "", ""],
        ["3", "第三条", "市公安局", "旁听", "", ""],
        ["4", "第三条", "市公安局", "主办", "", "下周"],
        ["5", "第三条", "市公安局", "主办", "", ""],
        ["6", "第三条", "市公安局", "协办", "", ""],
        ["7", "第四条", "市公安局", "撤销", "", ""],
        ["8", "", "市公安局", "主办", "", ""],
    )
    assert done.added == 1
    assert [(error.row, str(error.message)) for error in done.errors] == [
        (2, "草案中没有“第九条”，请核对条款号。"),
        (3, "这一行没有写部门。"),
        (4, "“旁听”不在主办、协办、撤销之中。"),
        (5, "看不懂日期“下周”，请写成 2026-03-10 这样。"),
        (7, "这一行与第 6 行写的是同一条、同一部门。"),
        (8, "“市公安局”在这一条没有职责，不用撤销。"),
        (9, "这一行没有写条款。管全文的请写“全文”。"),
    ]


async def test_a_file_without_the_columns_is_refused_whole(dogs: str) -> None:
    with pytest.raises(Invalid, match="“条款”和“部门”两列"):
        await department.assign(
            STAFF, DURING, slug="dogs", reading=1, filename="x.csv", data="甲,乙\n1,2".encode()
        )


async def test_a_duty_follows_its_article_into_the_next_reading(dogs: str) -> None:
    await assign(POLICE, FARMING, WHOLE)
    await following(SECOND, 2)
    assert await duties(2) == [
        (None, "市司法局", Task.ASSIST, "立法技术"),
        ("art_4", "市公安局", Task.LEAD, "登记和处罚"),
        ("art_4", "市农业农村局", Task.ASSIST, "犬只免疫"),
        ("art_5", "市公安局", Task.LEAD, "登记和处罚"),
        ("art_5", "市农业农村局", Task.ASSIST, "犬只免疫"),
        ("art_6", "市公安局", Task.LEAD, "登记和处罚"),
    ]
    found = await department.list_duties(STAFF, "dogs", 2)
    assert found.lost == ()
    assert {one.due for one in found.duties} == {None}, "a day belongs to the reading it was set in"


async def test_what_a_later_reading_says_holds_from_there_on(dogs: str) -> None:
    await assign(POLICE)
    await following(SECOND, 2)
    await assign(["", "第四条", "市公安局", "撤销", "", ""], reading=2)
    assert [address for address, *_ in await duties(2)] == ["art_5", "art_6"]
    assert [address for address, *_ in await duties(1)] == ["art_3", "art_4", "art_5"]


async def test_it_does_not_follow_a_link_nobody_confirmed(dogs: str) -> None:
    await following(SECOND, 2)
    await assign(["", "第一条、第六条", "市公安局", "主办", "", ""], reading=2)
    await following(REWRITTEN, 3)
    held = {address for address, *_ in await duties(3)}
    assert "art_1" not in held, "第一条 came back much rewritten: only proposed"
    lost = (await department.list_duties(STAFF, "dogs", 3)).lost
    assert department.Lost(2, "art_1", "市公安局") in lost


async def test_what_was_withdrawn_is_not_missed(dogs: str) -> None:
    await following(SECOND, 2)
    await assign(["", "第一条", "市公安局", "主办", "", ""], reading=2)
    await assign(["", "第一条", "市公安局", "撤销", "", ""], reading=2)
    await following(REWRITTEN, 3)
    assert await department.list_duties(STAFF, "dogs", 3) == department.DutyList((), ())


async def test_the_report_is_made_from_them(dogs: str) -> None:
    await assign(["", "第三条", "市公安局", "", "登记", "2026/4/20"])
    material, _ = await gather("dogs", 1)
    assert material.duties == (Duty("art_3", "市公安局", Task.LEAD, "登记", dt.date(2026, 4, 20)),)


async def test_only_the_office_lays_them_down(dogs: str) -> None:
    with pytest.raises(NotAllowed):
        await department.list_duties(COMMITTEE, "dogs", 1)
