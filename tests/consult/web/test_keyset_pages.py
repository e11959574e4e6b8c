"""Lists of the desk go on from key to key, while others write."""

import re

from consult.tables import Account
from tests.site import Visitor


async def _add(*logins: str) -> None:
    kept = [Account(login=one, name=one, role="analyst", password_hash="") for one in logins]
    await Account.insert(*kept)


def _listed(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/staff/people/\d+">(.+?)</a>', page)


def _way(page: str, rel: str) -> str:
    [found] = re.findall(rf'rel="{rel}" href="(.+?)"', page)
    return found.replace("&amp;", "&")


def test_people_between_pages_are_neither_met_twice_nor_passed_over(staff: Visitor) -> None:
    staff.site.run(_add(*(f"m{n:03}" for n in range(0, 160, 2))))
    first = staff.get("/staff/people").text
    there = _listed(first)
    assert len(there) == 50
    assert 'rel="prev"' not in first
    staff.site.run(_add("a-new", f"{there[-1]}-new"))
    second = staff.get(_way(first, "next")).text
    assert _listed(second)[:2] == [f"{there[-1]}-new", f"m{int(there[-1][1:]) + 2:03}"]
    total = 80 + 2 + len([one for one in there if not one.startswith("m")])
    assert re.search(r"第 52–\d+ 个，共 \d+ 个", second), total
    assert _listed(staff.get(_way(second, "prev")).text)[-1] == there[-1]
    last = staff.get("/staff/people?last=yes").text
    assert 'rel="next"' not in last
    assert _listed(staff.get("/staff/people?page=2").text)[0] == "a-new"
    assert _listed(staff.get("/staff/people?after=%00&before=~").text)[0] == "a-new"
