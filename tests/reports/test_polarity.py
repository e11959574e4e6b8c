"""Texts of opposite stance are never joined, and words that only look like one keep nothing apart.

The pairs stand in tests/golden/polarity: a title, one text, the other.
"""

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from reports import clusterer
from reports.model import Comment

GOLDEN = Path(__file__).parent.parent / "golden" / "polarity"
LEAST = 60
HELD = 0.95
"""Of the pairs that must be joined, at least this share is."""


def pairs(name: str) -> list[tuple[str, str, str]]:
    return [
        (title, *(text.strip("\n").replace("\\u200b", "\u200b") for text in (one, other)))
        for _line, title, one, other in read_fixture_file(GOLDEN / name)
    ]


APART = pairs("apart.md")
ALIKE = pairs("alike.md")


def joined(one: str, other: str, *, ignore_stance: bool = False) -> bool:
    comments = [Comment("甲", one), Comment("乙", other)]
    return len(clusterer.group(comments, ignore_stance=ignore_stance).clusters) == 1


@pytest.mark.parametrize(
    ("one", "other"), [pytest.param(one, other, id=title) for title, one, other in APART]
)
def test_opposites_are_never_joined_although_their_wording_is_near_enough(
    one: str, other: str
) -> None:
    assert joined(one, other, ignore_stance=True)
    assert not joined(one, other)


def test_what_only_looks_like_another_stance_is_joined() -> None:
    lost = [title for title, one, other in ALIKE if not joined(one, other)]
    assert len(lost) <= (1 - HELD) * len(ALIKE), lost


def test_the_sets_are_large_enough_to_mean_something() -> None:
    assert len({title for title, _, _ in APART}) >= LEAST
    assert len({(one, other) for _, one, other in ALIKE}) >= LEAST
