"""POST /receipts: promise R24."""

from tests.site import Visitor


def test_number_and_code_lead_to_the_receipt(visitor: Visitor) -> None:
    known = visitor.seeded
    fields = {"number": known.number, "code": known.code.lower().replace("-", " ")}
    answer = visitor.post("/receipts", fields, page="/receipts")
    assert answer.status_code == 303
    assert visitor.get(answer.headers["location"]).status_code == 200


def test_a_wrong_code_and_an_unknown_number_are_answered_alike(visitor: Visitor) -> None:
    known = visitor.seeded
    wrong = visitor.post("/receipts", {"number": known.number, "code": "x"}, page="/receipts")
    absent = visitor.post("/receipts", {"number": "9-9999", "code": "x"}, page="/receipts")
    assert wrong.status_code == absent.status_code == 404
    assert wrong.text.replace(known.number, "9-9999") == absent.text


def test_guessing_is_slowed_down(visitor: Visitor) -> None:
    fields = {"number": "9-9999", "code": "x"}
    statuses = [visitor.post("/receipts", fields, page="/receipts").status_code for _ in range(12)]
    assert statuses == [404] * 10 + [429] * 2
