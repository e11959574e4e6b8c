"""GET /staff/bills/{slug}/{reading}/campaigns, one of them, and the table."""

import csv
import html
import io

import pytest

from tests.site import Visitor

DESK = "/staff/bills/dogs/2"
CSV = (
    "条款,意见,收到日期,姓名,联系方式\n"
    + "".join(
        f"第五条,建议把犬绳的长度放宽到两米，一点五米对大型犬来说太短，牵着走路人和犬都不舒服。{more},"
        f"2026-05-{12 + n % 4},居民{n % 9},139{n % 9:08d}\n"
        for n, more in enumerate([""] * 9 + ["我家楼道里被咬过两回。"] * 3 + ["谢谢。"])
    )
    + "第五条,登记应当能在网上办。,2026-05-12,,\n"
)


def campaigns(staff: Visitor) -> str:
    fields = {"channel": "email", "act": "import"}
    sent = staff.post(
        f"{DESK}/intake", fields, page=DESK, files={"file": ("来信.csv", CSV.encode())}
    )
    assert sent.status_code == 200
    staff.wait(staff.post(f"{DESK}/clusters", {}, page=DESK))
    return html.unescape(staff.get(f"{DESK}/campaigns").text)


def test_one_text_is_told_with_its_submissions_senders_and_copies(staff: Visitor) -> None:
    page = campaigns(staff)
    assert "共 1 份文字，13 条意见，占已归类 14 条的 92.9%" in page
    for words in ("13 件", "9 人", "9 条", "4 条", "电子邮件 13", "不判断真假"):
        assert words in page
    assert "虚假" not in page
    assert "campaigns" in staff.get(DESK).text


def test_one_campaign_shows_its_days_and_what_was_added(staff: Visitor) -> None:
    link = campaigns(staff).split(f'href="{DESK}/campaigns/')[1].split('"', maxsplit=1)[0]
    page = html.unescape(staff.get(f"{DESK}/campaigns/{link}").text)
    assert 'role="img"' in page
    assert "最多的一天是 2026年5月12日，4 条" in page
    assert page.index("我家楼道里被咬过两回") < page.index(">谢谢<")
    assert "<strong>我家楼道里被咬过两回</strong>" in page
    english = staff.get(f"/en{DESK}/campaigns/{link}").text
    assert ">5-12<" in english


def test_the_table_opens_as_a_spreadsheet_and_starts_no_formula(staff: Visitor) -> None:
    campaigns(staff)
    answer = staff.get(f"{DESK}/campaigns.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["来件"], row["来件人"], row["原文"], row["改过的"]) == ("13", "9", "9", "4")
    assert row["条文"] == "第五条"


def test_without_a_campaign_the_page_says_so(staff: Visitor) -> None:
    assert "还没有归类" in staff.get(f"{DESK}/campaigns").text
    assert "没有同一份文字由多人寄来的情况" in staff.get("/staff/bills/dogs/1/campaigns").text
    assert staff.get("/staff/bills/dogs/1/campaigns/1").status_code == 404


@pytest.mark.parametrize("path", ["campaigns", "campaigns/1", "campaigns.csv"])
def test_it_is_for_the_office_alone(visitor: Visitor, path: str) -> None:
    assert visitor.get(f"{DESK}/{path}").status_code == 303
    visitor.sign_in("chen")
    assert visitor.get(f"{DESK}/{path}").status_code == 403
