"""The trees of twenty laws as one reader found them: tests/truth/trees, see the README there."""

import hashlib
import json
from pathlib import Path

import pytest

from drafts.reader import read
from drafts.splitter import split
from tests.drafts.shape import shape_of

TRUTHS = sorted((Path(__file__).parent.parent / "truth" / "trees").glob("*.json"))


def test_there_are_twenty() -> None:
    assert len(TRUTHS) == 20


@pytest.mark.fixtures
@pytest.mark.parametrize("path", TRUTHS, ids=[path.stem for path in TRUTHS])
def test_the_tree_is_the_one_that_was_read(corpus: Path, path: Path) -> None:
    truth = json.loads(path.read_text("utf-8"))
    data = (corpus / truth["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == truth["sha256"], "another edition of the file"
    found = shape_of(split(read(data, truth["file"])))
    assert {name: truth[name] for name in found} == found
