"""GET /static/{digest}/{folder}/{name}"""

import re

from tests.site import Visitor


def test_every_style_sheet_of_a_page_is_served_and_kept_for_ever(visitor: Visitor) -> None:
    sheets = re.findall(r'href="(/static/[^"]+)"', visitor.get("/bills/dogs/2").text)
    assert len(sheets) >= 5
    for sheet in sheets:
        answer = visitor.get(sheet)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


def test_an_old_address_gets_the_new_file_and_is_not_kept(visitor: Visitor) -> None:
    answer = visitor.get("/static/0000000000/css/base.css")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


def test_nothing_else_of_the_folder_can_be_read(visitor: Visitor) -> None:
    for path in (
        "/static/0/css/..%2fbase.html",
        "/static/0/%2e%2e/base.html",
        "/static/0/bill/index.html",
        "/static/0/print/review.css",
        "/static/0/css/%5c..%5cbase.html",
    ):
        assert visitor.get(path).status_code in (400, 404), path
