"""POST /staff/drafts"""

from tests.consult.cast import FIRST
from tests.site import Visitor

FIELDS = {"slug": "cats", "reading": "1", "title": "", "body": "云川市人大常委会"}


def test_it_stores_a_file_as_a_reading(staff: Visitor) -> None:
    file = {"file": ("猫.txt", FIRST.replace("犬", "猫").encode())}
    answer = staff.post("/staff/drafts", FIELDS, page="/staff", files=file)
    assert answer.status_code == 200
    assert "共 5 条" in answer.text
    assert staff.get("/bills/cats/1").status_code == 200


def test_it_says_what_is_wrong_and_keeps_what_was_typed(staff: Visitor) -> None:
    file = {"file": ("a.txt", FIRST.encode())}
    answer = staff.post("/staff/drafts", {**FIELDS, "slug": "Cats!"}, page="/staff", files=file)
    assert answer.status_code == 400
    assert 'id="slug-wrong"' in answer.text
    assert 'value="Cats!"' in answer.text


def test_it_asks_for_a_file(staff: Visitor) -> None:
    empty = {"file": ("", b"")}
    answer = staff.post("/staff/drafts", FIELDS, page="/staff", files=empty)
    assert (answer.status_code, "请先选择一个文件" in answer.text) == (400, True)
