"""Containment: what is part of what, boilerplate aside."""

import pytest

from drafts.parts import Parts
from drafts.shingles import Shingles, cover, grams

DUTY = "市公安机关负责养犬登记和养犬管理工作。"
HEALTH = "动物防疫部门负责犬只狂犬病免疫接种。"
STOCK = "违反前款规定的，由公安机关责令改正。"


def test_cover_counts_each_character_once() -> None:
    assert cover("甲乙丙丁戊己庚", grams("甲乙丙丁戊己庚")) == 1.0
    assert cover("甲乙丙丁戊己庚一二三四五六七", grams("甲乙丙丁戊己庚")) == 0.5


def test_short_and_empty_texts_cover_nothing() -> None:
    assert cover("", set()) == cover("甲乙丙", {"甲乙丙"}) == 0.0


def test_a_run_in_many_articles_tells_nothing() -> None:
    shingles = Shingles([STOCK + DUTY, STOCK, STOCK + HEALTH, STOCK])
    assert shingles.holders(STOCK) == set()
    assert shingles.holders(DUTY) == {0}
    assert shingles.share_of(STOCK, 1, without=set()) == 0.0


def test_a_cut_off_article_is_found_in_its_origin() -> None:
    parts = Parts([DUTY + HEALTH], [DUTY, HEALTH])
    assert parts.new_in_old(0, 1) == 1.0
    assert parts.new_in_old(0, 1, beside=[0]) == 1.0
    assert parts.new_in_old(0, 1, beside=[1]) == 0.0
    assert [(pair.old, pair.new) for pair in parts.guesses({0}, {0})] == [(0, 1)]


def test_an_article_taken_in_is_found_in_its_new_home() -> None:
    parts = Parts([DUTY, HEALTH], [DUTY + HEALTH])
    assert parts.old_in_new(1, 0) == pytest.approx(1.0)
    assert [(pair.old, pair.new) for pair in parts.guesses({0}, {0})] == [(1, 0)]


def test_words_that_stand_in_two_places_are_held_elsewhere() -> None:
    assert Parts([DUTY], [DUTY, HEALTH + DUTY]).is_held_elsewhere(0, 0)
    assert not Parts([DUTY], [DUTY, HEALTH]).is_held_elsewhere(0, 0)
