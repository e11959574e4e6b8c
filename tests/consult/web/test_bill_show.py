"""GET /bills/{slug}"""

from tests.site import Visitor


def test_it_shows_every_reading_with_dates_and_what_happens_next(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs").text
    assert "一审" in page and "二审" in page and "三审" in page
    assert "2026年3月10日至2026年4月9日" in page
    assert "还有 20 天" in page
    assert "接下来" in page


def test_it_says_not_found_for_another_name(visitor: Visitor) -> None:
    answer = visitor.get("/bills/cats")
    assert answer.status_code == 404
    assert "cats" in answer.text


def test_it_speaks_english_under_its_prefix(visitor: Visitor) -> None:
    page = visitor.get("/en/bills/dogs").text
    assert '<html lang="en">' in page
    assert "20 days left" in page
    assert 'href="/en/bills/dogs/2"' in page
    assert 'href="/bills/dogs"' in page, "the way back to Chinese"
