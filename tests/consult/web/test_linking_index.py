"""GET /staff/bills/{slug}/{reading}/links"""

import re

from tests.site import Visitor

BOARD = "/staff/bills/dogs/4/links"


def test_it_sets_each_doubtful_link_side_by_side_with_what_speaks_for_it(judge: Visitor) -> None:
    page = judge.get(BOARD).text
    assert "2 处待确认" in page
    assert re.search(r"第一条</span> → <span[^>]*>第一条", page)
    assert re.search(r"第五条</span> → <span[^>]*>第四条", page)
    assert "文字相近 67%" in page
    assert "<del>" in page and "<ins>" in page
    assert "没有意见受影响" in page


def test_the_keys_belong_to_the_one_whose_turn_it_is(judge: Visitor) -> None:
    page = judge.get(BOARD).text
    assert [page.count(f'accesskey="{key}"') for key in "yn"] == [1, 1]
    first, second = re.findall(r'action="/staff/bills/dogs/4/links/(\d+)"', page)
    assert page.index('id="now"') < page.index(f'id="link-{first}"')
    later = judge.get(f"{BOARD}?at={second}").text
    assert later.index(f'id="link-{first}"') < later.index('id="now"')


def test_an_article_without_a_successor_waits_with_ranked_candidates(judge: Visitor) -> None:
    page = judge.get(BOARD).text
    tray = page[page.index('id="loose"') :]
    assert "三审稿有 1 条在四审稿没有去向" in tray
    assert "第三条" in tray
    likenesses = [int(n) for n in re.findall(r"文字相近 (\d+)%", tray)]
    assert likenesses == sorted(likenesses, reverse=True) and likenesses


def test_the_desk_says_how_many_wait(judge: Visitor) -> None:
    desk = judge.get("/staff/bills/dogs/4").text
    assert "2 处对应关系待确认" in desk
    assert BOARD in desk
    assert "处对应关系待确认" not in judge.get("/staff/bills/dogs/1").text


def test_the_first_reading_has_no_board(staff: Visitor) -> None:
    assert staff.get("/staff/bills/dogs/1/links").status_code == 404
    assert "没有等待确认的对应关系" in staff.get("/staff/bills/dogs/2/links").text
