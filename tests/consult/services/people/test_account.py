"""The accounts."""

import pytest

from consult.errors import Conflict
from consult.permissions import Role
from consult.services.people import account
from tests.consult.cast import ADMIN, DURING

pytestmark = pytest.mark.anyio


async def test_a_login_is_given_once(db: str, cheap: None) -> None:
    for name, taken in (("周敏", False), ("周", True)):
        making = account.add_account(
            ADMIN, DURING, login="zhou", name=name, role=Role.STAFF, password="correct horse 1"
        )
        if taken:
            with pytest.raises(Conflict):
                await making
        else:
            await making
