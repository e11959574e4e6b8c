"""What is kept between two looks at a report."""

import datetime as dt

from consult.web.previews import FRESH, Previews
from reports.assemble import assemble
from reports.glimpse import glimpse
from reports.model import Edition
from tests.reports.rounds import MADE_ON, small_round

NOW = dt.datetime(2026, 4, 20, 9, tzinfo=dt.UTC)
KEY = ("dogs", 1, "public", "2026-04-20")
BEGUN = glimpse(assemble(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON))


def test_it_is_shown_until_something_is_recorded_and_a_minute_longer() -> None:
    previews = Previews()
    previews.keep(KEY, BEGUN, "a", NOW)
    assert previews.find(KEY, "a", NOW + dt.timedelta(hours=8)) is BEGUN
    assert previews.find(KEY, "b", NOW + FRESH) is BEGUN
    assert previews.find(KEY, "b", NOW + FRESH * 2) is None
    assert previews.find(("dogs", 1, "internal", KEY[3]), "a", NOW) is None


def test_the_oldest_makes_room() -> None:
    previews = Previews()
    for reading in range(9):
        previews.keep(("dogs", reading, "public", KEY[3]), BEGUN, "a", NOW)
    found = [previews.find(("dogs", n, "public", KEY[3]), "a", NOW) for n in range(9)]
    assert found == [None] + [BEGUN] * 8
