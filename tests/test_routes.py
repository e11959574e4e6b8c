"""The addresses of the site are promises, and each is open to exactly whom the list says.

After adding a route, add its line to golden/routes.txt: method, path, who may.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar

from consult.permissions import PERMISSIONS, Role
from consult.web.app import create_app
from tests.conftest import ROOT
from tests.site import Seeded, Visitor, seeded, settings_for, visiting

__all__ = ["seeded"]

GOLDEN = ROOT / "tests" / "golden" / "routes.txt"
SAMPLE = {
    "{slug:str}": "nothing",
    "{reading:int}": "9",
    "{body_id:int}": "999",
    "{account_id:int}": "999",
    "{wish_id:int}": "999",
    "{address:str}": "art_1",
    "{number:str}": "1-0001",
    "{code:str}": "X",
    "{comment_id:int}": "999",
    "{token:str}": "0",
    "{key:str}": "0",
    "{asking_id:int}": "999",
    "{cluster_id:int}": "999",
    "{report_id:int}": "999",
    "{job_id:int}": "999",
    "{deed_id:int}": "999",
    "{sweep_id:int}": "999",
    "{link_id:int}": "999",
    "{question_id:int}": "999",
    "{note_id:int}": "999",
    "{file_id:int}": "999",
    "{version:int}": "999",
    "{answer_id:int}": "999",
    "{sha256:str}": "0",
    "{anchor:str}": "t-1",
    "{digest:str}": "0",
    "{folder:str}": "css",
    "{name:str}": "base.css",
}
VISITORS = {
    None: Role.NETIZEN,
    "chen": Role.COMMITTEE,
    "zhoumin": Role.STAFF,
    "root": Role.ADMINISTRATOR,
}
REFUSED = {401, 403}


def routes(app: Litestar) -> Iterator[tuple[str, str, str]]:
    """(method, path, access) of every handler."""
    for route in app.routes:
        handlers: list[Any] = getattr(route, "route_handlers", [])
        for handler in handlers:
            for method in sorted(handler.http_methods - {"OPTIONS"}):
                yield method, route.path, str(handler.opt.get("access"))


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    return sorted(routes(create_app(settings_for(tmp_path_factory.mktemp("routes")))))


def test_the_addresses_are_the_ones_promised(table: list[tuple[str, str, str]]) -> None:
    found = "".join(f"{method:5}{path}  {access}\n" for method, path, access in table)
    assert found == GOLDEN.read_text(encoding="utf-8")


def test_every_route_says_who_may(table: list[tuple[str, str, str]]) -> None:
    for method, path, access in table:
        assert access in {"public", *PERMISSIONS}, f"{method} {path}"


@pytest.mark.parametrize("login", VISITORS)
def test_each_role_gets_in_exactly_where_it_may(
    table: list[tuple[str, str, str]], seeded: Seeded, tmp_path: Path, login: str | None
) -> None:
    with visiting(seeded, tmp_path / "site") as visitor:
        for method, path, access in table:
            _start(visitor, login)
            answered = _ask(visitor, method, _filled(path))
            if access == "public":  # 403 is what a wrong password gets, from everybody
                assert answered != 401, f"{method} {path} for {login}"
                continue
            allowed = VISITORS[login] in PERMISSIONS[access].roles
            assert (answered in REFUSED) is not allowed, f"{method} {path} for {login}: {answered}"


def test_no_unsafe_method_works_without_the_token_of_its_form(
    table: list[tuple[str, str, str]], seeded: Seeded, tmp_path: Path
) -> None:
    with visiting(seeded, tmp_path / "site") as visitor:
        for method, path, _ in table:
            if method != "GET":
                visitor.sign_in("root")
                answer = visitor.client.request(method, _filled(path), data={"x": "y"})
                assert answer.status_code == 403, f"{method} {path}"


def _start(visitor: Visitor, login: str | None) -> None:
    if login is None:
        visitor.sign_off()
    else:
        visitor.sign_in(login)


def _filled(path: str) -> str:
    for name, value in SAMPLE.items():
        path = path.replace(name, value)
    assert "{" not in path, f"say in SAMPLE what to put into {path}"
    return path


def _ask(visitor: Visitor, method: str, path: str) -> int:
    """The status, with a redirect to the sign-in page counted as 401."""
    if method == "GET":
        answer = visitor.get(path)
    else:
        data = {"form_token": visitor.token("/receipts")}
        answer = visitor.client.request(method, path, data=data, follow_redirects=False)
    sent_away = answer.headers.get("location", "").startswith("/staff/sign-in")
    return 401 if sent_away else answer.status_code
