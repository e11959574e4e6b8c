"""Promises R28 and R29: many people behind one address get through, one machine does not."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator

import pytest

from consult.errors import TooManyTries
from consult.web.buckets import Buckets, CommentLimits, Sender
from tests.site import NOW, Visitor

SCHOOL = "192.0.2.7"
PEOPLE, MINUTES = 200, 10
FORM = "/bills/dogs/2/comment"


def at(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


def citizens(browser: str = "") -> Iterator[tuple[float, str, Sender]]:
    """200 people, one comment each, at random moments of ten minutes."""
    chance = random.Random(28)
    for n in range(PEOPLE):
        moment = chance.uniform(0, MINUTES * 60)
        seen = browser or f"browser {n % 7}"
        yield moment, "citizen", Sender(f"session-{n}", SCHOOL, seen)


def bot(*, keeps_its_cookie: bool) -> Iterator[tuple[float, str, Sender]]:
    """A hundred comments a second for ten minutes."""
    for n in range(100 * MINUTES * 60):
        session = "bot" if keeps_its_cookie else f"bot-{n}"
        yield n / 100, "bot", Sender(session, SCHOOL, "bot's browser")


def accepted(*crowds: Iterator[tuple[float, str, Sender]]) -> list[tuple[float, str]]:
    limits = CommentLimits()
    taken = []
    for moment, who, sender in sorted((one for c in crowds for one in c), key=lambda one: one[0]):
        try:
            limits.check(sender, at(moment))
        except TooManyTries:
            continue
        taken.append((moment, who))
    return taken


def fullest_minute(moments: list[float]) -> int:
    return max(sum(1 for m in moments if start <= m < start + 60) for start in moments)


@pytest.mark.parametrize("browser", ["", "the same everywhere"])
def test_two_hundred_people_behind_one_address_all_get_through(browser: str) -> None:
    assert len(accepted(citizens(browser))) == PEOPLE


def test_a_whole_hall_may_press_submit_at_once() -> None:
    hall = ((0.0, "citizen", sender) for _, _, sender in citizens("the same everywhere"))
    assert len(accepted(hall)) == PEOPLE


def test_a_bot_that_keeps_its_cookie_gets_five_a_minute_and_its_neighbours_everything() -> None:
    taken = accepted(citizens("bot's browser"), bot(keeps_its_cookie=True))
    count = Counter(who for _, who in taken)
    assert count["citizen"] == PEOPLE
    assert fullest_minute([moment for moment, who in taken if who == "bot" and moment > 1]) <= 5


def test_a_bot_with_a_new_cookie_each_time_is_soon_not_served_at_all() -> None:
    taken = accepted(citizens(), bot(keeps_its_cookie=False))
    count = Counter(who for _, who in taken)
    assert count["citizen"] >= 0.95 * PEOPLE
    assert count["bot"] <= 201
    assert [moment for moment, who in taken if who == "bot" and moment > 60] == []


def test_a_machine_of_many_faces_is_bounded_by_its_address() -> None:
    flood = ((n / 100, "bot", Sender(f"s{n}", SCHOOL, f"b{n}")) for n in range(100 * MINUTES * 60))
    taken = [moment for moment, _ in accepted(flood)]
    assert fullest_minute([moment for moment in taken if moment > 60]) <= 121


def test_a_refused_try_does_not_lengthen_the_wait_of_a_person() -> None:
    bucket = Buckets(burst=1, per_minute=5)
    assert bucket.take("a", at(0))
    assert not any(bucket.take("a", at(second)) for second in range(1, 12))
    assert bucket.take("a", at(12))


def test_a_basket_is_taken_whole_and_owed_for_comment_by_comment() -> None:
    bucket = Buckets(burst=5, per_minute=5)
    assert bucket.take("a", at(0), 20)
    assert not bucket.take("a", at(190)), "fifteen are owed, and one more is asked for"
    assert bucket.take("a", at(193))
    limits, basket = CommentLimits(), Sender("s", SCHOOL, "b")
    limits.check(basket, at(0), 20)
    with pytest.raises(TooManyTries):
        limits.check(basket, at(60))


def test_a_machine_that_sends_baskets_gets_no_more_comments_in_than_one_that_does_not() -> None:
    limits, taken = CommentLimits(), 0
    for second in range(MINUTES * 60):
        try:
            limits.check(Sender(f"s{second}", SCHOOL, "b"), at(second), 20)
        except TooManyTries:
            continue
        taken += 20
    assert taken <= 200 + 20


def test_what_is_owed_is_not_forgiven_by_a_refused_try() -> None:
    bucket = Buckets(burst=5, per_minute=5, debt=1)
    assert bucket.take("a", at(0), 20)
    bucket.take("a", at(0))
    assert not bucket.take("a", at(60))


def test_memory_stays_bounded() -> None:
    bucket = Buckets(burst=1, per_minute=1)
    for n in range(60_000):
        bucket.take(str(n), NOW)
    assert len(bucket._levels) == 50_000


def test_over_the_limit_the_form_comes_back_with_everything_in_it(visitor: Visitor) -> None:
    for n in range(6):
        fields = {"kind": "amend", "text": f"第{n}条意见。", "key": f"key-of-this-form-{n}"}
        spoofed = {"x-forwarded-for": f"203.0.113.{n}"}
        data = {"form_token": visitor.token(FORM), **fields}
        answer = visitor.client.post(FORM, data=data, headers=spoofed, follow_redirects=False)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"
    assert "第5条意见。" in answer.text
    assert 'value="key-of-this-form-5"' in answer.text
    assert "还没有收下" in answer.text
    visitor.client.cookies.clear()
    assert visitor.post(FORM, fields, page=FORM).status_code == 303, "the neighbour gets through"
