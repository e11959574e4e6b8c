"""What the wheel holds: four packages, and every file that is not Python but is needed."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.source_tree import PACKAGES

DATA = {".css", ".html", ".js", ".md", ".po", ".svg", ".toml", ".txt", ".csv", ".jsonl", ".json"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built here, without asking any index."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


def test_it_brings_four_names_and_no_more(wheel: set[str]) -> None:
    names = {name.split("/")[0] for name in wheel}
    assert {name for name in names if not name.endswith(".dist-info")} == set(PACKAGES)


def test_templates_travel_inside_the_application(wheel: set[str]) -> None:
    templates = {path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*.*")}
    assert templates, "the checkout has no templates"
    assert {f"consult/{path.as_posix()}" for path in templates} <= wheel


def test_every_data_file_of_the_packages_is_in_it(wheel: set[str]) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in DATA
    }
    assert "consult/locale/en.po" in files
    assert files <= wheel


def test_it_names_its_command_and_carries_its_licence(wheel: set[str]) -> None:
    info = {Path(name).name for name in wheel if ".dist-info/" in name}
    assert {"entry_points.txt", "LICENSE", "METADATA"} <= info
