"""/staff/bills/{slug}/{reading}/intake/log and /batches/{number}/{code}"""

import re

from tests.site import Visitor

DESK = "/staff/bills/dogs/1"
PAGE = f"{DESK}/intake"
SHEET = "针对哪里,老百姓怎么说\n第三条,登记应当可以在网上办，电话13800138000。\n第九十九条,没有。\n"
MAPPED = {"col-text": "老百姓怎么说", "col-address": "针对哪里"}
SIGNED = {
    "channel": "contact-point",
    "contact_point": "松岭镇联系点",
    "signed_by": "方静",
    "signed_on": "2026-05-18",
    "on_paper": "3",
}


def ticket_on(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found
    return found[1]


def send(staff: Visitor, sheet: str, **fields: str) -> str:
    file = {"file": ("征求意见.csv", sheet.encode())}
    sent = {"channel": "hotline", "act": "preview", **fields}
    return staff.post(PAGE, sent, page=PAGE, files=file).text


def again(staff: Visitor, ticket: str, **fields: str) -> str:
    sent = {"ticket": ticket, **fields}
    return staff.post(PAGE, sent, page=PAGE, files={"file": ("", b"")}).text


def take(staff: Visitor, sheet: str = SHEET, **fields: str) -> str:
    ticket = ticket_on(send(staff, sheet, **fields))
    return again(staff, ticket, act="import", **MAPPED)


def test_a_column_is_named_by_hand_and_the_next_sheet_of_its_kind_is_read_alike(
    staff: Visitor,
) -> None:
    page = send(staff, SHEET)
    assert "读出 0 条" in page
    mapped = again(staff, ticket_on(page), act="preview", **MAPPED)
    assert "读出 1 条，1 行有问题" in mapped
    assert "新增 1 条" in again(staff, ticket_on(mapped), act="import", **MAPPED)
    next_time = send(staff, SHEET + "第四条,犬绳再放长一些。\n")
    assert "照zhoumin在 2026年5月20日 选的列读" in next_time
    assert "读出 2 条，1 行有问题" in next_time
    signature = re.search(r'name="signature" value="(\w+)"', next_time)
    assert signature
    fields = {"act": "forget", "signature": signature[1], **MAPPED}
    assert "读出 0 条" in again(staff, ticket_on(next_time), **fields)


def test_rows_are_paged_and_filtered_and_the_wrong_ones_come_as_a_sheet(staff: Visitor) -> None:
    many = "条款,意见\n" + "".join(f"第三条,意见之{n}\n" for n in range(120))
    page = send(staff, many + "第九十九条,=没有\n")
    ticket = ticket_on(page)
    assert "第 1 页，共 3 页" in page
    assert "意见之110" in staff.get(f"{PAGE}/look?ticket={ticket}&page=3").text
    wrong = staff.get(f"{PAGE}/look?ticket={ticket}&show=error").text
    assert wrong.count('<td class="num">') == 1
    sheet = staff.get(f"{PAGE}/mend?ticket={ticket}")
    lines = sheet.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "条款,意见,问题"
    assert lines[1].startswith("第九十九条,'=没有,草案中没有“第九十九条”")
    mended = sheet.content.decode().replace("第九十九条,'", "第四条,'")
    ticket = ticket_on(send(staff, mended))
    assert "新增 1 条" in again(staff, ticket, act="import")
    last = staff.get(f"{PAGE}/log/1-P001").text
    assert '<td class="say" lang="zh-CN">=没有</td>' in last


def test_the_log_leads_to_the_batch_its_file_and_its_undoing(staff: Visitor) -> None:
    take(staff, source="三月工单")
    log = staff.get(f"{PAGE}/log").text
    assert "1-P001" in log
    assert "三月工单" in log
    found = staff.get(f"{PAGE}/log?number=1-0006").text
    assert "在文件“征求意见.csv”的第 2 行" in found
    assert "不是从文件导入的" in staff.get(f"{PAGE}/log?number=1-0001").text
    here = f"{PAGE}/log/1-P001"
    assert "征求意见.csv" in staff.get(here).text
    assert staff.get(f"{here}/file").content == SHEET.encode()
    refused = staff.post(f"{here}/undo", {"reason": ""}, page=here)
    assert (refused.status_code, "请写明为什么撤销" in refused.text) == (400, True)
    done = staff.post(f"{here}/undo", {"reason": "传错了"}, page=here)
    after = staff.get(done.headers["location"]).text
    assert "都记为撤回" in after
    assert "意见 5 条" in staff.get(DESK).text
    assert "撤销过，再次导入" in send(staff, SHEET)


def test_a_contact_point_sees_what_became_of_each_of_its_opinions_and_no_personal_data(
    staff: Visitor,
) -> None:
    done = take(staff, **SIGNED)
    found = re.search(r'href="(/batches/1-P001/[0-9A-Z-]+)"', done)
    assert found
    staff.sign_off()
    page = staff.get(found[1])
    assert "松岭镇联系点" in page.text
    assert "登记应当可以在网上办" in page.text
    assert "13800138000" not in page.text
    assert "方静" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    code = found[1].rpartition("/")[2]
    looked = {"number": "1-P001", "code": code.lower()}
    answer = staff.post("/receipts", looked, page="/receipts")
    assert answer.headers["location"].startswith("/batches/1-P001/")
    assert staff.get(f"{found[1]}X").status_code == 404


def test_letters_of_one_file_come_up_one_after_the_other(staff: Visitor) -> None:
    letters = (
        "尊敬的领导：\n第三条第一款建议删去独户居住。\n此致\n敬礼\n李明\n2026年3月12日\n\n"
        "尊敬的领导：\n第四条的犬绳太短，建议改为两米。\n此致\n敬礼\n王芳\n2026年3月13日\n"
    )
    fields = {"channel": "letter", "act": "preview", "pasted": letters}
    page = staff.post(PAGE, fields, page=PAGE).text
    assert "这是 2 封来信" in page
    links = re.findall(r'href="([^"]+/letter\?[^"]+)"', page)
    assert len(links) == 2
    first = links[0].replace("&amp;", "&")
    shown = staff.get(first).text
    assert "后面还有 1 封" in shown
    pile = re.search(r'name="pile" value="([^"]+)"', shown)
    assert pile
    piece = {"take-1": "1", "place-1": "第三条", "kind-1": "amend", "piece-1": "建议删去独户居住。"}
    sent = {"act": "keep", "channel": "letter", "text": letters[:40], "pile": pile[1], "at": "0"}
    answer = staff.post(f"{DESK}/letter", {**sent, **piece}, page=first)
    following = staff.get(answer.headers["location"]).text
    assert "已收下" in following
    assert "犬绳太短" in following
    assert "后面还有" not in following
