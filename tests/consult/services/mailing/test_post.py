"""The line to the mail server: encrypted to the host that was named, or not at all."""

import datetime as dt

import pytest

from consult.config import Settings
from consult.services.mailing.post import Lost, Message, Server, letter
from tests.consult.post_office import CERTIFICATE, Line, open_office

SAFE = [Line.STARTTLS, Line.TLS]


def send(url: str, ca: str = "") -> None:
    settings = Settings(mail_from="lifa@example.org")
    made = letter(
        settings, dt.datetime.now(dt.UTC), Message("li@example.net", "通报", "已经发布。")
    )
    server = Server(url, ca)
    try:
        server.hand_over(made)
    finally:
        server.close()


@pytest.mark.parametrize("line", SAFE)
def test_a_server_nobody_vouches_for_gets_no_letter(line: Line) -> None:
    with open_office(line) as office:
        with pytest.raises(Lost, match="CERTIFICATE_VERIFY_FAILED"):
            send(office.url)
        with pytest.raises(Lost, match="CERTIFICATE_VERIFY_FAILED"):
            send(office.url.replace("+starttls", ""))  # what is only offered is checked too
    assert office.letters == []


@pytest.mark.parametrize("line", SAFE)
def test_a_server_the_office_vouches_for_gets_it(line: Line) -> None:
    with open_office(line) as office:
        send(office.url, str(CERTIFICATE))
    assert [one["To"] for one in office.letters] == ["li@example.net"]


@pytest.mark.parametrize("line", SAFE)
def test_a_certificate_for_another_host_is_not_enough(line: Line) -> None:
    with open_office(line) as office, pytest.raises(Lost, match="CERTIFICATE_VERIFY_FAILED"):
        send(office.url.replace("127.0.0.1", "localhost"), str(CERTIFICATE))
    assert office.letters == []


def test_without_encryption_nothing_is_sent_where_it_is_required() -> None:
    with open_office(Line.PLAIN) as office:
        with pytest.raises(Lost, match="STARTTLS"):
            send(office.url.replace("smtp:", "smtp+starttls:"))
        assert office.letters == []
        send(office.url)
    assert len(office.letters) == 1
