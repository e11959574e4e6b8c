"""Several articles in one submission: kept by the form, sent at once (promises R1, R7, R11)."""

import html
import re
from pathlib import Path

import httpx
import pytest

from consult.services.submissions import comment
from tests.consult.cast import AFTER
from tests.site import CANARY, Seeded, Visitor, visiting

HERE = "/bills/dogs/2/comment"
PAGE = f"{HERE}?at=art_4"
KEY = "key-of-this-form-0001"
FIRST = {"kind": "amend", "text": "建议允许合租的人登记。", "reason": "很多人合租。", "key": KEY}
SECOND = {"kind": "delete", "text": "罚得太重。", "key": KEY, "name": "王五"}


def basket_in(answer: httpx.Response) -> str:
    found = re.search(r'name="basket" value="([^"]*)"', answer.text)
    assert found, answer.text
    return found[1]


def put_in(visitor: Visitor, fields: dict[str, str], page: str = PAGE, basket: str = "") -> str:
    answer = visitor.post(page, {**fields, "act": "more", "basket": basket}, page=PAGE)
    assert answer.status_code == 200, answer.text
    return basket_in(answer)


def receipt_of(visitor: Visitor, answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    return html.unescape(visitor.get(answer.headers["location"]).text)


def test_two_articles_have_one_receipt_and_numbers_that_follow(staff: Visitor) -> None:
    basket = put_in(staff, FIRST)
    answer = staff.post(f"{HERE}?at=art_6", {**SECOND, "basket": basket}, page=PAGE)
    receipt = receipt_of(staff, answer)
    assert FIRST["text"] in receipt
    assert SECOND["text"] in receipt
    assert receipt.count('class="point"') == 2
    assert '<span class="no">2-0002</span>' in receipt
    rows = staff.client.blocking_portal.call(_stored)
    assert rows == [("2-0001", "art_4", "2-0001"), ("2-0002", "art_6", "2-0001")]


async def _stored() -> list[tuple[str, str, str]]:
    from consult.tables import Comment

    rows = (
        await Comment.select(Comment.number, Comment.address, Comment.submission.number)
        .where(Comment.number.like("2-%"))
        .order_by(Comment.id)
    )
    return [(row["number"], row["address"], row["submission.number"]) for row in rows]


def test_the_list_offers_every_article_and_says_that_nothing_is_sent(visitor: Visitor) -> None:
    answer = visitor.post(PAGE, {**FIRST, "act": "more", "name": "王五"}, page=PAGE)
    text = html.unescape(answer.text)
    assert "还没有提交" in text
    assert FIRST["text"] in text
    assert FIRST["reason"] in text
    assert re.findall(r'<option[^>]* value="(\w*)"', text) == [
        *(f"art_{n}" for n in range(1, 7)),
        "",
    ]
    assert 'name="name" value="王五"' in text
    assert "set-cookie" not in answer.headers
    assert visitor.client.blocking_portal.call(_stored) == []


def test_the_next_article_is_written_with_what_is_there_kept(visitor: Visitor) -> None:
    basket = put_in(visitor, FIRST)
    fields = {"act": "write", "to": "art_6", "basket": basket, "key": KEY, "name": "王五"}
    text = html.unescape(visitor.post(HERE, fields, page=PAGE).text)
    assert "第六条" in text.split("<h1>")[1].split("</h1>")[0]
    assert "另有 1 条写好了" in text
    assert FIRST["text"] not in text.split('id="text"')[1].split("</textarea>")[0]
    assert 'value="王五"' in text
    assert f'value="{KEY}"' in text
    assert "由公安机关处二百元罚款" in text.split('id="proposed"')[1].split("</textarea>")[0]


def test_one_is_taken_out_or_back_into_the_form(visitor: Visitor) -> None:
    basket = put_in(visitor, SECOND, f"{HERE}?at=art_6", put_in(visitor, FIRST))
    carried = {"basket": basket, "key": KEY}
    dropped = visitor.post(HERE, {**carried, "drop": "0"}, page=PAGE)
    assert FIRST["text"] not in dropped.text
    assert SECOND["text"] in dropped.text
    edited = visitor.post(HERE, {**carried, "edit": "0"}, page=PAGE).text
    assert FIRST["text"] in edited.split('id="text"')[1].split("</textarea>")[0]
    assert FIRST["reason"] in edited
    assert "comment?at=art_4" in edited
    again = visitor.post(HERE, {**carried, "edit": "7"}, page=PAGE)
    assert again.status_code == 200
    assert FIRST["text"] in again.text


def test_all_is_sent_from_the_list_and_sending_it_twice_is_once(visitor: Visitor) -> None:
    basket = put_in(visitor, SECOND, f"{HERE}?at=art_6", put_in(visitor, FIRST))
    fields = {"act": "all", "basket": basket, "key": KEY}
    places = {visitor.post(HERE, fields, page=PAGE).headers["location"] for _ in range(3)}
    assert len(places) == 1
    assert len(visitor.client.blocking_portal.call(_stored)) == 2


def test_a_form_left_empty_sends_the_others_alone(visitor: Visitor) -> None:
    basket = put_in(visitor, FIRST)
    words = "违反本规定第五条的，由公安机关处二百元罚款。"
    page = visitor.post(
        HERE, {"act": "write", "to": "art_6", "basket": basket, "key": KEY}, page=PAGE
    )
    was = re.search(r'name="was" value="(\w+)"', page.text)[1]  # type: ignore[index]
    fields = {"kind": "amend", "key": KEY, "basket": basket, "proposed": words, "was": was}
    receipt_of(visitor, visitor.post(f"{HERE}?at=art_6", fields, page=PAGE))
    assert [row[1] for row in visitor.client.blocking_portal.call(_stored)] == ["art_4"]


def test_a_wrong_word_in_the_last_keeps_them_all(visitor: Visitor) -> None:
    basket = put_in(visitor, FIRST)
    answer = visitor.post(
        f"{HERE}?at=art_6", {**SECOND, "text": "字" * 5001, "basket": basket}, page=PAGE
    )
    assert answer.status_code == 400
    assert "字" * 5001 in answer.text
    assert 'id="text-wrong"' in answer.text
    assert "另有 1 条写好了" in answer.text
    sent = visitor.post(f"{HERE}?at=art_6", {**SECOND, "basket": basket_in(answer)}, page=PAGE)
    assert sent.status_code == 303
    assert len(visitor.client.blocking_portal.call(_stored)) == 2


def test_a_basket_that_was_changed_is_not_sent_and_every_word_comes_back(visitor: Visitor) -> None:
    basket = put_in(visitor, {**FIRST, "text": FIRST["text"] + CANARY})
    forged = ("B" if basket[0] == "A" else "A") + basket[1:]
    answer = visitor.post(f"{HERE}?at=art_6", {**SECOND, "basket": forged}, page=PAGE)
    assert answer.status_code == 400
    text = html.unescape(answer.text)
    assert FIRST["text"] in text
    assert SECOND["text"] in text
    assert "没有通过核对" in text
    assert CANARY not in answer.text
    assert 'name="basket"' not in answer.text
    assert visitor.client.blocking_portal.call(_stored) == []


def test_after_a_conflict_the_basket_can_be_sent_with_the_new_key(visitor: Visitor) -> None:
    visitor.post(PAGE, FIRST, page=PAGE)
    basket = put_in(visitor, FIRST)
    answer = visitor.post(f"{HERE}?at=art_6", {**SECOND, "basket": basket}, page=PAGE)
    assert answer.status_code == 409
    fresh = re.search(r'name="key" value="([^"]+)"', answer.text)[1]  # type: ignore[index]
    fields = {**SECOND, "key": fresh, "basket": basket_in(answer)}
    assert visitor.post(f"{HERE}?at=art_6", fields, page=PAGE).status_code == 303


def test_too_fast_is_handed_back_with_the_basket(visitor: Visitor) -> None:
    for n in range(5):
        visitor.post(PAGE, {**FIRST, "key": f"another-form-{n:010d}"}, page=PAGE)
    basket = put_in(visitor, FIRST)
    answer = visitor.post(f"{HERE}?at=art_6", {**SECOND, "basket": basket}, page=PAGE)
    assert answer.status_code == 429
    assert SECOND["text"] in answer.text
    assert basket_in(answer) == basket
    listed = visitor.post(HERE, {"act": "all", "basket": basket, "key": KEY}, page=PAGE)
    assert listed.status_code == 429
    assert FIRST["text"] in listed.text


def test_the_deadline_hands_every_comment_back(
    seeded: Seeded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with visiting(seeded, tmp_path / "site") as visitor:
        basket = put_in(visitor, FIRST)
        site = visitor.client.app.state.site
        closes = AFTER.replace(month=6, day=10)
        import msgspec

        visitor.client.app.state.site = msgspec.structs.replace(site, clock=lambda: closes)
        answer = visitor.client.post(
            f"{HERE}?at=art_6",
            data={**SECOND, "basket": basket, "form_token": visitor.token("/receipts")},
        )
    assert answer.status_code == 409
    for words in (FIRST["text"], FIRST["reason"], SECOND["text"]):
        assert words in answer.text


def test_twenty_are_enough(visitor: Visitor) -> None:
    assert comment.MOST_POINTS == 20
    basket = ""
    for n in range(19):
        basket = put_in(visitor, {**FIRST, "text": f"第{n}点"}, PAGE, basket)
    full = visitor.post(PAGE, {**FIRST, "act": "more", "basket": basket}, page=PAGE)
    assert full.status_code == 400
    assert FIRST["text"] in full.text
    assert visitor.post(PAGE, {**FIRST, "basket": basket}, page=PAGE).status_code == 303
    assert len(visitor.client.blocking_portal.call(_stored)) == 20


def test_every_comment_of_a_basket_counts_in_the_limits(visitor: Visitor) -> None:
    basket = ""
    for n in range(5):
        basket = put_in(visitor, {**FIRST, "text": f"第{n}条意见。"}, basket=basket)
    sent = visitor.post(f"{HERE}?at=art_6", {**SECOND, "basket": basket}, page=PAGE)
    assert sent.status_code == 303, "a basket is taken whole"
    again = {**SECOND, "text": "再说一句。", "key": "key-of-this-form-0002"}
    answer = visitor.post(PAGE, again, page=PAGE)
    assert answer.status_code == 429
    assert "再说一句。" in answer.text
