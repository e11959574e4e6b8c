"""The hand-cut letters of tests/truth/letters and letters_unseen are sound: see their READMEs."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TypedDict, cast

import pytest

from drafts.reader import read
from drafts.splitter import split
from reports.privacy import mask
from tests.conftest import ROOT

TRUTH = ROOT / "tests" / "truth"
LETTERS = sorted((TRUTH / "letters").glob("*.json"))
UNSEEN = sorted((TRUTH / "letters_unseen").glob("*.json"))
BOTH = LETTERS + UNSEEN
LETTER = pytest.mark.parametrize(
    "path", BOTH, ids=[f"{path.parent.name}-{path.stem}" for path in BOTH]
)


class Cut(TypedDict):
    """One comment inside a letter, and how the letter names its place."""

    address: str | None
    start: int
    end: int
    by: str


class Letter(TypedDict):
    """A letter and where it is cut."""

    text: str
    cuts: list[Cut]


def letter(path: Path) -> Letter:
    return cast("Letter", json.loads(path.read_text("utf-8")))


@pytest.fixture(scope="module")
def addresses() -> set[str]:
    path = ROOT / "consult" / "sample" / "readings" / "1.txt"
    draft = split(read(path.read_bytes(), path.name))
    return {unit.address for unit in draft.walk() if unit.address}


@pytest.mark.parametrize(
    ("letters", "least"), [(LETTERS, 40), (UNSEEN, 24)], ids=["letters", "letters_unseen"]
)
def test_there_are_enough_and_every_way_to_name_a_place(letters: list[Path], least: int) -> None:
    assert len(letters) >= least
    ways = Counter(cut["by"] for path in letters for cut in letter(path)["cuts"])
    assert set(ways) == {"number", "relative", "topic", "none"}
    assert min(ways.values()) >= 10


@LETTER
def test_cuts_follow_one_another_and_hold_words(path: Path) -> None:
    text, cuts = letter(path)["text"], letter(path)["cuts"]
    spans = sorted({(cut["start"], cut["end"]) for cut in cuts})
    assert len(spans) >= 2
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(text[start:end].strip() == text[start:end] for start, end in spans)


@LETTER
def test_what_is_cut_stands_in_the_first_reading(path: Path, addresses: set[str]) -> None:
    for cut in letter(path)["cuts"]:
        assert (cut["address"] is None) == (cut["by"] == "none"), cut
        assert cut["address"] is None or cut["address"] in addresses, cut


@LETTER
def test_a_letter_holds_no_personal_data(path: Path) -> None:
    assert mask(letter(path)["text"]) == letter(path)["text"]
