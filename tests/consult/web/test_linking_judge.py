"""POST /staff/bills/{slug}/{reading}/links/{id}"""

import re

from tests.site import Visitor

BOARD = "/staff/bills/dogs/4/links"
CONFIRM = {"verdict": "confirm", "seen": "proposed"}


def links(visitor: Visitor) -> list[str]:
    """The addresses that judge a link, in the order of the board."""
    return re.findall(rf'action="({BOARD}/\d+)"', visitor.get(BOARD).text)


def test_a_confirmed_link_is_followed_and_the_next_one_has_its_turn(judge: Visitor) -> None:
    assert "可能来自三审稿第五条，待确认" in judge.get("/bills/dogs/4").text
    first, second = links(judge)
    after = second.rpartition("/")[2]
    answer = judge.post(second, {**CONFIRM, "next": after}, page=BOARD)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{BOARD}?done=confirm&at={after}#now"
    page = judge.get(answer.headers["location"].partition("#")[0]).text
    assert "已确认" in page and "1 处待确认" in page
    assert page.index('id="now"') < page.index(f'id="link-{first.rpartition("/")[2]}"')
    assert "三审稿为第五条，有改动" in judge.get("/bills/dogs/4").text


def test_a_rejected_link_leaves_its_article_in_the_tray(judge: Visitor) -> None:
    _, second = links(judge)
    judge.post(second, {"verdict": "reject", "seen": "proposed"}, page=BOARD)
    page = judge.get(BOARD).text
    assert "三审稿有 2 条在四审稿没有去向" in page
    assert "已经定为不对应" in page


def test_a_decision_can_be_taken_back(judge: Visitor) -> None:
    first, _ = links(judge)
    judge.post(first, CONFIRM, page=BOARD)
    answer = judge.post(first, {"verdict": "reopen", "seen": "confirmed"}, page=BOARD)
    page = judge.get(answer.headers["location"].partition("#")[0]).text
    assert "已收回" in page and "2 处待确认" in page


def test_who_comes_second_sees_the_newest(judge: Visitor) -> None:
    first, _ = links(judge)
    judge.post(first, {"verdict": "reject", "seen": "proposed"}, page=BOARD)
    answer = judge.post(first, CONFIRM, page=BOARD)
    assert answer.status_code == 409
    assert "刚刚有人改过这条对应关系" in answer.text
    assert "1 处待确认" in answer.text and "1 处已决定" in answer.text


def test_anything_else_is_refused_in_a_sentence(judge: Visitor) -> None:
    first, _ = links(judge)
    for fields in ({"verdict": "maybe", "seen": "proposed"}, {"verdict": "confirm"}, {}):
        answer = judge.post(first, fields, page=BOARD)
        assert (answer.status_code, "请用页面上的按钮" in answer.text) == (400, True)
    assert judge.post(f"{BOARD}/99999", CONFIRM, page=BOARD).status_code == 404
