"""The project's Python files, parsed once, for the tests that look at the code itself."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

PACKAGES = ("drafts", "reports", "consult", "cli")


def modules(*folders: str) -> dict[Path, ast.Module]:
    """Every module below `folders`, by its path from the top of the project."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return {file.relative_to(ROOT): parsed(file) for file in files}


@cache
def parsed(file: Path) -> ast.Module:
    """A file as Python reads it, read once."""
    return ast.parse(file.read_bytes(), str(file))


@cache
def imports(tree: ast.Module) -> tuple[tuple[str, int, bool], ...]:
    """Every name a module imports: dotted, with its line, and whether it stands at the top."""
    return tuple(_imports(tree))


def _imports(tree: ast.Module) -> Iterator[tuple[str, int, bool]]:
    top = set(ast.iter_child_nodes(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno, node in top
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import at line {node.lineno}: write the whole name"
            for name in node.names:
                yield f"{node.module}.{name.name}", node.lineno, node in top
