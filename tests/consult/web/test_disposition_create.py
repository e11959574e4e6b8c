"""POST /staff/clusters/{id}/disposition: promise R8 at the web's edge."""

import re

from tests.site import Visitor

PAGE = "/staff/clusters/2"
WHERE = "/staff/clusters/2/disposition"
DECISION = {"outcome": "partly", "reason": "集体宿舍除外", "version": "0", "state": "1"}
READ = re.compile(r'name="(k-[0-9a-f]+)"')


def read(staff: Visitor) -> None:
    """Mark the unique texts that the page shows as read."""
    shown = dict.fromkeys(READ.findall(staff.get(PAGE).text), "1")
    assert shown
    assert staff.post("/staff/clusters/2/read", shown, page=PAGE).status_code == 303


def test_it_records_outcome_and_reason_for_everybody_to_read(staff: Visitor) -> None:
    read(staff)
    answer = staff.post(WHERE, DECISION, page=PAGE)
    assert answer.status_code == 303
    assert "处理已记下" in staff.get(answer.headers["location"]).text
    public = [staff.get(f"/bills/dogs/1/articles/art_{n}").text for n in (3, 4)]
    whole = staff.get("/staff/bills/dogs/1/clusters?at=whole").text
    assert "部分采纳" in "".join([*public, whole])


def test_a_reason_is_required_for_everything_but_adopted(staff: Visitor) -> None:
    answer = staff.post(WHERE, {**DECISION, "reason": " "}, page=PAGE)
    assert answer.status_code == 400
    assert 'id="reason-wrong"' in answer.text
    adopted = {**DECISION, "outcome": "adopted", "reason": ""}
    read(staff)
    assert staff.post(WHERE, adopted, page=PAGE).status_code == 303


def test_an_outcome_is_required(staff: Visitor) -> None:
    answer = staff.post(WHERE, {"reason": "想想", "version": "0"}, page=PAGE)
    assert (answer.status_code, 'id="outcome-wrong"' in answer.text) == (400, True)


def test_who_comes_second_sees_the_first_decision_and_keeps_their_words(staff: Visitor) -> None:
    read(staff)
    staff.post(WHERE, DECISION, page=PAGE)
    late = {**DECISION, "outcome": "not-adopted", "reason": "我写的理由"}
    answer = staff.post(WHERE, late, page=PAGE)
    assert answer.status_code == 409
    assert "集体宿舍除外" in answer.text
    assert "我写的理由" in answer.text


def test_any_version_is_answered(staff: Visitor) -> None:
    for version in ("", "x", "-1", "9" * 30):
        answer = staff.post(WHERE, {**DECISION, "version": version}, page=PAGE)
        assert answer.status_code == 409


def test_a_cluster_with_an_unread_unique_text_is_not_settled(staff: Visitor) -> None:
    answer = staff.post(WHERE, DECISION, page=PAGE)
    assert answer.status_code == 400
    assert "独有文字没有看过（意见 1-" in answer.text
    assert "集体宿舍除外" in answer.text
    read(staff)
    assert "独有文字都已看过" in staff.get(PAGE).text
    assert staff.post(WHERE, DECISION, page=PAGE).status_code == 303


def test_r8_a_cluster_that_changed_meanwhile_is_looked_at_first(staff: Visitor) -> None:
    read(staff)
    named = {"name": "合租也算", "state": "1"}
    assert staff.post("/staff/clusters/2/name", named, page=PAGE).status_code == 303
    answer = staff.post(WHERE, DECISION, page=PAGE)
    assert answer.status_code == 409
    assert "改名为“合租也算”" in answer.text
    assert "集体宿舍除外" in answer.text
