"""The seeded site, once; a visitor on a copy of it for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.consult.cast import REWRITTEN
from tests.site import Seeded, Visitor, seeded, visiting

__all__ = ["seeded"]


@pytest.fixture
def visitor(seeded: Seeded, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody on the site, not signed in."""
    with visiting(seeded, tmp_path / "site") as somebody:
        yield somebody


@pytest.fixture
def staff(visitor: Visitor) -> Visitor:
    """周敏, signed in."""
    visitor.sign_in("zhoumin")
    return visitor


@pytest.fixture
def judge(staff: Visitor) -> Visitor:
    """周敏, with a fourth reading whose links to the third are partly doubtful."""
    fields = {"slug": "dogs", "reading": "4", "title": "", "body": ""}
    file = {"file": ("4.txt", REWRITTEN.encode())}
    assert staff.post("/staff/drafts", fields, page="/staff", files=file).status_code == 200
    return staff
