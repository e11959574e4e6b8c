"""Mails to authors: what is told, once, later when refused, never with the code."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest

from consult.config import Settings
from consult.errors import Invalid, NotAllowed, NotFound
from consult.permissions import terminal
from consult.services.bills import draft
from consult.services.clusters import cluster
from consult.services.decisions import disposition
from consult.services.mailing import mail, outbox
from consult.services.submissions import receipt
from consult.services.submissions.comment import CommentInput, Receipt, submit
from reports.model import Outcome
from tests.consult.cast import AFTER, DURING, SECOND, SECRET, STAFF
from tests.consult.post_office import PostOffice, open_office

pytestmark = pytest.mark.anyio
OFFICE = terminal()


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with open_office() as office:
        yield office


def _settings(post: PostOffice) -> Settings:
    return Settings(
        secret_key=SECRET,
        smtp_url=post.url,
        mail_from="lifa@example.org",
        base_url="https://yijian.example.org/",
    )


async def _say(contact: str) -> Receipt:
    return await submit(
        DURING,
        SECRET,
        slug="dogs",
        reading=1,
        address="art_4",
        form=CommentInput(text="犬绳太短。", contact=contact),
        key=f"mail-{contact:>16}",
    )


async def _decide(got: Receipt) -> None:
    await cluster.rebuild(STAFF, DURING, slug="dogs", reading=1)
    [fate] = (await receipt.show_receipt(got.number, got.code, AFTER)).points
    assert fate.cluster
    await disposition.decide(
        STAFF,
        AFTER,
        cluster_id=fate.cluster.cluster_id,
        outcome=Outcome.ADOPTED,
        reason="",
        version=0,
    )


async def test_one_mail_a_change_without_the_code(dogs: str, post: PostOffice) -> None:
    got = await _say("li@example.net")
    await _say("13800138000")
    assert (await outbox.send(OFFICE, AFTER, _settings(post))).sent == 0
    await _decide(got)
    for sent in (1, 0):
        assert (await outbox.send(OFFICE, AFTER, _settings(post))).sent == sent
    data = SECOND.encode()
    await draft.load_draft(STAFF, AFTER, slug="dogs", reading=2, filename="2.txt", data=data)
    assert (await outbox.send(OFFICE, AFTER, _settings(post))).sent == 1
    assert [letter["To"] for letter in post.letters] == ["li@example.net"] * 2
    told = [letter.get_content() for letter in post.letters]
    assert "怎样处理" in told[0]
    assert "下一稿已经公布" in told[1]
    for text in told:
        assert f"https://yijian.example.org/receipts?number={got.number}" in text
        assert got.code not in text
        assert "犬绳太短" not in text


async def test_what_is_refused_is_tried_again_later(dogs: str, post: PostOffice) -> None:
    await _decide(await _say("li@example.net"))
    post.refusing = True
    assert await outbox.send(OFFICE, AFTER, _settings(post)) == outbox.Sent(0, 1)
    post.refusing = False
    assert await outbox.send(OFFICE, AFTER, _settings(post)) == outbox.Sent(0, 0)
    later = AFTER + dt.timedelta(minutes=6)
    assert await outbox.send(OFFICE, later, _settings(post)) == outbox.Sent(1, 0)


async def test_the_link_at_the_end_stops_them(dogs: str, post: PostOffice) -> None:
    got = await _say("li@example.net")
    await _decide(got)
    with pytest.raises(NotFound):
        await mail.stop(AFTER, SECRET, got.number, "0" * 32)
    await mail.stop(AFTER, SECRET, got.number, mail.token_of(SECRET, got.number))
    assert await outbox.send(OFFICE, AFTER, _settings(post)) == outbox.Sent(0, 0)


async def test_what_is_long_past_is_not_told(dogs: str, post: PostOffice) -> None:
    await _decide(await _say("li@example.net"))
    late = AFTER + mail.RECENT + dt.timedelta(days=1)
    assert await outbox.send(OFFICE, late, _settings(post)) == outbox.Sent(0, 0)


async def test_without_a_server_nothing_is_sent(dogs: str) -> None:
    with pytest.raises(Invalid, match="CONSULT_SMTP_URL"):
        await outbox.send(OFFICE, AFTER, Settings())
    with pytest.raises(NotAllowed):
        await outbox.send(STAFF, AFTER, Settings())


async def test_the_link_of_a_mail_is_whole(dogs: str, post: PostOffice) -> None:
    got = await _say("li@example.net")
    await _decide(got)
    await outbox.send(OFFICE, AFTER, _settings(post))
    [letter] = post.letters
    link = re.search(r"/mail/stop/(\S+)/(\S+)", letter.get_content())
    assert link
    assert link.groups() == (got.number, mail.token_of(SECRET, got.number))
