"""POST /staff/bills/{slug}/{reading}/review and …/undo"""

import re

from tests.consult.web.test_review_show import TORN, load_torn
from tests.site import Visitor

PAGE = "/staff/bills/cats/1/review"


def _fields(staff: Visitor, action: str, words: str, **more: str) -> dict[str, str]:
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', staff.get(f"{PAGE}?line=1").text)
    assert seen
    start = str(TORN.index(words))
    return {"seen": seen[1], "start": start, "action": action, "at": "", **more}


def test_one_press_accepts_a_doubt(staff: Visitor) -> None:
    load_torn(staff)
    fields = _fields(staff, "accept", "第七条", rule="gap", kind="article")
    answer = staff.post(PAGE, fields, page=PAGE)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{PAGE}?done=accept"
    page = staff.get(answer.headers["location"]).text
    assert "没有要核对的地方" in page
    assert "已接受。" in page
    assert "已作的决定（1）" in page


def test_join_cut_and_level_change_the_tree_and_lead_back_to_the_line(staff: Visitor) -> None:
    load_torn(staff)
    for action, words, kind in (
        ("join", "（二）有固定", ""),
        ("cut", "保障公民健康", "paragraph"),
        ("level", "第二章　登记", "section"),
    ):
        fields = {**_fields(staff, action, words, kind=kind), "at": "3"}
        answer = staff.post(PAGE, fields, page=PAGE)
        assert answer.headers["location"] == f"{PAGE}?done={action}&at=3#line-3"
    page = staff.get(PAGE).text
    for said in ("并入上一段", "从这里断开，成为款", "改为节"):
        assert f"<strong>{said}</strong>" in page
    article = staff.get("/bills/cats/1/articles/art_3").text
    assert "具有完全民事行为能力；（二）有固定住所" in article or "（二）有固定住所" in article


def test_a_decision_can_be_taken_back(staff: Visitor) -> None:
    load_torn(staff)
    staff.post(PAGE, _fields(staff, "accept", "第七条", rule="gap"), page=PAGE)
    page = staff.get(PAGE).text
    ruling = re.search(r'name="ruling" value="(\d+)"', page)
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert ruling
    assert seen
    fields = {"ruling": ruling[1], "seen": seen[1], "at": ""}
    answer = staff.post(f"{PAGE}/undo", fields, page=PAGE)
    assert answer.status_code == 303
    assert "1 处要核对" in staff.get(PAGE).text
    again = staff.post(f"{PAGE}/undo", fields, page=PAGE)
    assert again.status_code == 409


def test_what_cannot_be_done_is_said_in_a_sentence(staff: Visitor) -> None:
    load_torn(staff)
    cases = [
        (_fields(staff, "level", "登记机关", kind="article"), 400, "不能这样改"),
        (_fields(staff, "level", "登记机关", kind="nonsense"), 400, "先选择改成哪一级"),
        (_fields(staff, "shred", "登记机关"), 400, "先选择要在哪里"),
        ({**_fields(staff, "join", "登记机关"), "start": "x"}, 400, "先选择要在哪里"),
        ({**_fields(staff, "join", "登记机关"), "seen": "old"}, 409, "刚刚有人改过"),
    ]
    for fields, status, sentence in cases:
        answer = staff.post(PAGE, fields, page=PAGE)
        assert (answer.status_code, sentence in answer.text) == (status, True), fields


def test_open_text_is_refused(staff: Visitor) -> None:
    load_torn(staff)
    answer = staff.post("/staff/bills/dogs/2/review", _fields(staff, "join", "登记机关"), page=PAGE)
    assert (answer.status_code, "已经公开" in answer.text) == (409, True)


def test_all_of_a_kind_are_accepted_with_one_press(staff: Visitor) -> None:
    load_torn(staff, TORN.replace("第二条", "第 二 条").replace("第三条", "第 三 条"))
    page = staff.get(PAGE).text
    assert page.count('value="accept-all"') == 1
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert seen
    fields = {"seen": seen[1], "start": "0", "action": "accept-all", "rule": "number-blank"}
    assert staff.post(PAGE, fields, page=PAGE).status_code == 303
    assert "1 处要核对" in staff.get(PAGE).text
