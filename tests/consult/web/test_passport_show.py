"""GET /bills/{slug}/{reading}/articles/{address}/passport"""

from tests.site import Visitor


def test_it_tells_number_words_and_fate_in_every_reading(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/3/articles/art_4/passport").text
    places = [page.index(one) for one in ("一审稿 <a", "二审稿 <a", "三审稿 <a")]
    assert places == sorted(places)
    assert "一审稿为第三条，有改动" in page
    assert "与二审稿相同" in page
    assert "<del>，且为独户居住</del>" in page
    assert "/bills/dogs/1/articles/art_3#said" in page and "3 条意见" in page


def test_it_is_the_same_article_from_every_reading(visitor: Visitor) -> None:
    first = visitor.get("/bills/dogs/1/articles/art_3/passport").text
    assert "三审稿 <a" in first


def test_what_is_only_proposed_is_said_to_be_so_and_nothing_is_called_removed(
    judge: Visitor,
) -> None:
    page = judge.get("/bills/dogs/3/articles/art_5/passport").text
    assert "可能成为四审稿第四条，待确认" in page
    assert "删去了这一条" not in page
    assert "可能来自三审稿第五条，待确认" in judge.get("/bills/dogs/4/articles/art_4/passport").text
    assert "四审稿删去了这一条" in judge.get("/bills/dogs/3/articles/art_3/passport").text


def test_the_draft_and_the_article_lead_to_it(visitor: Visitor) -> None:
    link = 'href="/bills/dogs/2/articles/art_4/passport"'
    assert link in visitor.get("/bills/dogs/2").text
    assert link in visitor.get("/bills/dogs/2/articles/art_4").text


def test_it_says_not_found_for_another_address(visitor: Visitor) -> None:
    for address in ("art_99", "art_4__para_1", "chp_1"):
        assert visitor.get(f"/bills/dogs/2/articles/{address}/passport").status_code == 404
