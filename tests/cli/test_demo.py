"""`consult demo`, through the terminal only; what it makes is tested with its service."""

from pathlib import Path

import pytest

from cli.demo import site_command
from consult.services import demo as service
from tests.cli.conftest import Terminal


def test_it_says_how_to_see_the_site() -> None:
    assert site_command(Path("var/demo")) == "make serve"
    assert site_command(Path("x")) == (
        "CONSULT_DATABASE_URL=sqlite:///x/consult.db CONSULT_DATA_DIR=x consult serve"
    )


def test_it_reports_what_the_service_made(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Path]] = []

    async def run_demo(
        settings: service.Settings, _now: object, out: Path, progress: object
    ) -> service.DemoSummary:
        asked.append((settings.database_url, settings.data_dir))
        assert callable(progress)
        return service.DemoSummary(
            database=out / "consult.db",
            pdfs=(out / "1.pdf", out / "2.pdf"),
            pages=(42, 7),
            tables=(out / "3.xlsx",),
            articles=55,
            comments=800,
            clusters=200,
            dispositions=190,
            accounts=(service.DemoAccount("zhou", "geheim", "周敏", "工作人员"),),
            receipt="/receipts/1-0007/AAAA",
        )

    monkeypatch.setattr(service, "run_demo", run_demo)
    answer = terminal("demo", "--out", "here")
    assert asked == [("sqlite:///here/consult.db", Path("here"))]
    assert "条文 55 条，意见 800 条 200 类，处理情况 190 项。" in answer.out
    assert "  here/1.pdf（42 页）" in answer.out
    assert "  here/3.xlsx\n" in answer.out
    assert "zhou  geheim" in answer.out
    assert terminal("demo", "--out", "here", "--json").data["pages"] == [42, 7]
