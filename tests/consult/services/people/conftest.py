"""An account to sign in to, and a cheap hash: argon2's cost is measured elsewhere."""

import argon2
import pytest

from consult.permissions import Role
from consult.services.people import account, password
from tests.consult.cast import ADMIN, DURING

RIGHT = "correct horse 1"


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with the least work it takes."""
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(password, "_hasher", hasher)
    monkeypatch.setattr(password, "_NOBODYS", hasher.hash("nobody's"))


@pytest.fixture
async def zhou(db: str, cheap: None) -> str:
    """An account of the staff."""
    await account.add_account(
        ADMIN, DURING, login="zhou", name="周敏", role=Role.STAFF, password=RIGHT
    )
    return "zhou"
