"""Proposed wording begins with the words that stand; shown as a comparison before it is sent."""

import html
import re

import pytest

from tests.consult.web.test_comment_basket import HERE
from tests.site import CANARY, Visitor

PAGE = f"{HERE}?at=art_5"
WORDS = "携带犬只出户的，应当使用长度不超过一点五米的犬绳牵领。"
KEY = "key-of-this-form-0002"


def form_on(visitor: Visitor, page: str) -> dict[str, str]:
    text = visitor.get(page).text
    hidden = dict(re.findall(r'type="hidden" name="(base|was)" value="([^"]*)"', text))
    box = html.unescape(text.split('id="proposed"')[1].split(">", 1)[1].split("</textarea>")[0])
    return {"kind": "amend", "key": KEY, "proposed": box.removeprefix("\n"), **hidden}


def stored(visitor: Visitor) -> list[tuple[str, str]]:
    return visitor.client.blocking_portal.call(_stored)


async def _stored() -> list[tuple[str, str]]:
    from consult.tables import Comment

    rows = await Comment.select(Comment.text, Comment.proposed).where(Comment.number.like("2-%"))
    return [(row["text"], row["proposed"]) for row in rows]


def test_the_box_holds_the_words_of_the_provision(visitor: Visitor) -> None:
    assert form_on(visitor, PAGE)["proposed"] == WORDS
    item = form_on(visitor, f"{HERE}?at=art_4__para_1__item_2")
    assert item["proposed"] == "有固定住所；"
    assert form_on(visitor, HERE)["proposed"] == ""


@pytest.mark.parametrize("said", [WORDS, WORDS.replace("，", "，\r\n"), f" {WORDS} "])
def test_words_left_as_they_are_are_no_proposal(visitor: Visitor, said: str) -> None:
    fields = {**form_on(visitor, PAGE), "text": "说得好。", "proposed": said}
    assert visitor.post(PAGE, fields, page=PAGE).status_code == 303
    assert stored(visitor) == [("说得好。", "")]


def test_words_left_as_they_are_alone_say_nothing(visitor: Visitor) -> None:
    answer = visitor.post(PAGE, form_on(visitor, PAGE), page=PAGE)
    assert answer.status_code == 400
    assert 'id="text-wrong"' in answer.text
    assert WORDS in answer.text.split('id="proposed"')[1], "the box is filled again"
    assert stored(visitor) == []


def test_changed_words_are_kept_as_they_were_typed(visitor: Visitor) -> None:
    new = WORDS.replace("一点五米", "两米") + "\n\n"
    fields = {**form_on(visitor, PAGE), "proposed": new}
    assert visitor.post(PAGE, fields, page=PAGE).status_code == 303
    assert stored(visitor) == [("", new)]


def test_the_preview_shows_what_changes_and_sends_nothing(visitor: Visitor) -> None:
    new = WORDS.replace("一点五米", "两米")
    more = {"text": "太短。" + CANARY, "reason": "邻居也说。", "contact": "0570-1", "name": "王五"}
    fields = {**form_on(visitor, PAGE), "proposed": new, **more, "act": "preview"}
    page = visitor.post(PAGE, fields, page=PAGE)
    assert page.status_code == 200
    shown = page.text.split('id="preview"')[1].split("</section>")[0]
    assert "<del>一点五米</del><ins>两米</ins>" in shown
    assert CANARY not in page.text
    for value in more.values():
        assert value in html.unescape(page.text.split("<form")[1])
    assert stored(visitor) == []


def test_to_delete_strikes_the_words_out(visitor: Visitor) -> None:
    fields = {**form_on(visitor, PAGE), "kind": "delete", "text": "不需要这一条。"}
    page = visitor.post(PAGE, {**fields, "act": "preview"}, page=PAGE)
    assert f"<del>{WORDS}</del>" in page.text
    assert visitor.post(PAGE, fields, page=PAGE).status_code == 303
    assert stored(visitor) == [("不需要这一条。", "")]


def test_nothing_to_preview_is_said_where_it_is_missing(visitor: Visitor) -> None:
    page = visitor.post(PAGE, {**form_on(visitor, PAGE), "act": "preview"}, page=PAGE)
    assert page.status_code == 400
    assert 'id="text-wrong"' in page.text
