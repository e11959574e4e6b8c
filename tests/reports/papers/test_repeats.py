"""Opinions that come again."""

from reports.papers.repeats import repeats
from tests.reports.papers.chains import (
    FIRST,
    SECOND,
    THIRD,
    TO_SECOND,
    TO_THIRD,
    chain,
    said,
)

LETTER = "每户限养一只太少，很多家庭收养了两只流浪犬，建议改为两只。"


def test_the_same_words_on_the_article_that_came_from_it_come_again() -> None:
    first = said((LETTER, "art_1", None))
    second = said(("别的意见，登记窗口要增加。", "art_2", None), (f"您好！{LETTER}", "art_2", None))
    made = chain((FIRST, SECOND), (TO_SECOND,), (first, second))
    (((at, cluster), found),) = repeats(made).items()
    assert (at, cluster) == (1, "k2")
    assert (found.at, found.cluster, found.ratio, found.alike) == (0, "k1", 100.0, False)


def test_the_same_words_on_another_article_do_not() -> None:
    first, second = said((LETTER, "art_1", None)), said((LETTER, "art_3", None))
    assert repeats(chain((FIRST, SECOND), (TO_SECOND,), (first, second))) == {}


def test_the_other_side_in_nearly_the_same_words_does_not() -> None:
    first = said(("支持对携犬出户不束犬绳的行为从重处罚，罚款应当提高。", "art_1", None))
    second = said(("反对对携犬出户不束犬绳的行为从重处罚，罚款应当提高。", "art_2", None))
    assert repeats(chain((FIRST, SECOND), (TO_SECOND,), (first, second))) == {}


def test_a_reading_that_is_skipped_is_looked_behind_and_the_nearest_comes_first() -> None:
    opinion = said((LETTER, "art_1", None))
    quiet = said(("犬绳太短。", "art_3", None))
    third = said((LETTER, "art_2", None))
    skipped = repeats(chain((FIRST, SECOND, THIRD), (TO_SECOND, TO_THIRD), (opinion, quiet, third)))
    assert skipped[2, "k1"].at == 0
    between = said((LETTER, "art_2", None))
    nearest = repeats(
        chain((FIRST, SECOND, THIRD), (TO_SECOND, TO_THIRD), (opinion, between, third))
    )
    assert nearest[2, "k1"].at == 1


def test_opinions_on_the_draft_as_a_whole_are_compared_with_each_other() -> None:
    first, second = said((LETTER, None, None)), said((LETTER, None, None))
    assert repeats(chain((FIRST, SECOND), (TO_SECOND,), (first, second)))[1, "k1"].at == 0


def test_one_opinion_in_other_words_is_proposed_only() -> None:
    first = said(("一户一只很合理，楼上两只狗一起叫，谁受得了？请不要放宽。", "art_1", None))
    second = said(("一审稿的一只挺好，一户一只合理，二审稿放宽到两只没有说服力", "art_2", None))
    found = repeats(chain((FIRST, SECOND), (TO_SECOND,), (first, second)))
    assert found[1, "k1"].alike
    assert found[1, "k1"].ratio < 80
