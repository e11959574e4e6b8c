"""POST /staff/bills/{slug}/{reading}/clusters"""

from tests.site import Visitor

DESK = "/staff/bills/dogs/1"


def test_it_groups_again_and_keeps_what_was_decided(staff: Visitor) -> None:
    decided = {"outcome": "adopted", "reason": "有理", "version": "0", "state": "1"}
    staff.post("/staff/clusters/1/disposition", decided, page=DESK)
    answer = staff.post(f"{DESK}/clusters", {}, page=DESK)
    page = staff.wait(answer)
    assert "已重新归类" in page
    assert "已处理 1 类" in page
