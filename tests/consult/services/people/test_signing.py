"""Signing in (promise R36)."""

import datetime as dt

import pytest

from consult.errors import NotAllowed, TooManyTries
from consult.permissions import Role
from consult.services.people import account, session, signing
from tests.consult.cast import ADMIN, DURING

pytestmark = pytest.mark.anyio

RIGHT = "correct horse 1"


@pytest.fixture
async def zhou(db: str) -> str:
    """An account of the staff."""
    await account.add_account(
        ADMIN, DURING, login="zhou", name="周敏", role=Role.STAFF, password=RIGHT
    )
    return "zhou"


async def test_a_session_begins_and_ends_on_the_server(zhou: str) -> None:
    signed = await signing.sign_in(DURING, zhou, RIGHT)
    assert await session.who(signed.token, DURING) == signed.actor
    assert await session.who(signed.token, DURING + dt.timedelta(hours=11)) is None
    await session.end(DURING, signed.token)
    assert await session.who(signed.token, DURING) is None


async def test_an_account_rests_after_wrong_passwords(zhou: str) -> None:
    for _ in range(5):
        with pytest.raises(NotAllowed, match="账号或密码"):
            await signing.sign_in(DURING, zhou, "wrong password")
    with pytest.raises(TooManyTries):
        await signing.sign_in(DURING, zhou, RIGHT)
    later = DURING + dt.timedelta(minutes=20)
    assert (await signing.sign_in(later, zhou, RIGHT)).token


async def test_a_shut_account_lets_nobody_in(zhou: str) -> None:
    await account.disable_account(ADMIN, DURING, zhou)
    with pytest.raises(NotAllowed):
        await signing.sign_in(DURING, zhou, RIGHT)
