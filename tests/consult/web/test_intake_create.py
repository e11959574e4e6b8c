"""POST /staff/bills/{slug}/{reading}/intake"""

import re

from tests.site import Visitor
from tests.tongues import plain

DESK = "/staff/bills/dogs/1"
SHEET = "条款,意见内容\n第三条,登记应当可以在网上办。\n第九十九条,没有这一条。\n".encode()


def look(staff: Visitor, prefix: str = "") -> tuple[str, str]:
    file = {"file": ("来信.csv", SHEET)}
    fields = {"channel": "letter", "act": "preview"}
    answer = staff.post(f"{prefix}{DESK}/intake", fields, page=DESK, files=file)
    assert answer.status_code == 200
    ticket = re.search(r'name="ticket" value="([^"]+)"', answer.text)
    assert ticket
    return answer.text, ticket[1]


def take(staff: Visitor, ticket: str) -> str:
    fields = {"channel": "letter", "act": "import", "ticket": ticket}
    answer = staff.post(f"{DESK}/intake", fields, page=DESK, files={"file": ("", b"")})
    return answer.text


def test_it_first_shows_what_would_be_taken_and_stores_nothing(staff: Visitor) -> None:
    page, _ = look(staff)
    assert "读出 1 条，1 行有问题" in page
    assert "第九十九条" in page
    assert "意见 5 条" in staff.get(DESK).text


def test_what_is_wrong_with_a_row_is_said_in_the_language_of_the_page(staff: Visitor) -> None:
    page, _ = look(staff, "/en")
    row = re.search(r'<tr><td class="num">3</td><td>(.*?)</td>', page)
    assert row
    assert plain(row[1]) == (
        "The draft has no “第九十九条”; please check the number of the provision."
    )


def test_then_it_imports_the_same_file_without_asking_for_it_again(staff: Visitor) -> None:
    _, ticket = look(staff)
    assert "新增 1 条，0 条以前已经导入" in take(staff, ticket)
    assert "意见 6 条" in staff.get(DESK).text


def test_the_ticket_is_good_once_and_for_its_owner(staff: Visitor) -> None:
    _, ticket = look(staff)
    staff.sign_in("root")
    assert "已经过期" in take(staff, ticket)
    staff.sign_in("zhoumin")
    assert "新增 1 条" in take(staff, ticket)
    assert "已经过期" in take(staff, ticket)


def test_it_says_so_when_the_table_cannot_be_read(staff: Visitor) -> None:
    file = {"file": ("a.pdf", b"%PDF")}
    answer = staff.post(f"{DESK}/intake", {"channel": "letter"}, page=DESK, files=file)
    assert (answer.status_code, 'role="alert"' in answer.text) == (400, True)


def test_of_a_mail_what_is_not_taken_is_shown_and_its_provision_found(staff: Visitor) -> None:
    body = "第三条太严。\n\n-----原始邮件-----\n请提意见\n"
    mail = f"From: a@example.org\nContent-Type: text/plain; charset=utf-8\n\n{body}".encode()
    fields = {"channel": "email", "act": "preview"}
    page = staff.post(f"{DESK}/intake", fields, page=DESK, files={"file": ("信.eml", mail)}).text
    assert "没有当作意见的字" in page
    assert "请提意见" in page
    assert re.search(r'<td lang="zh-CN">第三条</td>', page)
