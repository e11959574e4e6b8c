"""POST /staff/bills/{slug}/{reading}/round/open"""

from tests.site import Visitor

DESK = "/staff/bills/dogs/3"


def test_it_puts_a_draft_before_the_public(staff: Visitor) -> None:
    days = {"first_day": "2026-05-20", "last_day": "2026-06-20"}
    answer = staff.post(f"{DESK}/round/open", days, page=DESK)
    assert answer.status_code == 303
    assert "征求意见已安排" in staff.get(answer.headers["location"]).text
    assert "2026年6月20日" in staff.get("/bills/dogs").text


def test_it_says_which_day_is_wrong(staff: Visitor) -> None:
    for days, field in (
        ({"first_day": "明天", "last_day": "2026-06-20"}, "first_day"),
        ({"first_day": "2026-05-20", "last_day": "2026-05-01"}, "last_day"),
    ):
        answer = staff.post(f"{DESK}/round/open", days, page=DESK)
        assert answer.status_code == 400
        assert f'id="{field}-wrong"' in answer.text
