"""GET /search"""

import pytest

from tests.site import CANARY, Visitor


def test_it_finds_articles_and_opinions_and_marks_the_words(visitor: Visitor) -> None:
    page = visitor.get("/search?q=独户").text
    assert "<mark>独户</mark>" in page
    assert 'href="/bills/dogs/1/articles/art_3"' in page
    assert 'href="/bills/dogs/1/articles/art_3?opinion=' in page


def test_it_narrows_by_kind_and_reading(visitor: Visitor) -> None:
    page = visitor.get("/search?q=犬绳&kind=article&bill=dogs&reading=2").text
    assert 'href="/bills/dogs/2/articles/art_5"' in page
    assert "/bills/dogs/1/articles" not in page
    assert "?opinion=" not in page


def test_masked_data_and_markup_stay_masked_and_inert(visitor: Visitor) -> None:
    assert "?opinion=" not in visitor.get("/search?q=13800138000").text
    page = visitor.get("/search").text + visitor.client.get("/search", params={"q": CANARY}).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_following_the_pages_ends(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consult.services.search.search.PER_PAGE", 3)
    path, seen = "/search?q=犬", 0
    while path:
        page = visitor.get(path).text
        seen += page.count('class="words')
        _, _, rest = page.partition('rel="next" href="')
        path = rest.partition('"')[0].replace("&amp;", "&")
    assert seen > 9


@pytest.mark.parametrize(
    "query", ["", "q=", "q=%00", "q=" + "犬" * 200, "q=x&kind=no&reading=99&after=9-9", "q=%ff"]
)
def test_odd_questions_are_answered(visitor: Visitor, query: str) -> None:
    assert visitor.get(f"/search?{query}").status_code == 200


def test_where_nothing_is_found_a_link_finds_something(visitor: Visitor) -> None:
    page = visitor.get("/search?q=独户+饕餮").text
    assert "没有找到" in page
    assert "<mark>独户</mark>" in visitor.get("/search?q=独户").text
    assert 'href="/search?q=%E7%8B%AC%E6%88%B7"' in page
    near = visitor.get("/search?q=云川市养犬管理规定").text
    assert 'href="/bills/dogs"' in near


def test_a_body_of_nobody_narrows_nothing(visitor: Visitor) -> None:
    for body in ("9", "x", "²"):
        assert "<mark>独户</mark>" in visitor.get(f"/search?q=独户&body={body}").text


def test_a_machine_that_looks_without_end_has_to_wait(visitor: Visitor) -> None:
    """R28: people behind the same address whose browser is another one do not notice."""
    machine = {"user-agent": "bot"}
    codes = [visitor.get("/search?q=饕餮", **machine).status_code for _ in range(122)]
    assert codes == [200] * 120 + [429] * 2
    assert visitor.get("/search?q=饕餮", **machine).headers["retry-after"] == "60"
    assert visitor.get("/search", **machine).status_code == 200
    assert visitor.get("/search?q=饕餮").status_code == 200


def test_an_unknown_bill_is_told(visitor: Visitor) -> None:
    assert visitor.get("/search?q=犬&bill=nothing").status_code == 404


def test_it_speaks_english_and_carries_no_token(visitor: Visitor) -> None:
    answer = visitor.get("/en/search?q=nothing-like-this")
    assert "Nothing was found" in answer.text
    assert "form_token" not in answer.text
    assert answer.headers["cache-control"].startswith("public")
