"""Departments: duties by form and sheet, asking, answering by account or link, and nothing else
to be seen (R36)."""

import datetime as dt
import re

from tests.consult.web.test_disposition_create import DECISION, WHERE, read
from tests.site import NOW, Visitor

DUTIES = "/staff/bills/dogs/1/departments"
DUTY = {
    "address": "第三条至第五条",
    "department": "市公安局",
    "task": "lead",
    "words": "登记",
    "due": "",
}
DUE = (NOW.date() + dt.timedelta(days=7)).isoformat()
ADDRESS = re.compile(r'class="code">[^<]*(/asked/[\w-]+)<')
OPTION = re.compile(r'<option value="(\d+)" lang="zh-CN"[^>]*>市公安局<')
ASKING = re.compile(r'name="asking" value="(\d+)"')


def lay(staff: Visitor, **other: str) -> None:
    assert staff.post(DUTIES, {**DUTY, **other}, page=DUTIES).status_code == 303


def police(staff: Visitor) -> str:
    """The number of the department, its duties laid down."""
    lay(staff)
    found = OPTION.search(staff.get(DUTIES).text)
    assert found
    return found[1]


def ask(staff: Visitor, number: str) -> None:
    asked = {"department": number, "due": DUE, "words": "请会签。"}
    assert staff.post(f"{DUTIES}/ask", asked, page=DUTIES).status_code == 303


def link(staff: Visitor, number: str) -> str:
    page = staff.post(f"{DUTIES}/link", {"department": number}, page=DUTIES).text
    found = ADDRESS.search(page)
    assert found
    return found[1]


def test_duties_are_laid_down_changed_and_withdrawn_by_form(staff: Visitor) -> None:
    lay(staff)
    lay(staff, address="第四条", task="assist", words="牵绳")
    page = staff.get(DUTIES).text
    assert page.count('<td lang="zh-CN">市公安局</td>') == 3
    assert "牵绳" in page
    assert "协办" in page
    wrong = staff.post(DUTIES, {**DUTY, "address": "第九十九条"}, page=DUTIES)
    assert (wrong.status_code, "第九十九条" in wrong.text) == (400, True)
    lay(staff, address="第四条", task="withdrawn")
    assert staff.get(DUTIES).text.count('<td lang="zh-CN">市公安局</td>') == 2


def test_a_sheet_is_looked_at_and_then_taken_in(staff: Visitor) -> None:
    data = "条款,部门,期限\n第三条,市公安局,2026-07-01\n第九十九条,市公安局,\n".encode()
    files = {"file": ("清单.csv", data)}
    seen = staff.post(f"{DUTIES}/sheet", {}, page=DUTIES, files=files).text
    assert "新增 1 项" in seen
    assert "第 3 行" in seen
    assert "还没有写明哪个部门答复哪一条" in staff.get(DUTIES).text
    ticket = re.search(r'name="ticket" value="([^"]+)"', seen)
    assert ticket
    blank = {"none": ("", b"")}
    done = staff.post(f"{DUTIES}/sheet", {"ticket": ticket[1]}, page=DUTIES, files=blank)
    assert done.status_code == 303
    assert "2026年7月1日" in staff.get(DUTIES).text


def test_a_department_answers_by_its_link_and_the_reason_fills_the_form(staff: Visitor) -> None:
    number = police(staff)
    ask(staff, number)
    again = staff.post(f"{DUTIES}/ask", {"department": number, "due": DUE}, page=DUTIES)
    assert (again.status_code, "没有还要征询的类" in again.text) == (400, True)
    assert "已征询</span>" in staff.get(DUTIES).text
    assert "市公安局答复 3 类意见的征询" in staff.get("/staff/calendar").text
    place = link(staff, number)
    staff.sign_off()
    page = staff.get(place)
    assert page.headers["cache-control"] == "no-store"
    assert "请会签。" in page.text
    assert "13800138000" not in page.text
    asked = ASKING.findall(page.text)
    assert len(asked) == 3
    assert "已经看到" in staff.get(place).text
    assert staff.post(place, {"act": "seen"}, page=place).status_code == 303
    assert "告诉办公室" not in staff.get(place).text
    bare = {"asking": asked[0], "version": "0", "outcome": "rejected", "citation": "省条例第八条"}
    refused = staff.post(place, bare, page=place)
    assert (refused.status_code, "省条例第八条" in refused.text) == (400, True)
    said = {**bare, "outcome": "study", "reason": "合租的登记另行研究。"}
    assert staff.post(place, said, page=place).status_code == 303
    late = staff.post(place, {**said, "reason": "另一个人写的"}, page=place)
    assert (late.status_code, "另一个人写的" in late.text) == (409, True)
    staff.sign_in("zhoumin")
    page = staff.get(DUTIES)
    assert "已答复</span>" in page.text
    assert "已看到</span>" in page.text
    cluster = re.search(r"/staff/clusters/(\d+)", page.text)
    assert cluster
    here = f"/staff/clusters/{cluster[1]}"
    assert "合租的登记另行研究。" in staff.get(here).text
    fill = {"outcome": "study", "version": "0", "state": "1", "asked": asked[0]}
    filled = staff.post(f"{here}/reason", fill, page=here).text
    assert "\n合租的登记另行研究。\n省条例第八条</textarea>" in filled


def test_after_the_decision_the_answer_stands_as_it_is(staff: Visitor) -> None:
    number = police(staff)
    ask(staff, number)
    place = link(staff, number)
    read(staff)
    asked = ASKING.findall(staff.get(place).text)
    assert staff.post(WHERE, DECISION, page=WHERE.rpartition("/")[0]).status_code == 303
    left = ASKING.findall(staff.get(place).text)
    gone = (set(asked) - set(left)).pop()
    said = {"asking": gone, "version": "0", "outcome": "adopted"}
    late = staff.post(place, said, page=place)
    assert (late.status_code, "已经有了处理结果" in late.text) == (409, True)


def test_a_link_that_ended_or_was_replaced_or_expired_opens_nothing(staff: Visitor) -> None:
    number = police(staff)
    first = link(staff, number)
    second = link(staff, number)
    assert staff.get(first).status_code == 404
    assert staff.get(second).status_code == 200
    end = {"department": number, "act": "end"}
    assert staff.post(f"{DUTIES}/link", end, page=DUTIES).status_code == 303
    assert staff.get(second).status_code == 404
    assert staff.get(second).text == staff.get("/asked/nothing").text.replace("nothing", second[7:])


def test_a_department_sees_only_what_it_was_asked(staff: Visitor) -> None:
    """R36: another department of the same organ gets neither the list nor the single request."""
    number = police(staff)
    lay(staff, address="第四条", department="市城管局", task="assist")
    ask(staff, number)
    other = re.search(r'<option value="(\d+)" lang="zh-CN"[^>]*>市城管局<', staff.get(DUTIES).text)
    assert other
    mine = link(staff, number)
    asked = ASKING.findall(staff.get(mine).text)
    theirs = link(staff, other[1])
    assert "现在没有征询。" in staff.get(theirs).text
    said = {"asking": asked[0], "version": "0", "outcome": "adopted"}
    assert staff.post(theirs, said, page="/receipts").status_code == 404
    staff.sign_off()
    assert staff.get(DUTIES).headers["location"].startswith("/staff/sign-in")


def test_r29_who_guesses_at_addresses_has_to_wait_and_no_look_is_seen(staff: Visitor) -> None:
    number = police(staff)
    ask(staff, number)
    place = link(staff, number)
    staff.sign_off()
    answers = [staff.get(f"/asked/{place[-30:]}{n:02d}").status_code for n in range(12)]
    assert answers == [404] * 10 + [429] * 2
    assert staff.get(place).status_code == 429
    staff.sign_in("zhoumin")
    assert "已看到</span>" not in staff.get(DUTIES).text
