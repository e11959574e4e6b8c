"""Lists of the desk go on from key to key, while others write."""

import re

from consult.tables import Account
from tests.site import Visitor

PEOPLE = "/staff/people"


async def _add(*logins: str) -> None:
    kept = [Account(login=one, name=one, role="analyst", password_hash="") for one in logins]
    await Account.insert(*kept)


def _listed(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/staff/people/\d+">(.+?)</a>', page)


def _way(page: str, rel: str) -> str:
    [found] = re.findall(rf'rel="{rel}" href="(.+?)"', page)
    return found.replace("&amp;", "&")


def test_people_between_pages_are_neither_met_twice_nor_passed_over(staff: Visitor) -> None:
    staff.sign_in("root")
    staff.client.blocking_portal.call(_add, *(f"m{n:03}" for n in range(0, 160, 2)))
    first = staff.get(PEOPLE).text
    there = _listed(first)
    assert len(there) == 50
    assert 'rel="prev"' not in first
    staff.client.blocking_portal.call(_add, "a-new", f"{there[-1]}-new")
    second = staff.get(_way(first, "next")).text
    assert _listed(second)[:2] == [f"{there[-1]}-new", f"m{int(there[-1][1:]) + 2:03}"]
    assert "第 52–" in second
    assert _listed(staff.get(_way(second, "prev")).text)[-1] == there[-1]
    last = staff.get(f"{PEOPLE}?last=yes").text
    assert 'rel="next"' not in last
    assert _listed(staff.get(f"{PEOPLE}?page=2").text)[0] == "a-new"
    assert _listed(staff.get(f"{PEOPLE}?after=%00&before=~").text)[0] == "a-new"
