"""GET /receipts/{number}/{code}: promise R24."""

from tests.site import Visitor


def test_it_shows_the_comment_and_the_words_that_answer_it(visitor: Visitor) -> None:
    page = visitor.get(f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}").text
    assert "合租的人也有固定住所，建议删去独户居住。" in page
    assert "二审稿第四条" in page
    assert '<del class="echo">，且为独户居住</del>' in page


def test_it_stays_out_of_caches_search_engines_and_referrers(visitor: Visitor) -> None:
    answer = visitor.get(f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]


def test_it_draws_a_code_without_style_or_script(visitor: Visitor) -> None:
    page = visitor.get(f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}").text
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert "style" not in drawing
    assert "data:" not in page


def test_another_code_is_not_found_and_counted(visitor: Visitor) -> None:
    path = f"/receipts/{visitor.seeded.number}/0000-0000"
    statuses = [visitor.get(path).status_code for _ in range(11)]
    assert statuses == [404] * 10 + [429]
