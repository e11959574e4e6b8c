"""The seeded site, once; a visitor on a copy of it for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
