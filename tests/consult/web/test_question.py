"""Questions on the desk, their public answers, and everywhere these are shown."""

import re

from tests.site import Visitor

ASK = "/bills/dogs/2/comment?at=art_5"
DESK = "/staff/bills/dogs/2/questions"
PUBLIC = "/bills/dogs/2/questions"


def ask(visitor: Visitor, text: str, key: str) -> str:
    """Put a question on 第五条 of the second reading; the address of its receipt."""
    fields = {"kind": "question", "text": text, "key": f"a-key-of-this-form-{key}"}
    answer = visitor.post(ASK.replace("?", "?"), {**fields, "at": "art_5"}, page=ASK)
    assert answer.status_code in (200, 303), answer.text
    found = re.search(r"/receipts/[\w-]+/[\w-]+", answer.headers.get("location", answer.text))
    assert found
    return found[0]


def test_from_the_question_to_its_answer_everywhere(visitor: Visitor) -> None:
    receipt = ask(visitor, "导盲犬也要牵绳吗？", "1")
    visitor.sign_in("zhoumin")
    desk = visitor.get(DESK).text
    assert "导盲犬也要牵绳吗？" in desk
    assert "1 个疑问等待答复" in visitor.get("/staff/bills/dogs/2").text
    box = re.search(r'name="(q-\d+)"', desk)
    first = re.search(r'name="first" value="(\d+)"', desk)
    assert box
    assert first
    empty = visitor.post(DESK, {box[1]: "1", "first": first[1], "text": " "}, page=DESK)
    assert empty.status_code == 400
    assert "请先写下答复。" in empty.text
    fields = {box[1]: "1", "first": first[1], "text": "不用牵，但要戴工作犬标志。"}
    assert visitor.post(DESK, fields, page=DESK).status_code == 303
    again = visitor.post(DESK, fields, page=f"{DESK}?state=answered")
    assert again.status_code == 409
    visitor.sign_off()
    for page in (PUBLIC, receipt, "/bills/dogs/2/results", "/bills/dogs/2/articles/art_5"):
        assert "不用牵，但要戴工作犬标志。" in visitor.get(page).text, page
    assert "不用牵" not in visitor.get("/bills/dogs/2/articles/art_4").text


def test_an_answer_is_amended_and_says_so(visitor: Visitor) -> None:
    ask(visitor, "导盲犬也要牵绳吗？", "2")
    visitor.sign_in("zhoumin")
    box = re.search(r'name="(q-\d+)"', visitor.get(DESK).text)
    assert box
    visitor.post(DESK, {box[1]: "1", "first": "0", "text": "不用。"}, page=DESK)
    done = f"{DESK}?state=answered"
    place = re.search(rf'action="({DESK}/\d+)"', visitor.get(done).text)
    assert place
    fields = {"text": "不用牵。", "version": "1"}
    assert visitor.post(place[1], fields, page=done).status_code == 303
    stale = visitor.post(place[1], {**fields, "text": "要牵。"}, page=done)
    assert stale.status_code == 409
    assert "要牵。" in stale.text
    visitor.sign_off()
    page = visitor.get(PUBLIC).text
    assert "第 2 版" in page
    assert "要牵。" not in page.replace("不用牵。", "")


def test_before_there_are_any_it_says_so(visitor: Visitor) -> None:
    assert "还没有公开答复。" in visitor.get(PUBLIC).text
    assert "没有等待答复的疑问。" in visitor.get(f"{PUBLIC}?state=waiting").text
