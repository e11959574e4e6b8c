"""From candidates to one run: numbers in, the believed numbers out."""

import pytest

from drafts.splitting.candidates import Candidate
from drafts.splitting.sequence import best_run

STRONG = 1.3
WEAK = 0.1


def run(*numbers: float, weak: tuple[int, ...] = (), resets: tuple[int, ...] = ()) -> list[int]:
    """The places of the numbers that are believed; `weak` ones look like a mere mention."""
    candidates = [
        Candidate(place, place + 1, (int(number), round(number % 1 * 10)), 0.0, place)
        for place, number in enumerate(numbers)
    ]
    weighed = [
        Candidate(one.start, one.end, one.number, WEAK if one.start in weak else STRONG, one.line)
        for one in candidates
    ]
    return [one.start for one in best_run(weighed, resets)]


def test_nothing_gives_nothing() -> None:
    assert run() == []


def test_a_clean_run_is_believed_whole() -> None:
    assert run(1, 2, 3, 4) == [0, 1, 2, 3]


def test_inserted_articles_follow_their_base() -> None:
    assert run(1, 2, 2.1, 2.2, 3) == [0, 1, 2, 3, 4]
    assert run(1, 2.1, 3) == [0, 1, 2]


def test_a_mention_before_the_first_article_is_left_out() -> None:
    assert run(31, 1, 2, 3, weak=(0,)) == [1, 2, 3]


def test_a_number_out_of_order_is_left_out() -> None:
    assert run(1, 2, 13, 4, 5) == [0, 1, 3, 4]
    assert run(5, 6, 2, 7) == [0, 1, 3]


def test_a_gap_is_crossed() -> None:
    assert run(1, 2, 5, 6) == [0, 1, 2, 3]


def test_a_text_may_begin_anywhere() -> None:
    assert run(205, 206, 207) == [0, 1, 2]


def test_a_repeated_number_is_kept_when_it_looks_like_an_article() -> None:
    assert run(1, 2, 2, 3) == [0, 1, 2, 3]
    assert run(1, 2, 2, 3, weak=(2,)) == [0, 1, 3]


def test_numbers_begin_again_behind_an_annex_heading() -> None:
    assert run(1, 2, 3, 1, 2, resets=(3,)) == [0, 1, 2, 3, 4]
    assert run(1, 2, 3, 1, resets=()) == [0, 1, 2]


def test_a_whole_second_text_is_a_restart() -> None:
    assert run(1, 2, 3, 1, 2, 3, 4) == [0, 1, 2, 3, 4, 5, 6]


def test_a_mention_fills_a_gap_only_when_it_fits() -> None:
    assert run(1, 2, 3, 4, weak=(2,)) == [0, 1, 2, 3]
    assert run(1, 3, 2, 3, weak=(1,)) == [0, 2, 3]


@pytest.mark.parametrize("length", [1, 10, 300])
def test_a_long_run_is_believed_whole(length: int) -> None:
    assert run(*range(1, length + 1)) == list(range(length))
