"""GET and POST /subscriptions and the links of its mails."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from litestar.testing import TestClient

from consult.permissions import terminal
from consult.services.mailing import outbox
from consult.web.app import create_app
from tests.consult.post_office import PostOffice, open_office
from tests.site import NOW, Seeded, Visitor, settings_for

PAGE = "/subscriptions?bill=dogs"
LINK = re.compile(r"/subscriptions/\S+")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with open_office() as office:
        yield office


@pytest.fixture
def mailing(seeded: Seeded, tmp_path: Path, post: PostOffice) -> Iterator[Visitor]:
    """A visitor of a site that can send mail."""
    folder = shutil.copytree(seeded.folder, tmp_path / "site")
    settings = msgspec.structs.replace(
        settings_for(folder), smtp_url=post.url, mail_from="lifa@example.org"
    )
    with TestClient(create_app(settings, clock=lambda: NOW)) as client:
        yield Visitor(client, msgspec.structs.replace(seeded, folder=folder))


def deliver(mailing: Visitor, post: PostOffice) -> list[str]:
    """Send what is due; the links of the newest mail."""
    portal, site = mailing.client.blocking_portal, mailing.client.app.state.site
    portal.call(outbox.send, terminal(), NOW, site.settings)
    return LINK.findall(post.letters[-1].get_content())


def test_without_a_mail_server_nothing_is_asked_and_nothing_promised(visitor: Visitor) -> None:
    assert visitor.get(PAGE).status_code == 404
    for path in ("/bills/dogs", "/directory", "/bills/dogs/2/comment"):
        page = visitor.get(path).text
        assert "/subscriptions" not in page
        assert "会给您发邮件" not in page


def test_where_mail_is_sent_pages_say_so(mailing: Visitor) -> None:
    assert 'href="/subscriptions?bill=dogs"' in mailing.get("/bills/dogs").text
    assert 'href="/subscriptions?body=1"' in mailing.get("/directory").text
    assert "会给您发邮件" in mailing.get("/bills/dogs/2/comment").text


def test_the_answer_is_the_same_whoever_asks(mailing: Visitor, post: PostOffice) -> None:
    answers = [mailing.post(PAGE, {"address": "li@example.net"}, page=PAGE) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].text == answers[1].text


def test_a_button_begins_it_and_a_button_ends_it(mailing: Visitor, post: PostOffice) -> None:
    mailing.post(PAGE, {"address": "li@example.net"}, page=PAGE)
    [confirm] = deliver(mailing, post)
    page = mailing.get(confirm)
    assert "订阅好了" not in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "订阅好了" in mailing.post(confirm, {}, page=confirm).text
    stop = post.letters[-1]["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert "已经退订" not in mailing.get(stop).text
    assert "已经退订" in mailing.post(stop, {}, page=stop).text
    assert "已经退订" in mailing.get(stop).text
    assert mailing.get(confirm).status_code == 404


def test_a_mail_program_ends_it_without_cookie_or_form(mailing: Visitor, post: PostOffice) -> None:
    mailing.post(PAGE, {"address": "li@example.net"}, page=PAGE)
    deliver(mailing, post)
    stop = post.letters[-1]["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    mailing.client.cookies.clear()
    assert mailing.client.post(stop, data={"x": "y"}).status_code == 403
    assert mailing.client.post("/receipts", data=ONE_CLICK).status_code == 403
    assert "已经退订" in mailing.client.post(stop, data=ONE_CLICK).text
    several = {name: (None, value) for name, value in ONE_CLICK.items()}
    assert mailing.client.post(stop, files=several).status_code == 200


def test_what_cannot_be_mailed_to_comes_back_with_its_words(mailing: Visitor) -> None:
    answer = mailing.post(PAGE, {"address": "li@"}, page=PAGE)
    assert answer.status_code == 400
    assert 'value="li@"' in answer.text
    assert "邮箱地址不完整" in answer.text


def test_one_browser_cannot_ask_many_addresses_others_behind_its_network_can(
    mailing: Visitor,
) -> None:
    codes = [
        mailing.post(PAGE, {"address": f"a{n}@example.net"}, page=PAGE).status_code
        for n in range(7)
    ]
    assert codes == [200] * 5 + [429] * 2
    mailing.client.cookies.clear()
    assert mailing.post(PAGE, {"address": "b@example.net"}, page=PAGE).status_code == 200


def test_what_does_not_exist_cannot_be_subscribed_to(mailing: Visitor) -> None:
    for query in ("bill=cats", "body=999", "body=x", ""):
        assert mailing.get(f"/subscriptions?{query}").status_code == 404
