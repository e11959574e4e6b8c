"""POST /staff/bills/{slug}/{reading}/round/close"""

from tests.site import Visitor

DESK = "/staff/bills/dogs/2"
WHY = {"close_reason": "会议提前"}


def test_no_comment_is_taken_afterwards_and_everybody_reads_why(staff: Visitor) -> None:
    assert "规定一般不少于 30 天" in staff.get(f"{DESK}/round").text
    assert staff.post(f"{DESK}/round/close", WHY, page=DESK).status_code == 303
    assert staff.get("/bills/dogs/2/comment").status_code == 409
    page = staff.get("/bills/dogs/2").text
    assert "原来到2026年6月9日，2026年5月20日截止" in page
    assert "会议提前" in page


def test_a_reason_is_required(staff: Visitor) -> None:
    answer = staff.post(f"{DESK}/round/close", {}, page=DESK)
    assert answer.status_code == 400
    assert 'id="close_reason-wrong"' in answer.text


def test_a_round_that_is_over_cannot_be_closed_again(staff: Visitor) -> None:
    answer = staff.post("/staff/bills/dogs/1/round/close", WHY, page=DESK)
    assert (answer.status_code, 'role="alert"' in answer.text) == (409, True)
