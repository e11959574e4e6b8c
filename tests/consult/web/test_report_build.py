"""POST /staff/bills/{slug}/{reading}/report, then the list and the download."""

import hashlib
import re

from consult.web.report import disposition
from tests.site import Visitor

DESK = "/staff/bills/dogs/1"


def test_a_report_is_built_listed_and_downloaded_by_those_who_may(staff: Visitor) -> None:
    answer = staff.post(f"{DESK}/report", {"edition": "public"}, page=DESK)
    page = staff.wait(answer)
    assert "报告已生成。" in page
    where = re.search(r'href="(/reports/\d+)"', page)
    staff.sign_in("chen")
    listed = staff.get("/reports").text
    digest = re.search(r"SHA-256 ([0-9a-f]{64})", listed)
    assert digest and where and where[0] in listed
    file = staff.get(where[1])
    assert file.content.startswith(b"%PDF")
    assert hashlib.sha256(file.content).hexdigest() == digest[1]
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["cache-control"] == "no-store"
    assert "attachment" in file.headers["content-disposition"]
    staff.sign_off()
    assert staff.get(where[1]).status_code == 303


def test_why_there_is_no_report_is_a_sentence_on_the_page_of_the_job(staff: Visitor) -> None:
    form = "/bills/dogs/2/comment"
    fields = {"kind": "other", "text": "没有归类的话。", "key": "a-key-of-this-form"}
    staff.post(form, fields, page=form)
    desk = "/staff/bills/dogs/2"
    answer = staff.post(f"{desk}/report", {"edition": "internal"}, page=desk)
    assert "还有 1 条意见没有归类" in staff.wait(answer)
    assert "are not grouped yet" in staff.get("/en" + answer.headers["location"]).text


def test_a_file_name_cannot_break_out_of_its_header() -> None:
    header = disposition('报告"; x="\r\nSet-Cookie: a.pdf')
    assert "\r" not in header and "\n" not in header
    assert header.count('"') == 2
    assert "filename*=UTF-8''%E6%8A%A5%E5%91%8A" in header
