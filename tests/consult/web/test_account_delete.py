"""POST /staff/sign-out"""

from tests.site import Visitor


def test_the_session_is_over_on_the_server(staff: Visitor) -> None:
    answer = staff.post("/staff/sign-out", {}, page="/staff")
    assert answer.status_code == 303
    staff.sign_in("zhoumin")
    assert staff.get("/staff").status_code == 303


def test_another_site_cannot_sign_somebody_out(staff: Visitor) -> None:
    assert staff.client.post("/staff/sign-out", data={"x": "y"}).status_code == 403
    assert staff.get("/staff").status_code == 200
