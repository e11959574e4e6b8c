"""The sentences the pure packages write out, as templates: f"缺{a}。" is 缺{1}。"""

import ast
from collections.abc import Iterator

from tests.catalogs import HAN
from tests.source_tree import modules

END = "。"
REPORTED = ("suggesting", "comparison.py", "places.py", "chinese.py", "manifest.py")


def template_of(node: ast.expr) -> str | None:
    """A text, or an f-string with its places numbered from 1; None for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    places = 0
    pieces = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            pieces.append(str(part.value))
        else:
            places += 1
            pieces.append(f"{{{places}}}")
    return "".join(pieces)


def templates(tree: ast.AST) -> Iterator[str]:
    """Every Chinese text of a module but its docstrings and the pieces of its f-strings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and id(node) not in docstrings | inside:
            said = template_of(node)
            if said and HAN.search(said):
                yield said


def written() -> dict[str, str]:
    """Every text of drafts/, of the suggestions and of comparisons → the module that writes it."""
    return {
        said: str(path)
        for path, tree in modules("drafts", "reports").items()
        if path.parts[0] == "drafts" or path.parts[1] in REPORTED
        for said in templates(tree)
    }
