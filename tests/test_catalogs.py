"""English is complete, has nothing left over, and keeps every placeholder."""

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from consult.i18n import translations
from tests.catalogs import all_messages, constants
from tests.conftest import ROOT

HAN = re.compile(r"[\u3400-\u9fff]")
QUOTED_CHINESE = {"第十条第二款", "意见内容", "修改", "增加", "删除", "疑问", "支持", "其他"}
"""Chinese an English sentence may hold: what has to be typed in Chinese."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    with (ROOT / "consult" / "locale" / "en.po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_sentence_is_there_and_nothing_else(catalog: Catalog) -> None:
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalog if m.id}
    used = set(all_messages())
    assert used - known == set(), "not translated"
    assert known - used - constants() == set(), "no longer used"


def test_nothing_is_empty_or_doubtful(catalog: Catalog) -> None:
    for message in catalog:
        if message.id:
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(said), message.id
            assert not message.fuzzy, message.id


def test_placeholders_and_language_are_kept(catalog: Catalog) -> None:
    for message in catalog:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        wanted = set(re.findall(r"\{\w*\}", source))
        for said in message.string if isinstance(message.string, tuple) else (message.string,):
            found = set(re.findall(r"\{\w*\}", said))
            assert found == wanted or (isinstance(message.id, tuple) and found <= wanted), source
            for word in QUOTED_CHINESE:
                said = said.replace(word, "")  # noqa: PLW2901 - peeling
            assert not HAN.search(said), said


def test_plurals_follow_the_number() -> None:
    say = translations("en").ngettext
    assert say("{n} 条意见", "{n} 条意见", 1) == "{n} comment"
    assert say("{n} 条意见", "{n} 条意见", 2) == "{n} comments"
