"""POST /staff/clusters/{id}/disposition: promise R8 at the web's edge."""

from tests.site import Visitor

PAGE = "/staff/clusters/1"
WHERE = "/staff/clusters/1/disposition"
DECISION = {"outcome": "partly", "reason": "集体宿舍除外", "version": "0"}


def test_it_records_outcome_and_reason_for_everybody_to_read(staff: Visitor) -> None:
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
    adopted = {"outcome": "adopted", "reason": "", "version": "0"}
    assert staff.post(WHERE, adopted, page=PAGE).status_code == 303


def test_an_outcome_is_required(staff: Visitor) -> None:
    answer = staff.post(WHERE, {"reason": "想想", "version": "0"}, page=PAGE)
    assert (answer.status_code, 'id="outcome-wrong"' in answer.text) == (400, True)


def test_who_comes_second_sees_the_first_decision_and_keeps_their_words(staff: Visitor) -> None:
    staff.post(WHERE, DECISION, page=PAGE)
    late = {"outcome": "not-adopted", "reason": "我写的理由", "version": "0"}
    answer = staff.post(WHERE, late, page=PAGE)
    assert answer.status_code == 409
    assert "集体宿舍除外" in answer.text
    assert "我写的理由" in answer.text


def test_any_version_is_answered(staff: Visitor) -> None:
    for version in ("", "x", "-1", "9" * 30):
        answer = staff.post(WHERE, {**DECISION, "version": version}, page=PAGE)
        assert answer.status_code == 409
