"""The help of every command in each language: English holds no Chinese, traditional no simplified
character. The file names of the examples are translated too."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest

from tests.catalogs import HAN, simplified_only

TOLD = """
import json, click
from cli.main import consult

def helps(command, path, above=None):
    context = click.Context(command, info_name=path.split()[-1], parent=above)
    yield path, command.get_help(context)
    for name, one in getattr(command, "commands", {}).items():
        yield from helps(one, path + " " + name, context)

print(json.dumps(dict(helps(consult, "consult"))))
"""


@cache
def helps(locale: str) -> dict[str, str]:
    """Every command's help; in a process of its own, for a terminal's language is chosen once."""
    env = {**os.environ, "CONSULT_LOCALE": locale}
    done = subprocess.run(
        [sys.executable, "-c", TOLD], capture_output=True, check=True, text=True, env=env
    )
    told: dict[str, str] = json.loads(done.stdout)
    return told


def test_english_help_holds_no_chinese() -> None:
    told = helps("en")
    assert len(told) > 30
    for name, text in told.items():
        assert not HAN.search(text), f"{name}: {text}"


def test_traditional_help_holds_no_simplified_character() -> None:
    for name, text in helps("zh-Hant").items():
        assert HAN.search(text)
        assert not simplified_only(text), f"{name}: {text}"


@pytest.mark.parametrize("locale", ["zh-CN", "xx"])
def test_any_other_language_is_chinese(locale: str) -> None:
    assert "网站" in helps(locale)["consult serve"]
