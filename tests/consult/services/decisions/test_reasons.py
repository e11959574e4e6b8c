"""Reasons kept ready, and what a reason cites."""

import pytest

from consult.errors import Conflict, Invalid
from consult.permissions import Actor, Role, terminal
from consult.services.decisions import reasons
from consult.services.decisions.citing import check
from consult.services.records import find
from drafts.splitter import split
from tests.consult.cast import DURING, FIRST, SECOND

pytestmark = pytest.mark.anyio
ZHOU = terminal("周敏")
READINGS = [(1, split(FIRST)), (2, split(SECOND))]


def test_a_number_is_looked_for_in_this_draft_then_in_the_next() -> None:
    found = check("已在第三条第二款、第六条体现。", READINGS, "art_4")
    assert [(one.text, one.to, one.reading) for one in found.pieces if one.to] == [
        ("第三条第二款", "art_3__para_2", 1),
        ("第六条", "art_6", 2),
    ]
    assert found.doubts == ()
    assert "".join(one.text for one in found.pieces) == "已在第三条第二款、第六条体现。"


def test_what_cannot_be_right_is_told() -> None:
    said = "依照《动物防疫法》第三十条，已在第九十九条体现，见《物权法第三条、《》第一条。"
    found = [str(one) for one in check(said, READINGS[:1], None).doubts]
    assert len(found) == 3
    assert any("书名号没有成对" in one for one in found)
    assert any("没有写法规名称" in one for one in found)
    assert any("“第九十九条”：这一稿里没有这一处" in one for one in found)
    assert str(check("已在{条}中体现。", READINGS, None).doubts[0]) == "“{条}”还没有填。"


async def test_a_body_adds_changes_and_retires_its_reasons(dogs: str) -> None:
    body = (await find.bill_row(dogs))["body"]
    assert len(await reasons.ready_for(body)) == len(reasons.BUILT_IN)
    await reasons.keep(ZHOU, DURING, body=body, name="", text="已函告公安局。", version=0)
    own = (await reasons.ready_for(body))[0]
    assert (own.text, own.own, own.version) == ("已函告公安局。", True, 1)
    for name, version in ((own.name, 1), ("in-rules", 0)):
        await reasons.keep(ZHOU, DURING, body=body, name=name, text="改过的话。", version=version)
        with pytest.raises(Conflict):
            await reasons.retire(ZHOU, DURING, body=body, name=name, version=version)
        await reasons.retire(ZHOU, DURING, body=body, name=name, version=version + 1)
    assert len(await reasons.ready_for(body)) == len(reasons.BUILT_IN) - 1
    await reasons.retire(ZHOU, DURING, body=body, name="in-rules", version=2, back=True)
    changed = next(one for one in await reasons.ready_for(body) if one.name == "in-rules")
    assert (changed.text, changed.changed) == ("改过的话。", True)
    with pytest.raises(Invalid):
        await reasons.keep(ZHOU, DURING, body=body, name="", text=" ", version=0)


async def test_the_reasons_of_another_body_are_not_there(dogs: str) -> None:
    stranger = Actor(9, "外人", Role.STAFF, body=10_000)
    assert await reasons.offices(stranger) == ()
