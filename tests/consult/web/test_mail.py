"""GET and POST /mail/stop/{number}/{token}."""

from consult.services.mailing import mail
from tests.consult.cast import SECRET
from tests.site import Visitor


def test_a_button_stops_the_mails_and_a_wrong_link_does_not(visitor: Visitor) -> None:
    number = visitor.seeded.number
    path = f"/mail/stop/{number}/{mail.token_of(SECRET, number)}"
    assert "<button" in visitor.get(path).text
    assert "不再为回执" in visitor.post(path, {}, page=path).text
    wrong = f"/mail/stop/{number}/{'0' * 32}"
    assert visitor.post(wrong, {}, page=path).status_code == 404


def test_the_link_of_a_mail_fills_the_number_in(visitor: Visitor) -> None:
    assert 'value="1-0001"' in visitor.get("/receipts?number=1-0001").text
