"""POST /staff/bills/{slug}/{reading}/links"""

import re

from tests.site import Visitor

BOARD = "/staff/bills/dogs/4/links"
MERGED = {"old": "art_3", "new": "art_2", "merge": "yes"}


def test_a_person_names_the_successor_and_can_take_it_back(judge: Visitor) -> None:
    answer = judge.post(BOARD, MERGED, page=BOARD)
    there = re.fullmatch(rf"{BOARD}\?done=choose&made=(\d+)#done", answer.headers["location"])
    assert there
    page = judge.get(answer.headers["location"].partition("#")[0]).text
    assert "三审稿有 0 条在四审稿没有去向" in page
    assert "1 处已决定" in page and "由人选定" in page and "撤销" in page
    undone = judge.post(
        f"{BOARD}/{there[1]}", {"verdict": "reopen", "seen": "confirmed"}, page=BOARD
    )
    assert undone.status_code == 303
    page = judge.get(BOARD).text
    assert "三审稿有 1 条在四审稿没有去向" in page and "1 处已决定" not in page


def test_all_articles_are_there_to_choose_from(judge: Visitor) -> None:
    page = judge.get(BOARD).text
    select = re.search(r'<select id="any-art_3-0" name="new".*?</select>', page, re.DOTALL)
    assert select
    values = re.findall(r'<option value="(\w+)">(.*?)</option>', select[0])
    assert [value for value, _ in values] == [f"art_{n}" for n in range(1, 6)]
    assert re.search("第二条 本市行政区域内.*?（← 第二条）", select[0])


def test_one_who_is_taken_is_refused_in_a_sentence(judge: Visitor) -> None:
    answer = judge.post(BOARD, {"old": "art_3", "new": "art_2"}, page=BOARD)
    assert answer.status_code == 409
    assert "新稿第二条已经自动对上旧稿第二条，没有选给第三条" in answer.text
    assert '<option value="art_2" selected>' in answer.text
    assert judge.post(BOARD, MERGED, page=BOARD).status_code == 303


def test_a_proposal_gives_way_to_another_partner(judge: Visitor) -> None:
    page = judge.get(BOARD).text
    found = re.search(r'value="(art_\d)"><input type="hidden" name="instead" value="(\d+)">', page)
    assert found and "2 处待确认" in page
    fields = {"old": found[1], "new": "art_2", "merge": "yes", "instead": found[2]}
    assert judge.post(BOARD, fields, page=BOARD).status_code == 303
    assert "1 处待确认" in judge.get(BOARD).text


def test_a_pair_that_is_there_already_is_not_made_twice(judge: Visitor) -> None:
    judge.post(BOARD, MERGED, page=BOARD)
    answer = judge.post(BOARD, MERGED, page=BOARD)
    assert (answer.status_code, "已经在对应关系里" in answer.text) == (409, True)


def test_only_articles_are_taken(judge: Visitor) -> None:
    for fields in ({"old": "art_3", "new": "art_99"}, {"old": "<b>", "new": "art_1"}, {}):
        answer = judge.post(BOARD, fields, page=BOARD)
        assert (answer.status_code, "<b>" in answer.text) == (400, False)


def test_a_wrong_automatic_link_is_found_and_undone(judge: Visitor) -> None:
    assert 'value="automatic"' not in judge.get(BOARD).text
    page = judge.get(f"{BOARD}?view=sure").text
    there = re.search(rf'action="({BOARD}/\d+)"><[^>]*><input[^>]*value="automatic">', page)
    assert there
    fields = {"verdict": "reject", "seen": "automatic"}
    assert judge.post(there[1], fields, page=BOARD).status_code == 303
    assert "三审稿有 2 条在四审稿没有去向" in judge.get(BOARD).text
