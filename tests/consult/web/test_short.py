"""/s/{code} and the poster"""

import re

from tests.site import Visitor

SHORT = re.compile(r'<span class="code short">http://127\.0\.0\.1:8000(/s/[0-9A-Z]+)</span>')


def code_on(visitor: Visitor, page: str) -> str:
    """The short address a page shows."""
    found = SHORT.search(visitor.get(page).text)
    assert found, page
    return found[1]


def test_a_page_shows_its_short_address_and_that_leads_to_the_newest_draft(
    visitor: Visitor,
) -> None:
    article = code_on(visitor, "/bills/dogs/1/articles/art_3")
    assert article == code_on(visitor, "/bills/dogs/2/articles/art_4")
    answer = visitor.get(article)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/bills/dogs/3/articles/art_4",
    )
    whole = code_on(visitor, "/bills/dogs/1")
    assert visitor.get(whole).headers["location"] == "/bills/dogs/3"
    assert visitor.get(f"/en{whole}").headers["location"] == "/en/bills/dogs/3"
    assert visitor.get(whole.lower()).status_code == 303


def test_a_code_copied_wrong_says_so(visitor: Visitor) -> None:
    answer = visitor.get("/s/00RX")
    assert answer.status_code == 404
    assert "多半抄错了一个字母" in answer.text


def test_the_poster_has_what_somebody_with_a_phone_needs(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2/poster").text
    assert "云川市犬只管理规定（草案二次审议稿）" in page
    assert "2026年6月9日 24 时截止" in page
    assert "<svg" in page
    assert code_on(visitor, "/bills/dogs/2") in page
    assert "只有本机能打开" in page
    one = visitor.get("/bills/dogs/2/poster?at=art_4__para_1__item_2").text
    assert "第四条" in one
    assert code_on(visitor, "/bills/dogs/2/articles/art_4") in one
    assert "已经截止" in visitor.get("/bills/dogs/1/poster").text
    assert "截止" not in visitor.get("/bills/dogs/3/poster").text
    for nowhere in ("/bills/dogs/9/poster", "/bills/dogs/2/poster?at=art_99"):
        assert visitor.get(nowhere).status_code == 404
