"""GET /directory, and the home page it is reached from."""

import pytest

from tests.site import Visitor


@pytest.mark.parametrize("by", ["", "?by=body", "?by=subject", "?by=name", "?by=nothing"])
def test_every_bill_is_in_it(visitor: Visitor, by: str) -> None:
    page = visitor.get(f"/directory{by}").text
    assert 'href="/bills/dogs"' in page
    assert "正在征求意见" in page
    assert "form_token" not in page


def test_home_leads_to_it_and_to_search(visitor: Visitor) -> None:
    page = visitor.get("/").text
    assert 'href="/directory"' in page
    assert 'action="/search"' in page
    assert "还有 20 天" in page
    assert "一审征求意见已于2026年4月9日截止 · 已处理 0 类" in page


def test_a_subject_typed_at_the_desk_is_in_it(staff: Visitor) -> None:
    fields = {"slug": "parks", "reading": "1", "title": "", "body": "", "subject": "绿化"}
    file = {"file": ("1.txt", "公园条例（草案）\n\n　　第一条　为了公园，制定本条例。\n".encode())}
    assert staff.post("/staff/drafts", fields, page="/staff", files=file).status_code == 200
    assert ">绿化</h2>" in staff.get("/directory?by=subject").text
