"""GET and POST /receipts/{number}/{code}/comments/{comment_id}: promises R11, R24, R27."""

import re

from tests.site import Visitor


def _receipt(visitor: Visitor) -> str:
    page = "/bills/dogs/2/comment?at=art_5"
    key = re.search(r'name="key" value="([^"]+)"', visitor.get(page).text)
    assert key
    fields = {"key": key[1], "kind": "amend", "text": "犬绳应当更长。"}
    return visitor.post(page, fields, page=page).headers["location"]


def _form(visitor: Visitor, receipt: str) -> str:
    link = re.search(r'href="(/receipts/[^"]+/comments/\d+)"', visitor.get(receipt).text)
    assert link
    return link[1]


def test_it_is_amended_and_shows_what_it_said(visitor: Visitor) -> None:
    receipt = _receipt(visitor)
    form = _form(visitor, receipt)
    assert "犬绳应当更长。" in visitor.get(form).text
    fields = {"kind": "delete", "text": "这一条删去。", "seen": "0"}
    answer = visitor.post(form, fields, page=form)
    assert answer.status_code == 303
    page = visitor.get(answer.headers["location"]).text
    assert "这一条删去。" in page
    assert "犬绳应当更长。" in page
    assert "修改过 1 次" in page


def test_what_is_wrong_comes_back_with_the_words(visitor: Visitor) -> None:
    form = _form(visitor, _receipt(visitor))
    fields = {"kind": "delete", "text": "", "reason": "我的理由", "seen": "0"}
    answer = visitor.post(form, fields, page=form)
    assert answer.status_code == 400
    assert "我的理由" in answer.text
    stale = visitor.post(form, {**fields, "text": "好", "seen": "3"}, page=form)
    assert stale.status_code == 409
    assert "我的理由" in stale.text


def test_it_is_withdrawn_once(visitor: Visitor) -> None:
    receipt = _receipt(visitor)
    form = _form(visitor, receipt)
    answer = visitor.post(f"{form}/withdraw", {"seen": "0"}, page=form)
    assert answer.status_code == 303
    assert "已撤回" in visitor.get(receipt).text
    assert "/withdraw" not in visitor.get(form).text


def test_after_closing_it_says_why_not(visitor: Visitor) -> None:
    receipt = f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}"
    page = visitor.get(receipt).text
    assert "不能再修改或撤回" in page
    assert "/comments/" not in page


def test_r24_another_code_or_comment_is_not_found_and_kept_out_of_caches(visitor: Visitor) -> None:
    form = _form(visitor, _receipt(visitor))
    answer = visitor.get(form)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    number, code = form.split("/")[2:4]
    assert visitor.get(f"/receipts/{number}/{'0' * 24}/comments/1").status_code == 404
    assert visitor.get(f"/receipts/{number}/{code}/comments/1").status_code == 404
