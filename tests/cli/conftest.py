"""A terminal in an empty folder, and one where `consult init` has run."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cli.main import run


class Answer(NamedTuple):
    """What a command line gave back."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON; fails when there is anything else on it."""
        return json.loads(self.out)


Terminal = Callable[..., Answer]


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """Run a command line in an empty folder: `terminal("split", "a.md", stdin=b"…")`."""
    monkeypatch.chdir(tmp_path)
    for name in ("CONSULT_DATABASE_URL", "CONSULT_DATA_DIR", "CONSULT_LOCALE"):
        monkeypatch.delenv(name, raising=False)

    def type_line(*args: object, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = run([str(arg) for arg in args])
        return Answer(status, *capsys.readouterr())

    return type_line


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where `consult init` ran once, to copy from."""
    folder = tmp_path_factory.mktemp("initialised")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("CONSULT_DATABASE_URL", raising=False)
        patch.delenv("CONSULT_DATA_DIR", raising=False)
        patch.setattr(sys, "stdin", io.StringIO())
        assert run(["init"]) == 0
    return folder


@pytest.fixture
def office(terminal: Terminal, initialised: Path) -> Terminal:
    """A terminal where the database is ready and `admin` is the administrator."""
    shutil.copytree(initialised / "var", "var")
    return terminal
