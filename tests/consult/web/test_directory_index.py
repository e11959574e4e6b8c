"""GET /directory, and the home page it is reached from."""

import re

from consult.services.bills.directory import Order
from tests.site import Visitor


def test_every_bill_is_in_it(visitor: Visitor) -> None:
    for order in ("", *Order, "nothing"):
        page = visitor.get(f"/directory?by={order}").text
        assert 'href="/bills/dogs"' in page
        assert "正在征求意见" in page
        assert "form_token" not in page
        shown = order if order in list(Order) else "body"
        assert f'href="/directory?by={shown}" aria-current="page"' in page


def test_its_feeds_are_there(visitor: Visitor) -> None:
    for page in ("/directory", "/bills/dogs", "/bills/dogs/2", "/"):
        feeds = set(re.findall(r'href="([^"]*feed\.atom)"', visitor.get(page).text))
        assert feeds, page
        for feed in feeds:
            assert visitor.get(feed).headers["content-type"].startswith("application/atom+xml")


def test_a_long_one_has_a_way_to_its_parts(staff: Visitor) -> None:
    for slug, name in (("parks", "公园"), ("trees", "树木"), ("noise", "噪声")):
        fields = {"slug": slug, "reading": "1", "title": "", "body": "", "subject": ""}
        text = f"{name}条例（草案）\n\n　　第一条　为了{name}，制定本条例。\n"
        staff.post("/staff/drafts", fields, page="/staff", files={"file": ("1.txt", text.encode())})
    page = staff.get("/directory?by=name").text
    assert re.findall(r'<h2 id="(g\d)">(.)</h2>', page) == re.findall(r'href="#(g\d)">(.) ', page)
    assert [letter for _, letter in re.findall(r'<h2 id="(g\d)">(.)</h2>', page)] == list("GQSZ")


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
    assert ">绿化</span></h2>" in staff.get("/directory?by=subject").text
