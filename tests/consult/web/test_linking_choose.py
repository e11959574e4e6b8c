"""POST /staff/bills/{slug}/{reading}/links"""

from tests.site import Visitor

BOARD = "/staff/bills/dogs/4/links"


def test_a_person_names_the_successor_and_can_take_it_back(judge: Visitor) -> None:
    answer = judge.post(BOARD, {"old": "art_3", "new": "art_2"}, page=BOARD)
    assert answer.headers["location"] == f"{BOARD}?done=choose#loose"
    page = judge.get(BOARD).text
    assert "三审稿有 0 条在四审稿没有去向" in page
    assert "1 处已决定" in page and "收回" in page


def test_a_pair_that_is_there_already_is_not_made_twice(judge: Visitor) -> None:
    judge.post(BOARD, {"old": "art_3", "new": "art_2"}, page=BOARD)
    answer = judge.post(BOARD, {"old": "art_3", "new": "art_2"}, page=BOARD)
    assert (answer.status_code, "已经在对应关系里" in answer.text) == (409, True)


def test_only_articles_are_taken(judge: Visitor) -> None:
    for fields in ({"old": "art_3", "new": "art_99"}, {"old": "<b>", "new": "art_1"}, {}):
        answer = judge.post(BOARD, fields, page=BOARD)
        assert (answer.status_code, "<b>" in answer.text) == (400, False)
