"""/staff/calendar and the address a calendar program reads."""

import re

from tests.site import Visitor

PAGE = "/staff/calendar"
ADDRESS = re.compile(r"http[^<\s]*(/calendar/([\w-]+)/due\.ics)")


def begun(staff: Visitor) -> tuple[str, str]:
    answer = staff.post(f"{PAGE}/feed", {}, page=PAGE)
    found = ADDRESS.search(answer.text)
    assert found, answer.text
    return found[1], found[2]


def test_late_results_come_first_and_the_month_shows_them_too(staff: Visitor) -> None:
    page = staff.get(PAGE).text
    assert page.index("2026年5月9日") < page.index("2026年6月9日")
    assert "，已过期" in page
    assert "/staff/bills/dogs/1/results" in page
    may = staff.get(f"{PAGE}?month=2026-05").text
    assert '<time datetime="2026-05-09">9</time><a class="late"' in may
    for month in ("2026-13", "x", "0000-00"):
        assert staff.get(f"{PAGE}?month={month}").status_code == 200
    desk = staff.get("/staff").text
    assert "最近到期" in desk
    assert "/staff/bills/dogs/1/results" in desk


def test_the_address_is_read_by_nobody_else_and_ends_when_told(staff: Visitor) -> None:
    path, token = begun(staff)
    assert len(token) >= 32
    assert token not in staff.get(PAGE).text
    again, _ = begun(staff)
    staff.sign_off()
    assert staff.get(path).status_code == 404
    answer = staff.get(again)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["cache-control"] == "private, no-store"
    assert "DTSTART;VALUE=DATE:20260509" in answer.text
    assert answer.text.count("BEGIN:VEVENT") == answer.text.count("END:VEVENT") >= 2
    assert staff.get("/calendar/0/due.ics").status_code == 404
    staff.sign_in("zhoumin")
    assert staff.post(f"{PAGE}/feed/end", {}, page=PAGE).status_code == 303
    assert staff.get(again).status_code == 404
