"""GET /"""

from tests.site import Visitor


def test_it_lists_what_takes_comments_with_its_last_day(visitor: Visitor) -> None:
    page = visitor.get("/").text
    assert 'href="/bills/dogs/2"' in page or 'href="/bills/dogs"' in page
    assert "云川市犬只管理规定" in page


def test_it_carries_no_token_and_no_cookie_so_that_it_can_be_cached(visitor: Visitor) -> None:
    answer = visitor.get("/")
    assert "form_token" not in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"].startswith("public")


def test_it_answers_304_while_nothing_changed(visitor: Visitor) -> None:
    tag = visitor.get("/").headers["etag"]
    again = visitor.get("/", **{"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert visitor.get("/", **{"if-none-match": 'W/"other"'}).status_code == 200


def test_it_is_the_same_for_somebody_who_is_signed_in(visitor: Visitor) -> None:
    before = visitor.get("/").text
    visitor.sign_in("zhoumin")
    assert visitor.get("/").text == before


def test_it_survives_any_page_number(visitor: Visitor) -> None:
    for asked in ("0", "-1", "999999999999", "x", "１", "1e3", ""):
        assert visitor.get(f"/?page={asked}").status_code == 200
