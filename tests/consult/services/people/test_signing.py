"""Signing in (promise R36)."""

import datetime as dt

import pytest

from consult.config import Settings
from consult.errors import Conflict, Invalid, NotAllowed, TooManyTries
from consult.permissions import Actor, Role
from consult.services.people import account, own, recovery, session, signing, totp, twofactor
from consult.services.people.device import Visit
from consult.services.people.session import Stage
from consult.services.people.signing import SignedIn
from consult.services.records import audit
from consult.tables import Account, AuditEntry, RecoveryCode, Session
from tests.consult.cast import ADMIN, DURING, SECRET
from tests.consult.services.people.conftest import RIGHT

pytestmark = pytest.mark.anyio
SITE = Settings(secret_key=SECRET)
HOME = Visit(network="192.0.2.7", browser="Firefox · Linux")
LATER = DURING + dt.timedelta(minutes=1)


async def enter(now: dt.datetime = DURING, visit: Visit = HOME, word: str = RIGHT) -> SignedIn:
    return await signing.sign_in(now, "zhou", word, visit=visit, settings=SITE)


async def code_of(login: str, now: dt.datetime) -> str:
    """What the person's telephone shows."""
    row = await Account.select().where(Account.login == login).first()
    assert row
    key = totp.key_of(SECRET, row["totp_seed"] or row["totp_offered"])
    return totp.code_at(key, int(now.timestamp()) // 30)


async def with_telephone(now: dt.datetime = DURING) -> tuple[Actor, tuple[str, ...]]:
    """周敏 with a telephone that counts, and the recovery codes."""
    actor = (await enter(now)).actor
    await twofactor.begin(await own.row(actor), now)
    row = await own.row(actor)
    code = await code_of("zhou", now)
    return actor, (await twofactor.confirm(row, now, code, visit=HOME, settings=SITE)).codes


async def half(now: dt.datetime) -> Visit:
    """The password was right; the visit holds the half session."""
    signed = await enter(now)
    assert (signed.stage, signed.device) == (Stage.CODE, "")
    assert await session.who(signed.token, now) is None
    return Visit(network=HOME.network, browser=HOME.browser, session=signed.token)


async def test_a_session_begins_and_ends_on_the_server(zhou: str) -> None:
    signed = await enter()
    assert await session.who(signed.token, DURING) == signed.actor
    await session.end(DURING, signed.token)
    assert await session.who(signed.token, DURING) is None


async def test_a_session_is_over_when_nobody_clicks_and_after_ten_hours(zhou: str) -> None:
    token, idle = (await enter()).token, dt.timedelta(minutes=30)
    assert await session.who(token, DURING + dt.timedelta(minutes=29), idle)
    assert await session.who(token, DURING + dt.timedelta(minutes=58), idle)
    assert await session.who(token, DURING + dt.timedelta(minutes=88), idle) is None
    fresh, now = (await enter()).token, DURING
    for _ in range(29):
        now += dt.timedelta(minutes=20)
        assert await session.who(fresh, now, idle)
    assert await session.who(fresh, now + dt.timedelta(minutes=20), idle) is None


async def test_a_new_sign_in_ends_the_session_its_browser_held(zhou: str) -> None:
    first = await enter()
    again = await enter(visit=Visit(session=first.token))
    assert again.token != first.token
    assert await session.who(first.token, DURING) is None
    assert await session.who(again.token, DURING)


async def test_a_shut_account_lets_nobody_in(zhou: str) -> None:
    token = (await enter()).token
    await account.disable_account(ADMIN, DURING, zhou)
    assert await session.who(token, DURING) is None
    with pytest.raises(NotAllowed):
        await enter()


async def test_the_code_makes_the_sign_in_whole_with_another_token(zhou: str) -> None:
    await with_telephone()
    waiting = await half(LATER)
    code = await code_of(zhou, LATER)
    whole = await signing.second_step(LATER, code, visit=waiting, settings=SITE)
    assert whole.token != waiting.session and whole.device
    assert await session.who(whole.token, LATER) == whole.actor
    assert await session.begun(waiting.session, LATER, Stage.CODE) is None


async def test_a_code_works_once(zhou: str) -> None:
    await with_telephone()
    code = await code_of(zhou, LATER)
    await signing.second_step(LATER, code, visit=await half(LATER), settings=SITE)
    with pytest.raises(NotAllowed, match="已经用过"):
        await signing.second_step(LATER, code, visit=await half(LATER), settings=SITE)


async def test_the_second_step_waits_five_minutes(zhou: str) -> None:
    await with_telephone()
    waiting, late = await half(LATER), LATER + dt.timedelta(minutes=5)
    with pytest.raises(signing.Late):
        await signing.second_step(late, await code_of(zhou, late), visit=waiting, settings=SITE)


async def test_a_recovery_code_works_once_and_whatever_was_tried(zhou: str) -> None:
    _, codes = await with_telephone()
    waiting = await half(LATER)
    for _ in range(10):
        with pytest.raises(NotAllowed):
            await signing.second_step(LATER, "000000", visit=waiting, settings=SITE)
    with pytest.raises(TooManyTries):
        await signing.second_step(LATER, "000000", visit=waiting, settings=SITE)
    typed = codes[3].lower().replace("-", " ")
    assert (await signing.second_step(LATER, typed, visit=waiting, settings=SITE)).device
    with pytest.raises((NotAllowed, TooManyTries)):
        await signing.second_step(LATER, typed, visit=await half(LATER), settings=SITE)


async def test_secrets_stand_nowhere(zhou: str) -> None:
    actor, codes = await with_telephone()
    offered = totp.key_of(SECRET, (await own.row(actor))["totp_seed"])
    entries = await AuditEntry.select()
    stored = repr([entries, await RecoveryCode.select(), await Account.select()])
    seed = (await own.row(actor))["totp_seed"]
    assert seed not in repr(entries)
    for secret in (*codes, totp.spelled(offered), offered.hex(), totp.spelled(offered)[:9]):
        assert secret not in stored
    with pytest.raises(Conflict, match="已经设好"):
        await twofactor.begin(await own.row(actor), LATER)
    assert twofactor.offered(await own.row(actor), SITE, "三读") is None
    told = [e["action"] for e in entries]
    assert told[-3:] == ["totp.offer", "totp.set", "session.start"]


async def test_where_a_code_is_required_nothing_opens_without_a_telephone(zhou: str) -> None:
    strict = Settings(secret_key=SECRET, totp="staff")
    signed = await signing.sign_in(DURING, "zhou", RIGHT, visit=HOME, settings=strict)
    assert signed.stage is Stage.SETUP
    assert await session.who(signed.token, DURING) is None
    row = await session.begun(signed.token, DURING, Stage.SETUP)
    assert row
    await twofactor.begin(row, DURING)
    row = await session.begun(signed.token, DURING, Stage.SETUP)
    assert row
    with pytest.raises(Invalid):
        await twofactor.confirm(row, DURING, "000000", visit=HOME, settings=strict)
    code = await code_of(zhou, DURING)
    made = await twofactor.confirm(row, DURING, code, visit=HOME, settings=strict)
    assert await session.who(made.admitted.token, DURING)
    with pytest.raises(NotAllowed, match="不能停用"):
        await twofactor.turn_off(signed.actor, DURING, RIGHT, strict)
    assert not twofactor.required(Role.COMMITTEE, strict)


async def test_an_administrator_resets_and_the_person_turns_off(zhou: str) -> None:
    actor, codes = await with_telephone()
    with pytest.raises(Invalid, match="现在的密码"):
        await twofactor.turn_off(actor, LATER, "wrong", SITE)
    fresh = await twofactor.new_codes(actor, LATER, RIGHT, SITE)
    assert not set(fresh) & set(codes) and await recovery.left(actor.id or 0) == 10
    await twofactor.turn_off(actor, LATER, RIGHT, SITE)
    assert (await twofactor.standing(actor, SITE)).since is None
    token = (await enter(LATER)).token
    with pytest.raises(NotAllowed):
        await account.reset_factor(actor, LATER, zhou)
    await account.reset_factor(ADMIN, LATER, zhou)
    assert await session.who(token, LATER) is None


async def test_a_new_password_needs_the_old_one_and_ends_the_others(zhou: str) -> None:
    elsewhere, here = await enter(), await enter()
    visit = Visit(session=here.token)
    with pytest.raises(Invalid):
        await own.change_password(here.actor, LATER, "x", "y", visit=visit, settings=SITE)
    with pytest.raises(Invalid, match="容易猜"):
        await own.change_password(
            here.actor, LATER, RIGHT, "zhou12345678", visit=visit, settings=SITE
        )
    made = await own.change_password(
        here.actor, LATER, RIGHT, "雨后竹篮借伞慢走的灰鸭子", visit=visit, settings=SITE
    )
    ended = [await session.who(one.token, LATER) for one in (elsewhere, here)]
    assert ended == [None, None] and await session.who(made.token, LATER)
    with pytest.raises(NotAllowed):
        await enter(LATER)


async def test_people_see_and_end_their_own_sessions_only(zhou: str) -> None:
    await account.add_account(
        ADMIN, DURING, login="li", name="李", role=Role.COMMITTEE, password=RIGHT
    )
    other = await signing.sign_in(DURING, "li", RIGHT, settings=SITE)
    first, mine = await enter(), await enter(LATER)
    views = await session.list_own(mine.actor, LATER, mine.token)
    assert [(v.browser, v.mine, v.since) for v in views] == [
        ("Firefox · Linux", True, LATER),
        ("Firefox · Linux", False, DURING),
    ]
    from consult.errors import NotFound

    foreign = await Session.select(Session.id).where(Session.account == other.actor.id).first()
    assert foreign
    with pytest.raises(NotFound):
        await session.end_own(mine.actor, LATER, foreign["id"])
    await session.end_own(mine.actor, LATER, views[1].id)
    assert await session.who(first.token, LATER) is None
    third = await enter(LATER)
    await session.end_others(mine.actor, LATER, mine.token)
    assert await session.who(third.token, LATER) is None
    assert await session.who(mine.token, LATER) and await session.who(other.token, LATER)
    assert (await audit.verify(ADMIN)).first_bad is None
