"""GET /receipts"""

from tests.site import Visitor


def test_it_asks_for_number_and_code(visitor: Visitor) -> None:
    page = visitor.get("/receipts").text
    assert 'name="number"' in page
    assert 'name="code"' in page
