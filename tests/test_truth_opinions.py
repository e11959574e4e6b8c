"""The hand-labelled opinions of tests/truth/opinions are sound: see the README there."""

import json
import re
from collections import Counter
from functools import cache

import pytest

from drafts.reader import read
from drafts.splitter import split
from reports.normalize import fold
from reports.privacy import mask
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "truth" / "opinions"
SMALLEST = {"dogs-a": (36, 150), "dogs-b": (36, 150), "ebikes": (65, 230)}
"""Of each set: the fewest opinions, the fewest comments."""
SETS = pytest.mark.parametrize("name", list(SMALLEST))
NOTE = re.compile(r"- ([abe]-\d{3}) / ([abe]-\d{3})(?:：.+)?")
DEMAND = re.compile(r"- ([abe]-\d{3}) \((art_\d+)\) \S.+")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def notes() -> str:
    return (FOLDER / "opinions.md").read_text("utf-8")


def pairs(name: str, heading: str) -> list[set[str]]:
    """The pairs of opinions that the notes list under a heading of one set."""
    chapter = notes().split(f"## {name}\n")[1].split("\n## ")[0]
    part = chapter.split(f"### {heading}\n")[1].split("\n### ")[0]
    return [{found[1], found[2]} for found in NOTE.finditer(part)]


@SETS
def test_every_line_says_where_what_and_which_opinion(name: str) -> None:
    for row in rows(name):
        assert list(row) == ["id", "article", "opinion", "text"]
        assert re.fullmatch(re.escape(row["opinion"]) + r"-\d", row["id"])
        assert 8 <= len(row["text"]) <= 200, row["id"]
        assert row["text"] == row["text"].strip()
    assert len({row["id"] for row in rows(name)}) == len(rows(name))


@SETS
def test_every_opinion_is_put_in_three_to_six_ways_on_one_article(name: str) -> None:
    phrasings = Counter(row["opinion"] for row in rows(name))
    assert set(phrasings.values()) <= {3, 4, 5, 6}
    assert len({(row["opinion"], row["article"]) for row in rows(name)}) == len(phrasings)
    opinions, comments = SMALLEST[name]
    assert len(phrasings) >= opinions
    assert len(rows(name)) >= comments


@SETS
def test_articles_hold_one_to_six_opinions_and_several_hold_many(name: str) -> None:
    opinions = {(row["article"], row["opinion"]) for row in rows(name)}
    crowd = Counter(article for article, _opinion in opinions)
    assert max(crowd.values()) <= 6
    assert sum(count >= 4 for count in crowd.values()) >= 4


def test_no_two_comments_are_the_same_text() -> None:
    texts = Counter(fold(row["text"]) for name in SMALLEST for row in rows(name))
    assert [text for text, count in texts.items() if count > 1] == []
    assert "" not in texts


def test_no_comment_holds_personal_data() -> None:
    for name in SMALLEST:
        assert [row["id"] for row in rows(name) if mask(row["text"]) != row["text"]] == []


def test_the_articles_on_dogs_are_those_of_the_first_reading() -> None:
    path = ROOT / "consult" / "sample" / "readings" / "1.txt"
    draft = split(read(path.read_bytes(), path.name))
    known = {article.address for article in draft.articles()}
    for name in SMALLEST:
        if name.startswith("dogs"):
            assert {row["article"] for row in rows(name)} <= known


@SETS
def test_the_notes_tell_each_opinion_once(name: str) -> None:
    told = [(found[1], found[2]) for found in DEMAND.finditer(notes())]
    letter = rows(name)[0]["opinion"][0]
    mine = [one for one in told if one[0].startswith(letter)]
    assert sorted(mine) == sorted({(row["opinion"], row["article"]) for row in rows(name)})


@SETS
def test_opposites_stand_on_the_same_article(name: str) -> None:
    place = {row["opinion"]: row["article"] for row in rows(name)}
    opposite, near = pairs(name, "相反"), pairs(name, "邻近")
    assert min(len(opposite), len(near)) >= 12
    for pair in opposite:
        assert len({place[opinion] for opinion in pair}) == 1, pair
    assert all(opinion in place for pair in near for opinion in pair)
