"""The three readings of the sample bill: every form is there, every reference resolves."""

import re
from itertools import pairwise

import pytest

from consult.sample.comments import reading_text
from consult.sample.opinions import HERE
from drafts.address import find_in_text
from drafts.model import Draft, Kind, Unit
from drafts.splitter import split

READINGS = (1, 2, 3)
_CITED = re.compile(
    r"(?<!》)(第[一二三四五六七八九十]+条(?:之一)?"
    r"(?:第[一二三四五六七八九十]+款)?(?:第[一二三四五六七八九十]+项)?)(?!（)"
)
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([a-z]+) \|", re.MULTILINE)


def draft(reading: int) -> Draft:
    return split(reading_text(reading))


def table(step: int) -> list[tuple[list[str], list[str], str]]:
    """The rows of the step's table: old addresses, new addresses, what happened."""
    part = (HERE / "readings" / "changes.md").read_text("utf-8").split("\n## ")[step]
    return [(_addresses(old), _addresses(new), change) for old, new, change in _ROW.findall(part)]


def _addresses(cell: str) -> list[str]:
    return [f"art_{number}" for number in re.findall(r"\d+(?:-\d+)?", cell)]


def words(unit: Unit | None) -> str:
    assert unit is not None
    return "".join(part.text for part in unit.walk())


@pytest.mark.parametrize("reading", READINGS)
def test_it_is_read_without_a_doubt_and_holds_every_form(reading: int) -> None:
    read = draft(reading)
    kinds = {unit.kind for unit in read.walk()}
    assert read.findings == ()
    assert len(list(read.articles())) >= 45
    assert all(unit.caption for unit in read.articles())
    assert kinds >= {
        *(Kind.TITLE, Kind.NOTE, Kind.TOC, Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE),
        *(Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM, Kind.ANNEX, Kind.TABLE),
    }


@pytest.mark.parametrize("reading", READINGS)
def test_a_paragraph_closes_a_list(reading: int) -> None:
    closed = [
        article.address
        for article in draft(reading).articles()
        for one, after in pairwise(article.children)
        if any(child.kind is Kind.ITEM for child in one.children) and not after.children
    ]
    assert len(closed) >= 5


@pytest.mark.parametrize("reading", [2, 3])
def test_an_article_is_inserted_as_zhi_yi(reading: int) -> None:
    assert [one.number for one in draft(reading).articles() if one.number and one.number[1]]


@pytest.mark.parametrize("reading", READINGS)
def test_every_reference_to_itself_resolves(reading: int) -> None:
    read = draft(reading)
    cited = _CITED.findall(read.source)
    assert len(cited) > 25
    dangling = [label for label in cited if read.find(find_in_text(label) or "") is None]
    assert dangling == []


@pytest.mark.parametrize("step", [1, 2])
def test_the_table_of_changes_speaks_of_every_article_once(step: int) -> None:
    rows = table(step)
    for side, reading in ((0, step), (1, step + 1)):
        told = [address for row in rows for address in row[side]]
        assert sorted(told) == sorted(one.address for one in draft(reading).articles())


@pytest.mark.parametrize("step", [1, 2])
def test_articles_called_the_same_have_the_same_words(step: int) -> None:
    old, new = draft(step), draft(step + 1)
    changes = table(step)
    for olds, news, change in changes:
        if change == "same":
            assert words(old.find(olds[0])) == words(new.find(news[0])), olds
        if change == "reworded":
            assert words(old.find(olds[0])) != words(new.find(news[0])), olds
    assert {change for *_, change in changes} >= {
        *("same", "reworded", "moved", "split", "merged", "added", "removed"),
    }
