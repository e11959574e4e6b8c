"""GET /room and /room/reports/{sha256}: the committee's room, its summary, the sealed PDF."""

import hashlib

from tests.consult.rooms import Seat, furnished, seat_of
from tests.site import CANARY, Visitor

__all__ = ["furnished", "seat_of"]


def test_a_member_finds_the_newest_version_and_the_ones_before(seat_of: Seat) -> None:
    member = seat_of("chen")
    page = member.get("/room").text
    newest, older = seat_of.versions
    assert page.index(f"/room/reports/{newest}") < page.index(f"/room/reports/{older}")
    assert "以前的 1 版" in page and "已读 0 条" in page
    assert CANARY not in page


def test_the_summary_says_what_the_sealed_report_says(seat_of: Seat) -> None:
    member = seat_of("chen")
    newest, older = seat_of.versions
    page = member.get(f"/room/reports/{newest}").text
    report = seat_of.report
    assert f"<dd>{report.figures.people}</dd>" in page
    assert report.foremost[0].ask.text in page
    assert all(one.label in page for one in report.sections)
    assert newest in page and "data:image/svg+xml" in page
    assert "后来又有新的一版" not in page
    assert "后来又有新的一版" in member.get(f"/room/reports/{older}").text
    assert CANARY not in page


def test_the_file_of_an_old_version_is_one_tap_away_for_ever(seat_of: Seat) -> None:
    member = seat_of("chen")
    for digest in seat_of.versions:
        file = member.get(f"/room/reports/{digest}/pdf")
        assert hashlib.sha256(file.content).hexdigest() == digest
        assert file.headers["content-type"] == "application/pdf"
        assert file.headers["cache-control"] == "no-store"
        assert file.headers["content-disposition"].startswith("inline")


def test_a_version_without_data_still_has_its_pdf(seat_of: Seat) -> None:
    member = seat_of("chen")
    page = member.get(f"/room/reports/{seat_of.bare}")
    assert page.status_code == 200
    assert "没有网页版" in page.text and f"/room/reports/{seat_of.bare}/pdf" in page.text
    assert member.get(f"/room/reports/{seat_of.bare}/opinions").status_code == 404


def test_a_hash_nobody_made_is_not_found(seat_of: Seat) -> None:
    member = seat_of("chen")
    for name in ("0" * 64, "x", "1" * 500):
        assert member.get(f"/room/reports/{name}").status_code == 404


def test_staff_may_look_and_see_no_forms_of_a_member(seat_of: Seat) -> None:
    staff = seat_of("zhoumin")
    assert staff.get("/room").status_code == 200
    page = staff.get(f"/room/reports/{seat_of.versions[0]}/articles/{seat_of.article}").text
    assert "记一笔" not in page and "读完这一条" not in page and "问工作人员" not in page


def test_nobody_comes_in_without_signing_in(visitor: Visitor) -> None:
    assert visitor.get("/room").headers["location"].startswith("/staff/sign-in")
    assert visitor.get("/staff/sign-in?next=/room").status_code == 200


def test_every_page_is_english_too(seat_of: Seat) -> None:
    member = seat_of("chen")
    there = f"/en/room/reports/{seat_of.versions[0]}"
    assert "Open the PDF" in member.get(there).text
    for page in (f"/articles/{seat_of.article}", "/opinions", "/comparison", "/search?q=x"):
        assert "Reading room" in member.get(there + page).text
