"""Nobody alone changes an auditor's account; everybody else's an administrator changes."""

import pytest

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.permissions import Actor, Role, may, terminal
from consult.services.people import account, consent, organ
from consult.tables import Account, AuditEntry
from tests.consult.cast import DURING

pytestmark = pytest.mark.anyio
PASSWORD = "河边的三棵柳树今年春天又发芽了"


async def _add(login: str, role: Role, by: Actor | None = None, **place: int) -> Actor:
    await account.add_account(
        *(by or terminal(), DURING), login=login, name=login, role=role, password=PASSWORD, **place
    )
    row = await Account.select().where(Account.login == login).first()
    return Actor(row["id"] if row else None, login, role, place.get("body"))


@pytest.mark.usefixtures("db")
async def test_an_auditor_waits_for_a_second_administrator_and_sees_every_step() -> None:
    first = await _add("first", Role.ADMINISTRATOR)
    watcher = await _add("watcher", Role.AUDITOR, terminal("另一台"))
    assert watcher.id is None, "an administrator is there to be asked, also by the command line"
    with pytest.raises(NotAllowed):
        await consent.settle(terminal(), DURING, 1, agree=True)
    await consent.settle(first, DURING, 1, agree=True)
    watcher = Actor(2, "watcher", Role.AUDITOR)
    with pytest.raises(NotAllowed):
        await account.disable_account(first, DURING, "watcher")
    second = await _add("second", Role.ADMINISTRATOR)
    done = await account.disable_account(first, DURING, "watcher")
    assert done.waits
    (waiting,) = await consent.waiting(second)
    with pytest.raises(NotAllowed):
        await consent.settle(first, DURING, waiting.id, agree=True)
    await consent.settle(second, DURING, waiting.id, agree=False)
    row = await Account.select().where(Account.login == "watcher").first()
    assert row is not None
    assert row["disabled"] is False
    with pytest.raises(Conflict):
        await consent.settle(second, DURING, waiting.id, agree=True)
    steps = [one.action for one in await consent.of_auditors(watcher)]
    assert steps == [
        *("account.refuse", "account.ask"),
        *("account.add", "account.agree", "account.ask"),
    ]
    assert await consent.of_auditors(first) == ()


@pytest.mark.usefixtures("db")
async def test_where_nobody_else_is_the_command_line_does_it() -> None:
    watcher = await _add("watcher", Role.AUDITOR)
    assert watcher.id is not None
    assert [one.action for one in await consent.of_auditors(watcher)] == ["account.add"]


@pytest.mark.usefixtures("db")
async def test_an_organs_administrator_keeps_to_its_accounts() -> None:
    city = await organ.add_body(terminal(), DURING, name="云川市人大常委会", level="city")
    county = await organ.add_body(
        terminal(), DURING, name="东河县人大常委会", level="county", parent=city
    )
    keeper = await _add("keeper", Role.ADMINISTRATOR, body=county)
    await _add("clerk", Role.CLERK, keeper)
    await _add("stranger", Role.CLERK, body=city)
    own = {one.login: one.body for one in await account.list_accounts(keeper)}
    assert own == {"clerk": county, "keeper": county}
    with pytest.raises(NotFound):
        await account.disable_account(keeper, DURING, "stranger")
    with pytest.raises(NotAllowed):
        await _add("other", Role.CLERK, keeper, body=city)
    with pytest.raises(NotAllowed):
        await account.disable_account(keeper, DURING, "keeper")
    with pytest.raises(Invalid):
        await _add("office", Role.DEPARTMENT, keeper)
    section = await organ.add_department(keeper, DURING, county, name="公安局")
    await _add("office", Role.DEPARTMENT, keeper, department=section)
    with pytest.raises(NotAllowed):
        await organ.add_body(keeper, DURING, name="县二")
    assert not may(keeper, "audit.read")
    assert [one.name for one in await organ.list_bodies(keeper)] == ["东河县人大常委会"]


@pytest.mark.usefixtures("db")
async def test_organs_stand_under_higher_ones_and_never_in_a_ring() -> None:
    office = terminal()
    city = await organ.add_body(office, DURING, name="云川市", level="city")
    county = await organ.add_body(office, DURING, name="东河县", level="county", parent=city)
    with pytest.raises(Invalid):
        await organ.change_body(office, DURING, city, name="云川市", level="city", parent=county)
    with pytest.raises(Invalid):
        await organ.add_body(office, DURING, name="西河县", level="city", parent=city)
    with pytest.raises(Conflict):
        await organ.add_body(office, DURING, name="东河县")
    assert [(one.name, one.depth) for one in await organ.list_bodies(office)] == [
        *(("云川市", 0), ("东河县", 1)),
    ]
    actions = [row["action"] for row in await AuditEntry.select(AuditEntry.action)]
    assert actions.count("body.add") == 2
