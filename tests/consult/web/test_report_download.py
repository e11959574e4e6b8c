"""GET /reports/{id}"""

from tests.site import Visitor


def test_a_report_that_is_not_there_is_not_found(visitor: Visitor) -> None:
    visitor.sign_in("chen")
    for number in ("1", "0", "2147483647", "99999999999999999999"):
        assert visitor.get(f"/reports/{number}").status_code == 404
