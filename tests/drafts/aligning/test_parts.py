"""Containment: what is part of what, boilerplate aside."""

import pytest

from drafts.aligning.chain import Pair
from drafts.aligning.parts import Article, Parts
from drafts.aligning.shingles import Runs, Shingles, cover

DUTY = "市公安机关负责养犬登记和养犬管理工作。"
HEALTH = "动物防疫部门负责犬只狂犬病免疫接种。"
STOCK = "违反前款规定的，由公安机关责令改正。"


def plain(*texts: str) -> list[Article]:
    return [Article(text, "") for text in texts]


def test_cover_counts_each_character_once() -> None:
    seven = Runs("甲乙丙丁戊己庚")
    assert cover(seven, seven.own) == 1.0
    assert cover(Runs("甲乙丙丁戊己庚一二三四五六七"), seven.own) == 0.5


def test_short_and_empty_texts_cover_nothing() -> None:
    short = Runs("甲乙丙")
    assert cover(Runs(""), set()) == cover(short, short.own) == 0.0


def test_a_run_that_stands_twice_covers_both_places() -> None:
    six = "甲乙丙丁戊己"
    assert cover(Runs(f"{six}与其他{six}"), {six}) == pytest.approx(12 / 15)


def test_a_run_in_many_articles_tells_nothing() -> None:
    shingles = Shingles([Runs(text) for text in (STOCK + DUTY, STOCK, STOCK + HEALTH, STOCK)])
    asked = [Runs(STOCK), Runs(DUTY)]
    assert [shingles.holders(one) for one in asked] == [set(), {0}]
    assert shingles.share_of(asked[0], 1, without=frozenset()) == 0.0
    assert shingles.share_of(asked[1], 0, without=frozenset()) == 1.0


def test_a_cut_off_article_is_found_in_its_origin() -> None:
    parts = Parts(plain(DUTY + HEALTH), plain(DUTY, HEALTH))
    assert parts.new_in_old(0, 1) == 1.0
    assert parts.new_in_old(0, 1, beside=[0]) == 1.0
    assert parts.new_in_old(0, 1, beside=[1]) == 0.0
    assert parts.guesses({0}, {0}) == [Pair(0, 1, 1.0)]


def test_an_article_taken_in_is_found_in_its_new_home() -> None:
    parts = Parts(plain(DUTY, HEALTH), plain(DUTY + HEALTH))
    assert parts.old_in_new(1, 0) == pytest.approx(1.0)
    assert parts.guesses({0}, {0}) == [Pair(1, 0, 1.0)]


def test_words_that_stand_in_two_places_are_held_elsewhere() -> None:
    assert Parts(plain(DUTY), plain(DUTY, HEALTH + DUTY)).is_held_elsewhere(0, 0)
    assert not Parts(plain(DUTY), plain(DUTY, HEALTH)).is_held_elsewhere(0, 0)


def test_captions_that_share_a_member_lower_the_bar() -> None:
    both = Article(DUTY + HEALTH, "养犬登记和免疫")
    parts = Parts([both], [Article(DUTY, "养犬登记"), Article(HEALTH, "免疫"), *plain(HEALTH)])
    assert [parts.held_by_kin(Pair(0, new, 0.4)) for new in range(3)] == [True, True, False]
    assert not parts.plainly_held(Pair(0, 0, 0.4))
