"""GET /staff/bills/{slug}/{reading}/clusters"""

from tests.site import Visitor

BENCH = "/staff/bills/dogs/1/clusters"


def test_it_lists_the_articles_that_got_comments(staff: Visitor) -> None:
    page = staff.get(BENCH).text
    assert "第三条" in page and "第四条" in page and "总体意见" in page


def test_it_lists_the_clusters_of_one_article(staff: Visitor) -> None:
    assert "合租的人也有固定住所" in staff.get(f"{BENCH}?at=art_3").text
    assert "总体赞成" in staff.get(f"{BENCH}?at=whole").text


def test_it_says_how_many_comments_submissions_and_people_speak(staff: Visitor) -> None:
    assert "2 条 · 2 件 · 2 人" in staff.get(f"{BENCH}?at=art_3").text
    assert "2 comments · 2 submissions · 2 people" in staff.get(f"/en{BENCH}?at=art_3").text
