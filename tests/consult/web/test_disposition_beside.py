"""What stands beside the form of a decision: reasons, one member, several clusters, the words."""

import re

from tests.consult.web.test_disposition_create import DECISION, PAGE, WHERE, read
from tests.site import Visitor

KEY = re.compile(r'name="(w-[^"]+)"')
WORDS, OWN, FILL = (f"{PAGE}/{last}" for last in ("words", "exception", "reason"))
SEVERAL = "/staff/bills/dogs/1/clusters/decide"
DRAFT = {"outcome": "partly", "reason": "先写的话。", "version": "0", "state": "1"}


def decided(staff: Visitor) -> None:
    read(staff)
    assert staff.post(WHERE, DECISION, page=PAGE).status_code == 303


def test_a_reason_kept_ready_comes_behind_what_was_typed_and_records_nothing(
    staff: Visitor,
) -> None:
    answer = staff.post(FILL, {**DRAFT, "ready": "already-in"}, page=PAGE)
    assert answer.status_code == 200
    assert "先写的话。\n已在{条}中体现。</textarea>" in answer.text
    assert re.search(r'value="partly" checked', answer.text)
    assert "“{条}”还没有填。" in answer.text
    assert "处理经过" not in staff.get(PAGE).text
    gone = staff.post(FILL, {**DRAFT, "ready": "nothing"}, page=PAGE)
    assert (gone.status_code, "先写的话。" in gone.text) == (400, True)


def test_a_wrong_number_is_a_warning_and_the_decision_stands(staff: Visitor) -> None:
    read(staff)
    said = {**DECISION, "reason": "已在第四条、第九十九条体现。"}
    page = staff.get(staff.post(WHERE, said, page=PAGE).headers["location"]).text
    assert "“第九十九条”：" in page
    assert 'href="/bills/dogs/1#art_4"' in page
    assert "处理已记下" in page


def test_one_member_is_decided_on_its_own_and_comes_back(staff: Visitor) -> None:
    decided(staff)
    number = re.findall(r'<span class="num">(1-\d{4})</span>', staff.get(PAGE).text)[0]
    own = {"number": number, "own_outcome": "study", "own_reason": "另行研究。", "own_seen": ""}
    bare = staff.post(OWN, {**own, "own_reason": " "}, page=PAGE)
    assert (bare.status_code, 'id="own_reason-wrong"' in bare.text) == (400, True)
    done = staff.post(OWN, own, page=PAGE)
    assert "这一条另作处理，已记下" in staff.get(done.headers["location"]).text
    late = staff.post(OWN, {**own, "own_reason": "我写的理由"}, page=PAGE)
    assert (late.status_code, "我写的理由" in late.text) == (409, True)
    back = {"number": number, "back": "1", "own_seen": f"{number}:1"}
    assert staff.post(OWN, back, page=PAGE).status_code == 303
    assert "取消另作处理" in staff.get(PAGE).text


def test_words_of_the_next_draft_are_ticked(staff: Visitor) -> None:
    decided(staff)
    keys = KEY.findall(staff.get(WORDS).text)
    assert keys
    late = staff.post(WORDS, {keys[0]: "1", "version": "0"}, page=WORDS)
    assert late.status_code == 409
    assert staff.post(WORDS, {keys[0]: "1", "version": "1"}, page=WORDS).status_code == 303
    page = staff.get(PAGE).text
    assert "独户居住</del>" in page
    assert "第 2 版" in page
    assert PAGE not in staff.get("/staff/bills/dogs/1/clusters/carrying").text


def test_several_clusters_are_decided_alike_or_what_was_ticked_stays(staff: Visitor) -> None:
    page = f"{SEVERAL}?at=art_4"
    name = re.findall(r'name="(c-\d+)"', staff.get(page).text)[0]
    form = {"at": "art_4", name: "1", "outcome": "not-adopted", "reason": ""}
    answer = staff.post(SEVERAL, form, page=page)
    assert answer.status_code == 400
    assert re.search(rf'name="{name}" value="1" checked', answer.text)
    assert staff.post(SEVERAL, {"at": "art_4"}, page=page).status_code == 400
    done = staff.post(SEVERAL, {**form, "reason": "一点五米合适。"}, page=page)
    assert "1 类的处理已记下" in staff.get(done.headers["location"]).text


def test_an_office_keeps_its_own_reasons(staff: Visitor) -> None:
    where = "/staff/reasons"
    first = staff.get(where).text
    body = re.findall(r'name="body" value="(\d+)"', first)[0]
    form = {"body": body, "name": "", "version": "0", "text": "已函告市公安局。"}
    assert staff.post(where, form, page=where).status_code == 303
    assert "已函告市公安局。" in staff.get(PAGE).text
    retire = {"body": body, "name": "in-rules", "version": "0", "act": "retire"}
    assert staff.post(where, retire, page=where).status_code == 303
    assert "实施细则" not in staff.get(PAGE).text
    assert staff.post(where, {**retire, "act": "restore"}, page=where).status_code == 409
    empty = staff.post(where, {**form, "text": " "}, page=where)
    assert (empty.status_code, "请写理由" in empty.text) == (400, True)
    assert staff.get(f"{where}?body=999").status_code == 404
