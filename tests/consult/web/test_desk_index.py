"""GET /staff"""

from tests.site import Visitor


def test_it_says_what_is_to_be_done_next(staff: Visitor) -> None:
    page = staff.get("/staff").text
    assert "还有 4 类没有办结" in page
    assert "/staff/bills/dogs/1" in page


def test_it_asks_a_stranger_to_sign_in_first(visitor: Visitor) -> None:
    answer = visitor.get("/staff")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in?next=%2Fstaff")
