"""/staff/bills/{slug}/{reading}/letter: a letter is shown in its pieces, then taken in once."""

import re

from tests.site import Visitor

PAGE = "/staff/bills/dogs/1/letter"
TEXT = "你们好！\n第三条建议删去“独户”。\n另外，第四条的犬绳太短，建议两米。\n一居民"


def cut(staff: Visitor, **more: str) -> str:
    fields = {"text": TEXT, "channel": "letter", "name": "吴某", "act": "cut", **more}
    answer = staff.post(PAGE, fields, page=PAGE, files={"file": ("", b"")})
    assert answer.status_code == 200
    return answer.text


def keep(staff: Visitor, **more: str) -> dict[str, str]:
    return {
        **{"text": TEXT, "channel": "letter", "name": "吴某", "act": "keep"},
        **{"take-1": "1", "place-1": "第三条", "kind-1": "delete", "piece-1": "删去“独户”。"},
        **{"take-2": "1", "place-2": "第四条", "kind-2": "amend", "piece-2": "犬绳两米。"},
        **more,
    }


def test_it_shows_the_letter_and_its_pieces_side_by_side(staff: Visitor) -> None:
    page = cut(staff)
    assert re.findall(r'name="place-\d" value="([^"]*)"', page) == ["第三条", "第四条"]
    assert page.count("<mark>") == 2
    assert "意见 5 条" in staff.get("/staff/bills/dogs/1").text


def test_what_is_agreed_to_is_one_submission_with_its_comments(staff: Visitor) -> None:
    answer = staff.post(PAGE, keep(staff), page=PAGE, files={"file": ("", b"")})
    assert "已收下" in staff.get(answer.headers["location"]).text
    desk = staff.get("/staff/bills/dogs/1").text
    assert "来件 6 件、意见 7 条" in desk
    again = staff.post(PAGE, keep(staff), page=PAGE, files={"file": ("", b"")})
    assert "没有重复写入" in staff.get(again.headers["location"]).text
    assert "来件 6 件、意见 7 条" in staff.get("/staff/bills/dogs/1").text


def test_a_file_is_read(staff: Visitor) -> None:
    answer = staff.post(
        PAGE,
        {"channel": "email", "act": "cut"},
        page=PAGE,
        files={"file": ("来信.txt", TEXT.encode("gb18030"))},
    )
    assert 'value="第四条"' in answer.text


def test_a_mistake_hands_everything_back(staff: Visitor) -> None:
    fields = keep(staff, **{"place-2": "第九十九条", "piece-1": "改过的话"})
    answer = staff.post(PAGE, fields, page=PAGE, files={"file": ("", b"")})
    assert answer.status_code == 400
    assert "草案中没有" in answer.text
    assert "改过的话" in answer.text
    assert "第九十九条" in answer.text
    assert "吴某" in answer.text
    empty = staff.post(PAGE, {"text": " ", "act": "cut"}, page=PAGE, files={"file": ("", b"")})
    assert empty.status_code == 400
    assert "粘贴来信全文" in empty.text
