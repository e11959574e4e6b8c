"""What a member writes: ticks, notes, questions; the office's answers. Without scripts."""

import html
import re

from tests.consult.rooms import Seat, furnished, seat_of

__all__ = ["furnished", "seat_of"]
FIELD = re.compile(r'name="key" value="([^"]+)"')


def key(page: str) -> str:
    found = FIELD.search(page)
    assert found
    return found[1]


def test_a_tick_is_a_button_and_leads_to_the_next_article(seat_of: Seat) -> None:
    member = seat_of("chen")
    top = f"/room/reports/{seat_of.versions[0]}"
    assert "已读 0 条" in member.get(top).text, "opening a page ticks nothing"
    member.get(seat_of.leaf)
    assert "已读 0 条" in member.get(top).text
    answer = member.post(f"{seat_of.leaf}/read", {}, page=seat_of.leaf)
    assert answer.status_code == 303
    assert "/articles/t-" in answer.headers["location"] != seat_of.leaf
    assert "已读 1 条" in member.get(top).text
    answer = member.post(f"{seat_of.leaf}/read", {"undo": "yes"}, page=seat_of.leaf)
    assert answer.headers["location"] == seat_of.leaf
    assert "已读 0 条" in member.get(top).text


def test_a_note_is_there_again_beside_its_cluster_and_only_for_its_writer(seat_of: Seat) -> None:
    member = seat_of("chen")
    fields = {"cluster": seat_of.cluster, "version": "0", "text": "<b>邻市怎么做？</b>"}
    answer = member.post(f"{seat_of.leaf}/note", fields, page=seat_of.leaf)
    assert answer.headers["location"].endswith(f"#at-{seat_of.cluster}")
    page = member.get(seat_of.leaf).text
    assert "&lt;b&gt;邻市怎么做？&lt;/b&gt;" in page and "<b>邻市" not in page
    older = f"/room/reports/{seat_of.versions[1]}/articles/{seat_of.article}"
    assert "邻市怎么做" in member.get(older).text, "beside the same cluster in another version"
    assert "邻市怎么做" in member.get("/room/notes").text
    file = member.get("/room/notes.md")
    assert file.text.startswith("# ") and "邻市怎么做" in file.text
    for login in ("zhoumin", "root", "lin"):
        other = seat_of(login)
        assert "邻市怎么做" not in other.get(seat_of.leaf).text
        assert "邻市怎么做" not in other.get("/staff/questions").text
        assert "邻市怎么做" not in other.get("/room/notes").text


def test_r8_a_note_changed_in_another_window_comes_back_with_both_texts(seat_of: Seat) -> None:
    member = seat_of("chen")
    fields = {"cluster": "0", "version": "0", "text": "第一个窗口"}
    member.post(f"{seat_of.leaf}/note", fields, page=seat_of.leaf)
    answer = member.post(
        f"{seat_of.leaf}/note", {**fields, "text": "第二个窗口"}, page=seat_of.leaf
    )
    assert answer.status_code == 409
    assert "第一个窗口" in answer.text and "第二个窗口" in answer.text
    assert 'name="version" value="1"' in answer.text
    again = {**fields, "version": "1", "text": "第二个窗口"}
    assert member.post(f"{seat_of.leaf}/note", again, page=seat_of.leaf).status_code == 303
    too_long = {**fields, "version": "2", "text": "长" * 5001}
    answer = member.post(f"{seat_of.leaf}/note", too_long, page=seat_of.leaf)
    assert answer.status_code == 400 and "5001" in answer.text and "长" * 5001 in answer.text


def test_a_note_on_a_cluster_that_is_gone_says_so(seat_of: Seat) -> None:
    member = seat_of("chen")
    fields = {"cluster": seat_of.gone, "version": "0", "text": "还要看看这一类"}
    older = f"/room/reports/{seat_of.versions[1]}/articles/{seat_of.article}"
    assert member.post(f"{older}/note", fields, page=older).status_code == 303
    page = member.get(seat_of.leaf).text
    assert "还要看看这一类" in page and "这一类在这一版里没有了" in page
    assert "这一类在这一版里没有了" not in member.get(older).text
    number = re.search(r'action="(/room/notes/\d+/discard)"', member.get("/room/notes").text)
    assert number
    member.post(number[1], {"version": "1"}, page="/room/notes")
    assert "还要看看这一类" not in member.get(seat_of.leaf).text


def test_a_cluster_that_only_the_list_shows_can_be_written_about(seat_of: Seat) -> None:
    member = seat_of("chen")
    listed = member.get(f"/room/reports/{seat_of.bounded}/opinions").text
    link = re.search(r'href="([^"]+cluster=\d+)#(at-\d+)"', html.unescape(listed))
    assert link
    page = member.get(link[1]).text
    assert f'id="{link[2]}"' in page and "这一类现在只列在全部意见里" in page
    leaf, cluster = link[1].split("?")[0], link[2].removeprefix("at-")
    fields = {"cluster": cluster, "version": "0", "text": "小类也要看"}
    assert member.post(f"{leaf}/note", fields, page=leaf).status_code == 303
    assert "小类也要看" in member.get(leaf).text


def test_a_question_goes_to_the_office_and_its_answer_comes_back(seat_of: Seat) -> None:
    member = seat_of("chen")
    page = member.get(seat_of.leaf).text
    fields = {"cluster": seat_of.cluster, "text": "依据<是>什么？", "key": key(page)}
    for _ in range(2):
        answer = member.post(f"{seat_of.leaf}/question", fields, page=seat_of.leaf)
        assert answer.status_code == 303
    assert "依据&lt;是&gt;什么" in member.get("/room").text
    assert "依据" not in seat_of("lin").get(seat_of.leaf).text
    staff = seat_of("zhoumin")
    desk = html.unescape(staff.get("/staff/questions").text)
    assert desk.count('class="keep">依据<是>什么？') == 1
    number = re.search(r'action="/staff/questions/(\d+)"', desk)
    assert number
    answer = staff.post(
        f"/staff/questions/{number[1]}",
        {"version": "0", "text": "依据是第二十条。"},
        page="/staff/questions",
    )
    assert answer.status_code == 303
    assert "依据是第二十条" in staff.get("/staff/questions?state=answered").text
    assert "没有提问" in staff.get("/staff/questions").text
    member = seat_of("chen")
    assert "新的答复" in member.get("/room").text
    assert "依据是第二十条" in member.get(seat_of.leaf).text
    seen = {"version": "1"}
    assert member.post(f"/room/questions/{number[1]}/seen", seen, page="/room").status_code == 303
    assert "新的答复" not in member.get("/room").text


def test_a_list_leads_to_the_very_place_in_whatever_version(seat_of: Seat) -> None:
    member = seat_of("chen")
    for version in seat_of.versions:
        there = f"/room/reports/{version}/place?address=art_3&cluster={seat_of.cluster}"
        answer = member.get(there)
        assert answer.headers["location"].endswith(f"#at-{seat_of.cluster}")
        assert f'id="at-{seat_of.cluster}"' in member.get(answer.headers["location"]).text
    for lost in ("address=art_99", "address=art_3&cluster=x", ""):
        assert member.get(f"/room/reports/{version}/place?{lost}").status_code == 303


def test_r8_two_answers_at_once_both_are_on_the_page(seat_of: Seat) -> None:
    member = seat_of("chen")
    fields = {"cluster": "0", "text": "还有几天？", "key": key(member.get(seat_of.leaf).text)}
    member.post(f"{seat_of.leaf}/question", fields, page=seat_of.leaf)
    staff = seat_of("zhoumin")
    where = re.search(r"/staff/questions/\d+", staff.get("/staff/questions").text)
    assert where
    first = {"version": "0", "text": "还有三天。"}
    assert staff.post(where[0], first, page="/staff/questions").status_code == 303
    answer = staff.post(
        where[0], {"version": "0", "text": "还有五天。"}, page="/staff/questions?state=answered"
    )
    assert answer.status_code == 409
    assert "还有三天" in answer.text and "还有五天" in answer.text
    empty = staff.post(
        where[0], {"version": "1", "text": " "}, page="/staff/questions?state=answered"
    )
    assert empty.status_code == 400 and "请先写下答复" in empty.text


def test_a_shared_question_is_seen_by_other_members(seat_of: Seat) -> None:
    member = seat_of("chen")
    fields = {"cluster": "0", "text": "与上位法一致吗？", "shared": "yes"}
    fields["key"] = key(member.get(seat_of.leaf).text)
    member.post(f"{seat_of.leaf}/question", fields, page=seat_of.leaf)
    other = seat_of("lin").get(seat_of.leaf).text
    assert "与上位法一致吗" in other and "知道了" not in other
    refused = member.post(f"{seat_of.leaf}/question", {**fields, "text": " "}, page=seat_of.leaf)
    assert refused.status_code in (400, 403)


def test_r36_staff_cannot_write_in_a_members_place(seat_of: Seat) -> None:
    staff = seat_of("zhoumin")
    fields = {"cluster": "0", "version": "0", "text": "我是工作人员"}
    for action in ("note", "question", "read"):
        answer = staff.post(f"{seat_of.leaf}/{action}", fields, page="/staff")
        assert answer.status_code == 403
    member = seat_of("chen")
    assert member.get("/staff/questions").status_code == 403
