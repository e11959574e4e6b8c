"""POST /staff/drafts with a law in force, then POST /staff/drafts/amended"""

import re

import pytest

from tests.consult.parks import BROKEN_DECISION, DECISION, LAW
from tests.site import Visitor

FIELDS = {"slug": "parks", "reading": "1", "title": "", "body": "云川市人大常委会", "law": ""}
AMENDED = "/staff/drafts/amended"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def preview(visitor: Visitor, decision: str = DECISION, law: str = LAW) -> tuple[int, str]:
    files = {"file": ("决定.txt", decision.encode()), "base": ("法.txt", law.encode())}
    answer = visitor.post("/staff/drafts", FIELDS, page="/staff", files=files)
    return answer.status_code, answer.text


def hidden(page: str) -> dict[str, str]:
    """The fields the preview hands on."""
    found = dict(HIDDEN.findall(page))
    assert {"ticket", "base_ticket", "slug", "form_token"} <= set(found)
    return found


def test_it_shows_the_result_before_anything_is_stored(staff: Visitor) -> None:
    status, page = preview(staff)
    assert status == 200
    assert "合并结果：还没有存入" in page and "合并后共 9 条" in page
    assert "修改 5 条，增加 1 条，删去 1 条，其余 3 条文字不变。" in page
    assert "<del>园林局</del><ins>公园管理部门</ins>" in page
    assert "删去第七条。" in page
    assert staff.get("/bills/parks").status_code == 404


def test_what_was_shown_is_stored_on_the_second_press(staff: Visitor) -> None:
    fields = hidden(preview(staff)[1])
    answer = staff.post(AMENDED, fields, page="/staff")
    assert answer.status_code == 200
    assert "共 9 条 · 改动 8 处，没有套用 0 处。" in answer.text
    assert staff.get("/bills/parks/1").status_code == 200
    assert staff.post(AMENDED, fields, page="/staff").status_code == 400  # the tickets are used up


def test_what_could_not_be_applied_needs_a_tick(staff: Visitor) -> None:
    status, page = preview(staff, BROKEN_DECISION)
    assert status == 200 and 'name="partly"' in page
    assert "决定里有 2 处没有套用" in page and "游泳" in page
    refused = staff.post(AMENDED, hidden(page), page="/staff")
    assert refused.status_code == 409
    assert "还没有存入" in refused.text and 'role="alert"' in refused.text
    taken = staff.post(AMENDED, {**hidden(refused.text), "partly": "yes"}, page="/staff")
    assert taken.status_code == 200 and "没有套用 2 处" in taken.text
    assert "决定里有 2 处没有合并进来" in staff.get("/bills/parks/1").text


@pytest.mark.parametrize(
    ("decision", "law", "place"),
    [(LAW, LAW, "file-wrong"), (DECISION, " ", "base-wrong"), (" ", LAW, "file-wrong")],
)
def test_it_says_which_file_is_wrong(staff: Visitor, decision: str, law: str, place: str) -> None:
    status, page = preview(staff, decision, law)
    assert (status, f'id="{place}"' in page) == (400, True)


def test_nobody_else_gets_at_the_files(staff: Visitor) -> None:
    fields = hidden(preview(staff)[1])
    staff.sign_in("root")
    fields.pop("form_token")
    assert staff.post(AMENDED, fields, page="/staff").status_code == 400
