"""Every sentence of the terminal has its English."""

import ast
import string

import pytest

from consult.i18n import translations
from tests.source_tree import modules

SPEAKS = {"_", "say", "Invalid", "Conflict", "NotFound", "ConsultError", "Misused"}


def sentences() -> list[str]:
    """Every Chinese sentence the terminal can print, as it stands in the code."""
    found = {
        node.args[0].value
        for tree in modules("cli").values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in SPEAKS
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    return sorted(str(sentence) for sentence in found)


@pytest.mark.parametrize("sentence", sentences())
def test_it_has_english_with_the_same_places(sentence: str) -> None:
    english = translations("en").gettext(sentence)
    assert english != sentence or sentence.isascii()
    assert places(english) == places(sentence)


def places(sentence: str) -> set[str | None]:
    """The {names} a sentence leaves open."""
    return {name for _text, name, _form, _conversion in string.Formatter().parse(sentence) if name}
