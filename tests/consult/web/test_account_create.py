"""POST /staff/sign-in: promise R36."""

from tests.site import PASSWORD, Visitor

PAGE = "/staff/sign-in"


def test_it_starts_a_session_that_scripts_cannot_read(visitor: Visitor) -> None:
    answer = visitor.post(PAGE, {"login": "zhoumin", "password": PASSWORD}, page=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie
    assert visitor.get("/staff").status_code == 200


def test_a_committee_member_comes_to_the_room(visitor: Visitor) -> None:
    answer = visitor.post(PAGE, {"login": "chen", "password": PASSWORD}, page=PAGE)
    assert answer.headers["location"] == "/room"


def test_a_wrong_password_and_an_unknown_login_are_answered_alike(visitor: Visitor) -> None:
    wrong = visitor.post(PAGE, {"login": "chen", "password": "x"}, page=PAGE)
    unknown = visitor.post(PAGE, {"login": "nobd", "password": "x"}, page=PAGE)
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text.replace("chen", "nobd") == unknown.text


def test_the_token_of_a_page_from_before_signing_in_is_dead_after_it(visitor: Visitor) -> None:
    before = visitor.token(PAGE)
    visitor.post(PAGE, {"login": "zhoumin", "password": PASSWORD}, page=PAGE)
    answer = visitor.client.post("/staff/sign-out", data={"form_token": before})
    assert answer.status_code == 403
