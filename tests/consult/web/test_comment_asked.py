"""The form asks what staff chose, each with its purpose; a name is public by a tick of its own."""

import html
import re

from tests.site import Visitor

PAGE = "/bills/dogs/3/comment"
DESK = "/staff/bills/dogs/3"
OPENING = f"{DESK}/open"
KEY = "key-of-this-form-0005"
DAYS = {"first_day": "2026-05-20", "last_day": "2026-06-20", "asking": "yes"}
NAMING = "我同意在征求意见的通报和报告里写出这个姓名"


def opened(staff: Visitor, **asks: str) -> str:
    answer = staff.post(f"{DESK}/round/open", {**DAYS, **asks}, page=OPENING)
    assert answer.status_code == 303, answer.text
    return html.unescape(staff.get(PAGE).text)


def asked_on(page: str) -> set[str]:
    return {name for name in ("name", "contact", "region", "occupation") if f'id="{name}"' in page}


def test_the_desk_offers_the_usual_ticked(staff: Visitor) -> None:
    page = staff.get(OPENING).text
    ticked = re.findall(r'name="ask_(\w+)" value="yes"( checked)?', page)
    assert ticked == [
        ("name", " checked"),
        ("contact", " checked"),
        ("region", " checked"),
        ("occupation", ""),
    ]


def test_the_form_asks_what_was_chosen_with_its_purpose(staff: Visitor) -> None:
    page = opened(
        staff, ask_region="yes", ask_occupation="yes", purpose_occupation="了解养犬人的意见"
    )
    assert asked_on(page) == {"region", "occupation"}
    assert "用途：了解养犬人的意见" in page
    assert "用途：统计意见来自哪里" in page
    assert NAMING not in page


def test_nothing_asked_nothing_shown(staff: Visitor) -> None:
    page = opened(staff)
    assert asked_on(page) == set()
    assert "工作人员看" not in page.split("<form")[1].split("</form>")[0]


def test_a_purpose_too_long_is_told_and_the_choice_kept(staff: Visitor) -> None:
    fields = {**DAYS, "ask_occupation": "yes", "purpose_occupation": "字" * 201}
    answer = staff.post(f"{DESK}/round/open", fields, page=OPENING)
    assert answer.status_code == 400
    assert "最多 200 字" in answer.text
    assert 'name="ask_occupation" value="yes" checked' in answer.text
    assert 'name="ask_name" value="yes">' in answer.text


def test_a_name_is_public_only_by_its_own_tick_and_can_be_taken_back(staff: Visitor) -> None:
    page = opened(staff, ask_name="yes")
    assert f"<span>{NAMING}</span>" in page
    assert "checked" not in page.split('name="name_public"')[1].split(">")[0]
    said = {"kind": "other", "text": "好。", "name": "王五", "key": KEY}
    silent = staff.get(staff.post(PAGE, said, page=PAGE).headers["location"]).text
    assert "公开姓名" not in silent
    said = {**said, "key": KEY + "2", "name_public": "yes"}
    receipt = staff.post(PAGE, said, page=PAGE).headers["location"]
    assert "写出“王五”" in html.unescape(staff.get(receipt).text)
    for _ in range(2):
        gone = staff.post(f"{receipt}/unnamed", {}, page=receipt)
        assert gone.status_code == 303
    after = html.unescape(staff.get(gone.headers["location"]).text)
    assert "不再写您的姓名" in after
    assert "写出“王五”" not in after


def test_files_are_offered_where_staff_said_so(staff: Visitor) -> None:
    assert "回执页上传" in opened(staff, attachments="yes")
