"""GET /bills/{slug}/{reading}/compare"""

from tests.site import Visitor


def test_it_sets_old_and_new_words_side_by_side(visitor: Visitor) -> None:
    page = visitor.get("/bills/dogs/2/compare").text
    assert "一审稿与二审稿对照" in page
    assert "<del>，且为独户居住</del>" in page
    assert 'id="art_4"' in page


def test_it_says_so_when_there_is_nothing_before(visitor: Visitor) -> None:
    assert visitor.get("/bills/dogs/1/compare").status_code == 404
