"""Others have said something close: shown before anything is sent, nothing lost, nobody slowed."""

import html
import time

import httpx
import msgspec

from tests.site import Visitor

PAGE = "/bills/dogs/2/comment?at=art_5"
SAID = (
    "犬绳一点五米太短，建议放宽到两米，大型犬也要走得开，小区里的路又窄，牵着走两步就绊一下，"
    "老人尤其吃力，请认真考虑。电话13800138000"
)
ALIKE = SAID.replace("电话13800138000", "").replace("吃力", "费力")
OTHERWISE = "牵引绳两米才合理。"
DONE = "/staff/bills/dogs/2"


def fields(visitor: Visitor, text: str, **more: str) -> dict[str, str]:
    key = visitor.get(PAGE).text.split('name="key" value="')[1].split('"')[0]
    return {"kind": "amend", "text": text, "key": key, **more}


def gathered(staff: Visitor) -> None:
    sent = staff.post(PAGE, fields(staff, SAID), page=PAGE)
    assert sent.status_code == 303
    staff.wait(staff.post(f"{DONE}/clusters", {}, page=DONE))


def look(visitor: Visitor, text: str, **more: str) -> httpx.Response:
    return visitor.post(PAGE, fields(visitor, text, act="look", **more), page=PAGE)


def cluster_in(page: str) -> str:
    return page.split('name="same" value="')[1].split('"', maxsplit=1)[0]


def test_what_is_close_is_shown_and_everything_typed_is_kept(staff: Visitor) -> None:
    gathered(staff)
    page = look(staff, ALIKE, reason="邻居家也这样说", region="云川市")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    text = html.unescape(page.text)
    assert "有人说过相近的意见" in text
    assert "不是投票" in text
    assert "放宽到两米" in text.split('class="near"')[1].split("<form")[0]
    assert "13800138000" not in text
    assert ALIKE in text
    assert "邻居家也这样说" in text
    assert 'value="云川市"' in text
    assert "仍然提交我的" in text
    # the first button of the form in the page is the plain one: Enter sends, and agrees to nothing
    buttons = text.split('class="near"')[1].split("<button")[1:]
    assert 'name="same"' not in buttons[0].split(">")[0]


def test_looking_sends_nothing(staff: Visitor) -> None:
    gathered(staff)
    before = staff.get("/bills/dogs/2").text
    look(staff, ALIKE)
    assert staff.get("/bills/dogs/2").text == before


def test_other_words_for_it_are_found_and_nothing_is_said_to_be_so(staff: Visitor) -> None:
    gathered(staff)
    assert "有人说过相近的意见" in look(staff, OTHERWISE).text
    assert "没有找到相近的意见" in look(staff, "Quarantine kennels need heating").text


def test_agreeing_sends_ones_own_words_and_staff_see_both(staff: Visitor) -> None:
    gathered(staff)
    shown = look(staff, OTHERWISE)
    sent = staff.post(PAGE, fields(staff, OTHERWISE, same=cluster_in(shown.text)), page=PAGE)
    assert sent.status_code == 303
    assert OTHERWISE in html.unescape(staff.get(sent.headers["location"]).text)
    staff.wait(staff.post(f"{DONE}/clusters", {}, page=DONE))
    at = staff.get(f"{DONE}/clusters?at=art_5").text
    pages = {
        html.unescape(staff.get("/staff/clusters/" + part.split('"')[0]).text)
        for part in at.split('href="/staff/clusters/')[1:]
    }
    own = next(page for page in pages if OTHERWISE in page)
    assert "作者认为与另一类意思相同" in own


def test_a_copy_is_placed_while_nobody_waits_and_the_author_is_told(staff: Visitor) -> None:
    gathered(staff)
    sent = staff.post(PAGE, fields(staff, ALIKE), page=PAGE)
    assert sent.status_code == 303
    for _ in range(100):
        receipt = staff.get(sent.headers["location"]).text
        if "暂时归入同类意见" in receipt:
            break
        time.sleep(0.1)
    assert "暂时归入同类意见" in receipt
    assert "1 条" in staff.get("/bills/dogs/2/articles/art_5").text.split('class="op"')[1]
    cluster = staff.get(f"{DONE}/clusters?at=art_5").text.split('href="/staff/clusters/')[1]
    page = html.unescape(staff.get("/staff/clusters/" + cluster.split('"')[0]).text)
    assert page.count("暂归") >= 1
    staff.wait(staff.post(f"{DONE}/clusters", {}, page=DONE))
    assert "暂时归入同类意见" not in staff.get(sent.headers["location"]).text


def test_nothing_written_is_said_where_it_is_missing(visitor: Visitor) -> None:
    page = look(visitor, " ")
    assert page.status_code == 400
    assert 'id="text-wrong"' in page.text


def test_the_same_as_data(staff: Visitor) -> None:
    gathered(staff)
    path = "/bills/dogs/2/comment/close?at=art_5"
    answer = staff.post(path, fields(staff, ALIKE), page=PAGE)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    (one,) = msgspec.json.decode(answer.content)["close"]
    assert set(one) == {"cluster", "text", "size", "outcome", "reason"}
    assert one["size"] == 1
    assert "13800138000" not in one["text"]
    assert staff.client.post(path, data=fields(staff, ALIKE)).status_code == 403
    assert staff.post(path, fields(staff, ""), page=PAGE).status_code == 400


def test_who_looks_without_end_is_slowed_and_can_still_send(staff: Visitor) -> None:
    gathered(staff)
    pages = [look(staff, ALIKE) for _ in range(11)]
    assert [page.status_code for page in pages] == [200] * 10 + [429]
    assert ALIKE in html.unescape(pages[-1].text)
    assert pages[-1].headers["retry-after"] == "60"
    assert staff.post(PAGE, fields(staff, ALIKE), page=PAGE).status_code == 303
