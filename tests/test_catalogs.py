"""Each catalog is complete, has nothing left over, and keeps every placeholder."""

import re

import pytest
from babel.messages.catalog import Catalog

from consult import hant, i18n
from consult.i18n import translations
from tests.catalogs import HAN, all_messages, constants, simplified_only
from tests.sentences import END, written

QUOTED = re.compile("“[^”]*”")
QUOTED_CHINESE = {
    "第十条第二款",
    "意见内容",
    "修改",
    "增加",
    "删除",
    "疑问",
    "支持",
    "其他",
    "统一修改",
}
"""Chinese an English sentence may hold: what has to be typed in Chinese."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return i18n.catalog("en")


@pytest.fixture(scope="module")
def traditional() -> Catalog:
    return i18n.catalog(hant.LOCALE)


@pytest.mark.parametrize("name", ["catalog", "traditional"])
def test_every_sentence_is_there_and_nothing_else(
    name: str, request: pytest.FixtureRequest
) -> None:
    catalog: Catalog = request.getfixturevalue(name)
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in catalog if m.id}
    used = set(all_messages()) | {said for said in written() if said.endswith(END)}
    assert used - known == set(), "not translated"
    assert known - used - constants() - set(written()) == set(), "no longer used"


@pytest.mark.parametrize("name", ["catalog", "traditional"])
def test_nothing_is_empty_or_doubtful(name: str, request: pytest.FixtureRequest) -> None:
    for message in request.getfixturevalue(name):
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
            said = QUOTED.sub(lambda part: "" if part[0] in source else part[0], said)  # noqa: B023, PLW2901 - at once
            for word in QUOTED_CHINESE:
                said = said.replace(word, "")  # noqa: PLW2901 - peeling
            assert not HAN.search(said), said


def test_plurals_follow_the_number() -> None:
    say = translations("en").ngettext
    assert say("{n} 条意见", "{n} 条意见", 1) == "{n} comment"
    assert say("{n} 条意见", "{n} 条意见", 2) == "{n} comments"


def test_traditional_chinese_is_what_make_hant_makes() -> None:
    """After a new sentence or a word in locale/zh_Hant.toml: make hant."""
    assert hant.FILE.read_text(encoding="utf-8") == hant.made()


def test_traditional_chinese_keeps_placeholders_and_has_no_simplified_character(
    traditional: Catalog,
) -> None:
    for message in traditional:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[-1]
        said = message.string if isinstance(message.string, str) else message.string[0]
        assert re.findall(r"\{\w*\}", said) == re.findall(r"\{\w*\}", source)
        for word in sorted(QUOTED_CHINESE, key=len, reverse=True):
            said = said.replace(word, "")
        assert not simplified_only(said), said


def test_words_are_chosen_not_merely_converted() -> None:
    say = translations(hant.LOCALE).gettext
    assert say("征求意见") == "徵求意見"
    assert say("支持") == "支持"
    assert hant.traditional("延长征求意见的“文件”") == "延長徵求意見的「檔案」"


def test_what_only_simplified_chinese_has_is_recognized() -> None:
    assert simplified_only("后里的範圍只有一台") == set()
    assert simplified_only("这条意见 ✓") == {"这", "条", "见"}
