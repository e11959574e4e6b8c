"""POST /staff/bills/{slug}/{reading}/round/close"""

from tests.site import Visitor

DESK = "/staff/bills/dogs/2"


def test_no_comment_is_taken_afterwards(staff: Visitor) -> None:
    assert staff.post(f"{DESK}/round/close", {}, page=DESK).status_code == 303
    assert staff.get("/bills/dogs/2/comment").status_code == 409


def test_a_round_that_is_over_cannot_be_closed_again(staff: Visitor) -> None:
    answer = staff.post("/staff/bills/dogs/1/round/close", {}, page=DESK)
    assert (answer.status_code, 'role="alert"' in answer.text) == (409, True)
