"""GET /staff/bills/{slug}/{reading}/citations"""

import re

from tests.site import CANARY, Visitor


def test_it_names_the_citation_that_was_left_over_and_where_it_should_lead(judge: Visitor) -> None:
    page = judge.get("/staff/bills/dogs/4/citations").text
    assert "草案里 1 处" in page
    assert "<mark>第五条</mark>" in page
    assert "旧条号没有改" in page
    assert 'href="/bills/dogs/4#art_5"' in page
    assert "2 处对应关系待确认" in page
    assert "1 处引用要核对" in judge.get("/staff/bills/dogs/4").text


def test_it_gives_the_new_number_of_what_comments_cite(staff: Visitor) -> None:
    desk = "/staff/bills/dogs/1"
    sheet = f"条款,意见内容\n第四条,第四条和第三条应当合并。{CANARY}\n".replace('"', "")
    fields = {"channel": "letter", "act": "preview"}
    file = {"file": ("来信.csv", sheet.encode())}
    answer = staff.post(f"{desk}/intake", fields, page=desk, files=file)
    ticket = re.search(r'name="ticket" value="([^"]+)"', answer.text)
    assert ticket
    fields = {"channel": "letter", "act": "import", "ticket": ticket[1]}
    staff.post(f"{desk}/intake", fields, page=desk, files={"file": ("", b"")})
    page = staff.get("/staff/bills/dogs/2/citations").text
    assert "草案里 0 处" in page and "没有发现问题" in page
    assert "引用了 2 个变了的条号" in page
    assert re.search(r"第四条</span> → <span[^>]*>第五条", page)
    assert "<mark>第四条</mark>" in page
    assert "<script>" not in page
