"""Which 联系点 an opinion came through: told by the table or for the whole of it."""

import pytest

from consult.services.clusters import cluster
from consult.services.intake import intake
from consult.services.intake.batch import Given
from consult.services.papers.material import gather
from reports.model import Channel
from tests.consult.cast import DURING, STAFF

pytestmark = pytest.mark.anyio

PLAIN = "条款,意见\n第三条,建议缩短期限\n第四条,建议放宽长度\n"
NAMED = "条款,意见,联系点\n第三条,建议缩短期限,松岭镇联系点\n第四条,建议放宽长度,\n"


async def collect(text: str, contact_point: str = "") -> intake.Collected:
    return await intake.collect(
        STAFF,
        DURING,
        slug="dogs",
        reading=1,
        channel=Channel.CONTACT_POINT,
        filename="联系点.csv",
        data=text.encode(),
        given=Given(contact_point=contact_point),
    )


async def points() -> list[str]:
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    material, _ = await gather("dogs", 1)
    return sorted(material.points.get(one.id, "") for one in material.comments)


async def test_a_column_names_it(dogs: str) -> None:
    await collect(NAMED)
    assert await points() == ["", "松岭镇联系点"]


async def test_a_table_of_one_point_needs_no_column_and_a_row_that_names_another_keeps_it(
    dogs: str,
) -> None:
    await collect(NAMED, "橘园社区联系点")
    assert await points() == ["松岭镇联系点", "橘园社区联系点"]


async def test_the_same_words_of_two_points_are_two_opinions_and_of_one_are_taken_once(
    dogs: str,
) -> None:
    assert (await collect(PLAIN, "松岭镇联系点")).added == 2
    assert (await collect(PLAIN, "橘园社区联系点")).added == 2
    again = await collect(PLAIN, "橘园社区联系点")
    assert (again.added, again.already) == (0, 2)


async def test_a_name_that_is_too_long_is_told_row_by_row(dogs: str) -> None:
    done = await collect(PLAIN, "长" * 101)
    assert [error.row for error in done.errors] == [2, 3]
