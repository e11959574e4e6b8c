"""R36: which role gets into which route, written down and driven; and two organs that never meet.

After adding a route: `python -m tests.matrix_page > tests/golden/matrix.md`, and look at the
difference. A new name in an address goes into OWNERS or WITHIN of consult/services/people/scope.py.
"""

import asyncio
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest

from consult.engine import write_tx
from consult.permissions import ACCOUNT_ROLES, PERMISSIONS, Actor, Role
from consult.services.people import session
from consult.services.people.scope import OWNERS, WITHIN
from consult.services.records import schema
from consult.tables import (
    Account,
    Arrangement,
    Asking,
    Attachment,
    Batch,
    Body,
    Department,
    Job,
    PublicAnswer,
    ReasonTemplate,
    Report,
    RoomNote,
    RoomQuestion,
    Sweep,
)
from tests.conftest import ROOT
from tests.matrix_page import page, signed_in_routes
from tests.roles_page import page as roles_page
from tests.site import NOW, Seeded, Visitor, seeded, settings_for, visiting

__all__ = ["seeded"]

REAL = {"slug": "dogs", "reading": "1", "address": "art_3", "anchor": "t-1"}
"""What addresses of the sweep hold; every id is 1, for one row of each kind is laid down."""
HASH = "ab" * 32
LOOK = "comment.unmask"
"""Reading covered words changes nothing; that somebody did is an entry of the chain."""
REFUSED = {401, 403}
FORM = re.compile(r"<form[^>]*method=\"post\"[^>]*>(?:(?!</form>).)*<button", re.DOTALL)
ACTION = re.compile(r'action="([^"?#]*)')
_NAME = re.compile(r"\{(\w+):\w+\}")


class Office(msgspec.Struct, frozen=True):
    """The seeded site with an account of every role, and one of another organ as `stranger`."""

    seeded: Seeded


@pytest.fixture(scope="module")
def office(seeded: Seeded, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("matrix") / "site"
    shutil.copytree(seeded.folder, folder)
    with ThreadPoolExecutor(1) as thread:
        sessions = thread.submit(asyncio.run, _staff(folder)).result()
    return Office(msgspec.structs.replace(seeded, folder=folder, sessions=sessions))


async def _staff(folder: Path) -> dict[str, str]:
    async with schema.database(settings_for(folder).database_url):
        other = (await Body.insert(Body(name="临江市人大常委会", level="city")))[0]["id"]
        home = (await Body.select(Body.id).where(Body.id != other).first())["id"]
        section = (await Department.insert(Department(body=home, name="公安局")))[0]["id"]
        for row in (
            Report(round=1, sha256=HASH, kind="review", edition="public"),
            Job(round=1, kind="paper", state="done", started_by="系统"),
            Sweep(round=1, condition='{"phrase": "广告"}', state="hidden", reason="广告"),
            Batch(round=1, number="1", channel="web", mapping="{}"),
            Arrangement(round=1, cluster=1, kind="merge"),
            Asking(round=1, cluster=1, department=section, due=NOW.date(), asked_by="office"),
            PublicAnswer(round=1),
            ReasonTemplate(body=home, text="已有规定。"),
            Attachment(submission=1, kind="pdf", filename="a.pdf"),
            RoomNote(round=1, account=1),
            RoomQuestion(round=1, account=1, text="为什么？"),
        ):
            await type(row).insert(row)
        sessions = {}
        for role in ACCOUNT_ROLES:
            own = section if role is Role.DEPARTMENT else None
            sessions[role.value] = await _account(role.value, role, home, own)
            sessions[f"{role.value} elsewhere"] = await _account(
                f"{role.value} elsewhere", role, other, None
            )
        return sessions


async def _account(login: str, role: Role, body: int, section: int | None) -> str:
    made = Account(
        login=login, name=login, role=role.value, body=body, department=section, password_hash=""
    )
    async with write_tx(Account):
        await Account.insert(made)
        row = await Account.select().where(Account.login == login).first()
        assert row is not None
        return await session.begin(row, NOW)


@pytest.fixture(scope="module")
def visitor(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with visiting(office.seeded, tmp_path_factory.mktemp("visited") / "site") as visitor:
        yield visitor


def test_the_matrix_is_the_one_written_down() -> None:
    assert page() == (ROOT / "tests" / "golden" / "matrix.md").read_text(encoding="utf-8")


def test_the_page_on_roles_is_the_table_of_rights() -> None:
    assert roles_page() == (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")


def test_every_right_is_somebodys_and_an_auditor_has_none_that_changes_anything() -> None:
    assert all(right.roles for right in PERMISSIONS.values())
    for method, path, access in signed_in_routes():
        if method != "GET" and access not in ("account.own", LOOK):
            assert Role.AUDITOR not in PERMISSIONS[access].roles, path


def test_every_name_in_an_address_says_whose_it_is() -> None:
    names = {name for _, path, _ in signed_in_routes() for name in _NAME.findall(path)}
    assert names - set(OWNERS) - WITHIN == set(), "say in scope.py whose they are"


@pytest.mark.parametrize("role", ["auditor", "clerk"])
def test_pages_open_to_whom_the_matrix_says_and_show_only_forms_that_work(
    visitor: Visitor, role: str
) -> None:
    visitor.sign_in(role)
    person = Actor(1, role, Role(role), body=1)
    posts = [
        (_pattern(path), access) for method, path, access in signed_in_routes() if method != "GET"
    ]
    for method, path, access in signed_in_routes():
        if method != "GET" or path.endswith(("/events", "/pdf")):
            continue
        answer = visitor.get(_filled(path))
        right = PERMISSIONS[access]
        allowed = person.role in right.roles and not right.whole
        assert answer.status_code < 500, path
        assert (answer.status_code in REFUSED) is not allowed, f"{path}: {answer.status_code}"
        for form in FORM.findall(answer.text) if allowed else ():
            target = ACTION.search(form)
            wanted = [a for pattern, a in posts if target and pattern.fullmatch(target[1])]
            for one in wanted:
                assert person.role in PERMISSIONS[one].roles, f"{path} shows {form[:200]} ({one})"


def test_what_is_another_organs_is_not_there(visitor: Visitor) -> None:
    """Every signed-in route with every id of the first organ, asked by the second's people."""
    token = visitor.token("/receipts")
    swept = 0
    for method, path, access in signed_in_routes():
        names = set(_NAME.findall(path)) & set(OWNERS)
        roles = [role for role in ACCOUNT_ROLES if role in PERMISSIONS[access].roles]
        if not names or PERMISSIONS[access].whole:
            continue
        login = "staff" if Role.STAFF in roles else roles[0].value
        visitor.sign_in(f"{login} elsewhere")
        answer: Any = visitor.client.request(
            *(method, _filled(path)),
            data={"form_token": token} if method == "POST" else None,
            follow_redirects=False,
        )
        assert answer.status_code == 404, f"{method} {path}: {answer.status_code}"
        swept += 1
    assert swept > 60


@pytest.mark.parametrize("path", ["/staff", "/reports", "/staff/jobs", "/staff/questions", "/room"])
def test_lists_show_an_organ_its_own(visitor: Visitor, path: str) -> None:
    visitor.sign_in("staff elsewhere")
    page = visitor.get(path)
    assert page.status_code == 200
    assert "云川市" not in page.text
    visitor.sign_in("staff")
    assert "云川市" in visitor.get(path).text


def _filled(path: str) -> str:
    def value(found: re.Match[str]) -> str:
        return HASH if found[1] == "sha256" else REAL.get(found[1], "1")

    return _NAME.sub(value, path)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile("[^/]+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", path)))
