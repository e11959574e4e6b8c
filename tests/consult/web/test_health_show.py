"""GET /healthz"""

from tests.site import Visitor


def test_it_answers_while_the_database_is_up_to_date(visitor: Visitor) -> None:
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
