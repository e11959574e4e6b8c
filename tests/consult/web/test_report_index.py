"""GET /reports"""

from tests.site import Visitor


def test_a_committee_member_may_read_the_list(visitor: Visitor) -> None:
    visitor.sign_in("chen")
    answer = visitor.get("/reports")
    assert answer.status_code == 200
    assert "还没有报告" in answer.text
    assert "待办" not in answer.text, "no way to a desk that is closed to them"
