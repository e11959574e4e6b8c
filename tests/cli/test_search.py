"""`consult search rebuild`."""

import json

from tests.cli.conftest import Terminal


def test_it_says_how_much_can_be_found(terminal: Terminal) -> None:
    assert terminal("migrate").status == 0
    assert terminal("search", "rebuild").out == "索引已重做：0 处可以查到。\n"
    assert json.loads(terminal("search", "rebuild", "--json").out) == {"entries": 0}
