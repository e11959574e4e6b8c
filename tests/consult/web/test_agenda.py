"""GET /staff/bills/{slug}/{reading}/agenda and …/carried"""

import re

from tests.site import CANARY, Visitor


def test_each_line_leads_to_where_it_is_done(staff: Visitor) -> None:
    page = staff.get("/staff/bills/dogs/1/agenda").text
    assert "处理还没有结果的意见" in page
    assert 'href="/staff/bills/dogs/1/clusters"' in page
    assert "应在2026年5月9日以前，已过期" in page
    assert "没有什么拦着报告" in page
    assert "办理时效" in page
    assert CANARY not in page


def test_it_speaks_english(staff: Visitor) -> None:
    page = staff.get("/en/staff/bills/dogs/1/agenda").text
    assert "Decide on groups without an outcome" in page
    assert 'href="/en/staff/bills/dogs/1/clusters"' in page
    assert "Median days" in page


def test_the_desk_counts_the_open_lines_and_leads_there(staff: Visitor) -> None:
    page = staff.get("/staff").text
    assert 'href="/staff/bills/dogs/2/agenda"' in page
    assert 'href="/staff/bills/dogs/1/agenda"' not in page, "only the newest round is counted"
    assert "报告以前还有" in page
    assert 'href="/staff/bills/dogs/1/agenda"' in staff.get("/staff/bills/dogs/1").text


def test_a_draft_without_a_round_has_lines_of_its_text_only(staff: Visitor) -> None:
    page = staff.get("/staff/bills/dogs/3/agenda").text
    assert "还没有开始征求意见" in page
    assert "办理时效" not in page
    assert staff.get("/staff/bills/dogs/9/agenda").status_code == 404


def test_what_was_not_adopted_stands_beside_the_next_reading(staff: Visitor) -> None:
    assert "没有要接着办的意见" in staff.get("/staff/bills/dogs/2/carried").text
    desk = "/staff/clusters/1"
    seen = re.search(r'name="state" value="(\d+)"', staff.get(desk).text)
    assert seen
    fields = {"outcome": "study", "reason": "另行研究登记条件。", "version": "0", "state": seen[1]}
    assert staff.post(f"{desk}/disposition", fields, page=desk).status_code == 303
    page = staff.get("/staff/bills/dogs/2/carried").text
    assert "另行研究登记条件。" in page
    assert "对草案总的意见" in page
    assert "这一条没有新的意见" in page
    english = staff.get("/en/staff/bills/dogs/2/carried").text
    assert "There are no new comments" in english
