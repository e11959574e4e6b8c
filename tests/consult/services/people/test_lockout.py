"""Guessing is slowed down, and whoever is guessed at is not locked out (promise R36)."""

import asyncio
import datetime as dt
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.config import Settings
from consult.errors import NotAllowed, TooManyTries
from consult.services.people import lockout, session, signing
from consult.services.people import password as passwords
from consult.services.people.device import Visit
from consult.services.people.lockout import Charge
from consult.services.records import schema
from consult.tables import AuditEntry, TryBudget
from tests.consult.cast import DURING, SECRET
from tests.consult.services.people.conftest import RIGHT

pytestmark = pytest.mark.anyio
SITE = Settings(secret_key=SECRET)
HOME = Visit(network="192.0.2.7")
HOURS = 3
MOST = 20 + 20 * HOURS
"""How often strangers' guesses at one login may be looked at in so many hours."""


async def enter(now: dt.datetime, visit: Visit, word: str = RIGHT) -> signing.SignedIn:
    return await signing.sign_in(now, "zhou", word, visit=visit, settings=SITE)


async def guess(now: dt.datetime, visit: Visit, login: str = "zhou") -> bool:
    """Whether a wrong password was looked at; the other answer is to wait."""
    try:
        await signing.sign_in(now, login, "wrong password", visit=visit, settings=SITE)
    except NotAllowed:
        return True
    except TooManyTries:
        return False
    raise AssertionError("a wrong password was taken")


async def test_five_tries_in_one_network_then_one_in_six_minutes(zhou: str) -> None:
    looked = [await guess(DURING, HOME) for _ in range(8)]
    assert looked == [True] * 5 + [False] * 3
    with pytest.raises(TooManyTries):
        await enter(DURING, HOME)
    assert await enter(DURING + dt.timedelta(minutes=6), HOME)


async def test_the_right_password_costs_nothing(zhou: str) -> None:
    for _ in range(30):
        assert await enter(DURING, HOME)


async def test_a_known_browser_gets_in_from_the_attackers_own_network(zhou: str) -> None:
    token = (await enter(DURING, HOME)).device
    for n in count():
        if not await guess(DURING, HOME) and not await guess(DURING, Visit(network=f"n{n}")):
            break
    with pytest.raises(TooManyTries):
        await enter(DURING, HOME)
    with pytest.raises(TooManyTries):
        await enter(DURING, Visit(network="new"))
    assert (await enter(DURING, Visit(network="192.0.2.7", device=token))).device == token


async def test_a_known_network_is_not_shut_by_guesses_from_elsewhere(zhou: str) -> None:
    await enter(DURING, HOME)
    looked = sum([await guess(DURING, Visit(network=f"n{n}")) for n in range(40)])
    assert looked == lockout.LOGIN.burst
    assert await enter(DURING, HOME)


async def test_a_made_up_browser_is_not_known(zhou: str) -> None:
    made_up = Visit(network="x", device="made-up")
    assert [await guess(DURING, made_up) for _ in range(7)] == [True] * 5 + [False] * 2
    first = await enter(DURING, Visit(network="y", device="made-up"))
    assert first.device != "made-up"


async def test_a_stolen_browser_has_a_budget_of_its_own(zhou: str) -> None:
    token = (await enter(DURING, HOME)).device
    stolen = Visit(network="z", device=token)
    assert sum([await guess(DURING, stolen) for _ in range(30)]) == lockout.KNOWN.burst


async def test_one_network_cannot_try_every_login(zhou: str) -> None:
    tried = Counter([await guess(DURING, HOME, f"login{n}") for n in range(70)])
    assert tried == {True: lockout.NETWORK.burst, False: 10}


async def test_a_login_nobody_has_is_counted_and_recorded_alike(zhou: str) -> None:
    told = []
    for login in (zhou, "nobody"):
        before = await AuditEntry.count()
        tries = [await guess(DURING, Visit(network=f"{login}{n // 6}"), login) for n in range(30)]
        told.append((tries, await AuditEntry.count() - before))
    assert told[0] == told[1]
    subjects = {e["subject"] for e in await AuditEntry.select() if e["action"] == "session.refuse"}
    assert subjects == {"zhou", ""}


async def test_tries_at_the_same_time_do_not_spend_the_same_one_twice(zhou: str) -> None:
    looked = await asyncio.gather(*(guess(DURING, HOME) for _ in range(20)))
    assert sum(looked) == lockout.HERE.burst


async def test_a_clock_that_was_ahead_for_a_while_locks_nobody_out(zhou: str) -> None:
    allowances = (lockout.HERE, lockout.NETWORK, lockout.LOGIN, lockout.KNOWN, lockout.CODE)
    assert max(one.burst * one.step for one in allowances) <= 3_600_000
    while await guess(DURING + dt.timedelta(days=2), HOME):
        pass
    assert await enter(DURING, HOME)


async def test_what_is_full_again_is_forgotten(zhou: str) -> None:
    await guess(DURING, HOME)
    assert await TryBudget.count() == 3
    await lockout.charge((Charge("k", lockout.HERE),), DURING + dt.timedelta(hours=1))
    assert await TryBudget.count() == 1


steps = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 900), st.sampled_from(["guess", "flood", "owner"])),
    max_size=14,
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=steps)
def test_whatever_attackers_do_the_owner_gets_in_and_they_are_bounded(
    cheap: None,
    migrated_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[int, int, str]],
) -> None:
    """The owner, in a browser they used, gets in with the first right try at any moment; in so
    many hours strangers' guesses are looked at `MOST` times at most."""
    path = tmp_path_factory.mktemp("siege") / "consult.db"
    path.write_bytes(migrated_file.read_bytes())
    asyncio.run(_siege(f"sqlite:///{path}", steps))


async def _siege(address: str, steps: list[tuple[int, int, str]]) -> None:
    from consult.permissions import Role
    from consult.services.people import account
    from tests.consult.cast import ADMIN

    async with schema.database(address):
        await account.add_account(
            ADMIN, DURING, login="zhou", name="周敏", role=Role.STAFF, password=RIGHT
        )
        known = (await enter(DURING, HOME)).device
        now, looked, fresh = DURING, 0, count()
        for network, seconds, deed in steps:
            now = min(now + dt.timedelta(seconds=seconds), DURING + dt.timedelta(hours=HOURS))
            if deed == "owner":
                signed = await enter(now, Visit(network=f"a{network}", device=known))
                assert await session.who(signed.token, now)
                continue
            places = [f"b{network}"] if deed == "guess" else [f"c{next(fresh)}" for _ in range(25)]
            for place in places:
                looked += await guess(now, Visit(network=place))
        assert looked <= MOST
        assert await enter(now, Visit(network="b0", device=known))


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
async def test_the_same_statements_and_hashes_answer_a_login_nobody_has(
    zhou: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long they take is for `bench/bench_sign_in.py`: here is that they are the same."""
    told: list[str] = []
    ask, fits = aiosqlite.Connection.execute_fetchall, passwords.fits

    async def asking(self: aiosqlite.Connection, sql: str, *more: Any) -> Any:
        told.append(sql)
        return await ask(self, sql, *more)

    async def holding(word: str, hashed: str | None) -> bool:
        told.append("a hash")
        return await fits(word, hashed)

    monkeypatch.setattr(aiosqlite.Connection, "execute_fetchall", asking)
    monkeypatch.setattr(passwords, "fits", holding)
    work = []
    for login in (zhou, "nobody"):
        told.clear()
        assert await guess(DURING, Visit(network=login, device="made-up"), login)
        work.append(tuple(told))
    assert work[0] == work[1]
    assert len(work[0]) > 8 and work[0].count("a hash") == 1
