"""POST …/clusters/merge, …/members, …/name, …/read, /staff/deeds/{id}/undo: without scripts."""

import re

from tests.site import Visitor

BENCH = "/staff/bills/dogs/1/clusters?at=art_3"
MERGE = "/staff/bills/dogs/1/clusters/merge"
BIG, SMALL, ELSEWHERE = "/staff/clusters/2", "/staff/clusters/3", "/staff/clusters/4"
UNDO = re.compile(r"(/staff/deeds/\d+/undo)")
BOX = re.compile(r'name="(m-\d+)"')


def undo(staff: Visitor, page: str) -> str:
    """Take the newest deed on a page back; the page it leads to."""
    found = UNDO.search(staff.get(page).text)
    assert found
    answer = staff.post(found[1], {"cluster": page.rsplit("/", 1)[1]}, page=page)
    assert answer.status_code == 303, answer.text
    return staff.get(answer.headers["location"]).text


def test_clusters_ticked_on_the_bench_become_one_and_part_again(staff: Visitor) -> None:
    answer = staff.post(MERGE, {"at": "art_3", "c-2": "1", "c-3": "1"}, page=BENCH)
    assert answer.headers["location"] == f"{BIG}?done=merged"
    page = staff.get(answer.headers["location"]).text
    assert page.count('class="mem"') == 3
    assert "由工作人员并入" in page
    gone = staff.get(SMALL).text
    assert "这一类已经不在了" in gone
    assert f'href="{BIG}"' in gone
    assert undo(staff, BIG).count('class="mem"') == 2
    assert "这一类已经不在了" not in staff.get(SMALL).text


def test_one_cluster_alone_is_not_merged(staff: Visitor) -> None:
    answer = staff.post(MERGE, {"at": "art_3", "c-2": "1"}, page=BENCH)
    assert (answer.status_code, "请至少选两类" in answer.text) == (400, True)
    assert re.search(r'name="c-2" value="1"[^>]* checked', answer.text)


def test_a_member_is_split_off_and_the_page_says_how_it_came(staff: Visitor) -> None:
    answer = staff.post(f"{BIG}/members", {"act": "split", "state": "1", "m-1": "1"}, page=BIG)
    assert answer.status_code == 303, answer.text
    page = staff.get(answer.headers["location"]).text
    assert page.count('class="mem"') == 1
    assert "从另一类分出" in page
    assert "1-0001" in page
    assert undo(staff, BIG).count('class="mem"') == 2


def test_a_member_is_moved_and_pinned(staff: Visitor) -> None:
    moving = {"act": "move", "state": "1", "m-1": "1", "target": "3.1"}
    answer = staff.post(f"{BIG}/members", moving, page=BIG)
    assert answer.status_code == 303, answer.text
    assert "移出意见 1-0001" in staff.get(BIG).text
    there = staff.get(SMALL).text
    assert BOX.findall(there) == ["m-2", "m-1"]
    pinning = {"act": "pin", "state": "2", "m-1": "1"}
    again = staff.post(f"{SMALL}/members", pinning, page=SMALL)
    assert again.status_code == 303, again.text
    assert "固定意见 1-0001" in staff.get(SMALL).text


def test_what_cannot_be_done_is_said_and_ticks_are_kept(staff: Visitor) -> None:
    wrong = [
        ({"act": "split", "m-1": "1", "m-5": "1"}, "全部选中就不是分出"),
        ({"act": "split"}, "请先在这一类里选中"),
        ({"act": "split", "m-4": "1"}, "请先在这一类里选中"),
        ({"act": "move", "m-1": "1", "target": ""}, "请选择要移到的另一类"),
        ({"act": "move", "m-1": "1", "target": "4.1"}, "不同条文"),
        ({"act": "dance", "m-1": "1"}, "请用页面上的按钮"),
    ]
    for fields, sentence in wrong:
        answer = staff.post(f"{BIG}/members", {"state": "1", **fields}, page=BIG)
        assert (answer.status_code, sentence in answer.text) == (400, True), fields
        assert ('name="m-1" value="1" checked' in answer.text) is ("m-1" in fields)


def test_a_name_stays_and_an_empty_one_gives_the_label_back(staff: Visitor) -> None:
    label = re.search("<h1>(.*?)</h1>", staff.get(BIG).text)
    assert label
    staff.post(f"{BIG}/name", {"state": "1", "name": "合租"}, page=BIG)
    assert "<h1>合租</h1>" in staff.get(BIG).text
    staff.post(f"{BIG}/name", {"state": "2", "name": ""}, page=BIG)
    assert label[0] in staff.get(BIG).text


def test_r8_two_people_at_once_never_lose_each_others_work(staff: Visitor) -> None:
    """The second sees what the first did and keeps what they typed and ticked."""
    staff.post(f"{BIG}/name", {"state": "1", "name": "周敏起的名"}, page=BIG)
    staff.sign_in("root")
    late = staff.post(f"{BIG}/name", {"state": "1", "name": "管理员起的名"}, page=BIG)
    assert late.status_code == 409
    assert "改名为“周敏起的名”" in late.text
    assert "zhoumin" in late.text
    assert "您要用的名称：管理员起的名" in late.text
    assert "<h1>周敏起的名</h1>" in late.text
    split = staff.post(f"{BIG}/members", {"act": "split", "state": "1", "m-1": "1"}, page=BIG)
    assert split.status_code == 409
    assert 'name="m-1" value="1" checked' in split.text
    merge = staff.post(MERGE, {"at": "art_3", "c-2": "1", "c-3": "1"}, page=BENCH)
    assert merge.status_code == 409
    assert "改名为“周敏起的名”" in merge.text
    assert re.search(r'name="c-2" value="2"[^>]* checked', merge.text)
    again = staff.post(f"{BIG}/name", {"state": "2", "name": "管理员起的名"}, page=BIG)
    assert again.status_code == 303


def test_undoing_twice_says_who_did_it(staff: Visitor) -> None:
    staff.post(f"{BIG}/name", {"state": "1", "name": "合租"}, page=BIG)
    undo(staff, BIG)
    answer = staff.post("/staff/deeds/1/undo", {"cluster": "2"}, page=BIG)
    assert (answer.status_code, "已由zhoumin撤销" in answer.text) == (409, True)


def test_a_unique_text_is_read_one_by_one_or_all_at_once(staff: Visitor) -> None:
    page = staff.get(BIG).text
    keys = re.findall(r'name="one" value="([0-9a-f]+)"', page)
    assert len(keys) == 1
    assert "1 处独有文字未阅" in staff.get(BENCH).text
    answer = staff.post(f"{BIG}/read", {"one": keys[0]}, page=BIG)
    assert answer.status_code == 303
    assert "zhoumin已阅 1 处，共 1 处" in staff.get(BIG).text
    assert "处独有文字未阅" not in staff.get(BENCH).text
    strange = staff.post(f"{BIG}/read", {"one": "0" * 24}, page=BIG)
    assert (strange.status_code, "刚有变化" in strange.text) == (400, True)


def test_why_a_member_is_here_is_explained(staff: Visitor) -> None:
    page = staff.get(BIG).text
    assert re.search(r"为什么归在这里：与 1-000\d 相似 \d+(\.\d)?%", page)
    assert "<mark>" in page


def test_a_reader_of_the_committee_may_not(visitor: Visitor) -> None:
    visitor.sign_in("chen")
    token = visitor.token("/receipts")
    for path in (MERGE, f"{BIG}/members", f"{BIG}/name", f"{BIG}/read", "/staff/deeds/1/undo"):
        answer = visitor.client.post(path, data={"form_token": token}, follow_redirects=False)
        assert answer.status_code == 403
