"""What may begin an article, and how much it looks like one."""

import pytest

from drafts.splitting.candidates import Candidate, articles, numbered
from drafts.splitting.lines import lines_of
from drafts.splitting.quotes import Quotes


def found(source: str) -> list[Candidate]:
    lines = lines_of(source)
    return articles(source, lines, Quotes(source, lines), None)


@pytest.mark.parametrize(
    ("begun", "spoken_of"),
    [
        ("第三条　养犬人应当登记。", "第三条规定的养犬人应当登记。"),
        ("第三条 养犬。", "第三条、第四条不适用。"),
        ("第三条（登记）养犬。", "第三条第二款所称养犬人。"),
        ("**第三条** 养犬。", "第三条的养犬人。"),
    ],
)
def test_a_number_that_is_spoken_of_weighs_less_than_one_that_begins(
    begun: str, spoken_of: str
) -> None:
    assert found(begun)[0].weight > 1 > found(spoken_of)[0].weight


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("第十二条之一　甲。", (12, 1)),
        ("第十二条之一切活动", (12, 0)),
        ("第三条之二分之一", (3, 0)),
        ("第１５条 甲。", (15, 0)),
        ("第一百〇五条 甲。", (105, 0)),
    ],
)
def test_zhi_counts_only_as_an_inserted_number(source: str, number: tuple[int, int]) -> None:
    assert found(source)[0].number == number


def test_a_run_on_article_begins_at_its_number_and_not_at_its_line() -> None:
    source = "第一条　甲。第二条　乙。\n"
    first, second = found(source)
    assert (first.inline, second.inline) == (False, True)
    assert second.begin == source.index("第二条")


@pytest.mark.parametrize(
    ("source", "odd"),
    [("第 三 条 甲", "number-blank"), ("笫三条 甲", "odd-sign"), ("第三条 甲", None)],
)
def test_an_odd_spelling_is_remembered(source: str, odd: str | None) -> None:
    assert found(source)[0].odd == odd


def test_what_another_law_says_is_no_candidate() -> None:
    assert found("修改为：“第三条　甲。\n第四条　乙。”\n") == []
    assert found("依照《某法》第三条规定处理。") == []


def test_no_number_beyond_what_can_be_spelt() -> None:
    assert found("第99999条 甲。") == []
    assert found("第〇条 甲。") == []


def test_entries_count_with_chinese_commas_only() -> None:
    source = "一、甲。\n1、乙。\n二、丙。\n"
    lines = lines_of(source)
    assert [one.number for one in numbered(source, lines, Quotes(source, lines))] == [
        (1, 0),
        (2, 0),
    ]
