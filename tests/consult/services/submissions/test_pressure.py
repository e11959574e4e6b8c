"""When a proof is asked for: promise R28, nobody is troubled in ordinary times."""

import datetime as dt
import random

import pytest

from consult.config import Settings
from consult.services.moderating.moderation import Cause
from consult.services.submissions.pressure import MINUTE, Arrivals, Pressure, pieces
from tests.site import NOW

SCHOOL = "192.0.2.7"
LETTER = "请把犬绳的长度改为两米，老人牵着方便。公园里也应当设立犬只活动区。"


def fresh() -> Pressure:
    usual = Settings()
    return Pressure(site=usual.proof_site, network=usual.proof_network, alike=usual.proof_alike)


def test_two_hundred_people_behind_one_address_are_asked_for_nothing() -> None:
    chance, pressure = random.Random(28), fresh()
    moments = sorted(chance.uniform(0, 600) for _ in range(200))
    asked = [
        pressure.weigh(SCHOOL, ["".join(chance.choices("甲乙丙丁戊己庚辛", k=20))], after(moment))
        for moment in moments
    ]
    assert asked == [None] * 200


def after(seconds: float) -> dt.datetime:
    return NOW + dt.timedelta(seconds=seconds)


def test_too_many_from_one_network_and_its_neighbours_go_on() -> None:
    pressure = fresh()
    told = [pressure.weigh(SCHOOL, [], after(n / 10)) for n in range(70)]
    assert told == [None] * 60 + [Cause.NETWORK] * 10
    assert pressure.weigh("198.51.100.1", [], after(7)) is None
    assert pressure.crowded(SCHOOL, after(8)) is Cause.NETWORK
    assert pressure.crowded(SCHOOL, after(67)) is None


def test_too_many_altogether() -> None:
    pressure = fresh()
    told = [pressure.weigh(f"198.51.100.{n}", [], NOW) for n in range(125)]
    assert told == [None] * 120 + [Cause.CROWD] * 5
    assert pressure.weigh("203.0.113.1", [], NOW + MINUTE) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda _: LETTER,
        lambda n: f"我是第{n}位来信人，{LETTER}",
        lambda n: LETTER.replace("，", "！" * (n % 3 + 1)) + f"谢谢你们{n}",
        lambda _: "\u200b".join(LETTER),
        lambda n: LETTER.replace("两米", f"{n}米"),
        lambda n: f"{LETTER[: n + 1]}。{LETTER}",
    ],
)
def test_near_copies_are_noticed_whoever_sends_them(change: object) -> None:
    pressure = fresh()
    told = [pressure.weigh(f"198.51.100.{n}", [change(n)], NOW) for n in range(40)]  # type: ignore[operator]
    assert told[:15] == [None] * 15
    assert told[25:] == [Cause.ALIKE] * 15


def test_short_words_many_people_say_are_no_pattern() -> None:
    pressure = fresh()
    assert {
        pressure.weigh(f"198.51.100.{n}", ["支持！希望早日施行。"], NOW) for n in range(90)
    } == {None}


def test_a_threshold_of_nothing_asks_everybody() -> None:
    assert Pressure(site=0, network=9, alike=9).weigh(SCHOOL, ["好"], NOW) is Cause.CROWD
    assert Pressure(site=9, network=0, alike=9).weigh(SCHOOL, ["好"], NOW) is Cause.NETWORK
    assert Pressure(site=9, network=9, alike=0).weigh(SCHOOL, [LETTER], NOW) is Cause.ALIKE


def test_memory_and_work_stay_bounded() -> None:
    arrivals = Arrivals(5, MINUTE)
    for n in range(30_000):
        arrivals.add(str(n), NOW)
    assert len(arrivals._at) == 20_000
    for _ in range(50):
        arrivals.add("one", NOW)
    assert len(arrivals._at["one"]) == 5
    assert (
        len(pieces(["。".join(f"这是第几句话我也不知道{chr(0x4E00 + n)}" for n in range(500))]))
        == 40
    )
