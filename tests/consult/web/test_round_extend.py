"""POST /staff/bills/{slug}/{reading}/round/extend"""

from tests.site import Visitor

DESK = "/staff/bills/dogs/2"


def test_the_public_reads_the_new_day_and_the_reason(staff: Visitor) -> None:
    fields = {"last_day": "2026-07-01", "reason": "来信很多"}
    assert staff.post(f"{DESK}/round/extend", fields, page=DESK).status_code == 303
    page = staff.get("/bills/dogs").text
    assert "2026年7月1日" in page and "来信很多" in page


def test_a_reason_is_required(staff: Visitor) -> None:
    fields = {"last_day": "2026-07-01", "reason": ""}
    answer = staff.post(f"{DESK}/round/extend", fields, page=DESK)
    assert answer.status_code == 400
    assert 'id="reason-wrong"' in answer.text
    assert 'value="2026-07-01"' in answer.text
