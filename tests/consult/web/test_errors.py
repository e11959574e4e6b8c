"""What went wrong, in words."""

from pathlib import Path

import pytest

from consult import errors
from consult.services.bills import directory
from consult.web.errors import status_of
from tests.site import Seeded, Visitor, visiting


def test_every_error_of_the_services_has_a_status() -> None:
    kinds = [
        k
        for k in vars(errors).values()
        if isinstance(k, type) and k.__base__ is errors.ConsultError
    ]
    assert {status_of(kind("…")) for kind in kinds} == {400, 403, 404, 409, 429}


def test_a_bug_is_a_calm_page_without_its_trace(
    seeded: Seeded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(now: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(directory, "home", broken)
    with visiting(seeded, tmp_path / "site") as visitor:
        answer = visitor.get("/")
        assert answer.status_code == 500
        assert "系统出错了" in answer.text
        assert "secret detail" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert "content-security-policy" in answer.headers


def test_an_unknown_page_is_explained_in_the_language_asked_for(visitor: Visitor) -> None:
    assert "没有这个页面" in visitor.get("/nowhere").text
    assert "There is no such page" in visitor.get("/en/nowhere").text
