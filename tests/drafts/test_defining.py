"""Terms a draft defines, and where its articles use them."""

import time
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from drafts import splitter
from drafts.defining import LONGEST, Definition, find, mentions
from drafts.model import Draft

GOLDEN = Path(__file__).parent.parent / "golden" / "defining" / "cases.md"
CASES = read_fixture_file(GOLDEN)

DOGS = """第一章　总则
第一条　本条例所称犬只，是指人工饲养的犬。
第二条　犬只管理人员应当登记犬只，犬只不得伤人。
第三条　城管部门会同公安机关管理犬只。
第二章　登记
第四条　市城市管理部门（以下简称城管部门）负责登记。
第五条　本章所称登记机关，是指城管部门。本条所称证件，是指犬证。
第六条　登记机关凭证件办理，城管部门监督。
第三章　附则
第七条　登记机关依法处理。
"""


def line(one: Definition) -> str:
    """A definition as the golden file writes it."""
    where = f" [{one.within}]" if one.within else ""
    after = "" if one.backwards else " (afterwards)"
    return f"{one.term} @ {one.at}{where}{after}: {one.meaning}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [(source, expected) for _, _, source, expected in CASES],
    ids=[f"{number} {title}" for number, title, _, _ in CASES],
)
def test_golden_case(source: str, expected: str) -> None:
    assert [line(one) for one in find(splitter.split(source))] == expected.splitlines()


def test_the_first_use_in_each_other_article_is_found() -> None:
    draft = splitter.split(DOGS)
    texts = {unit.address: unit.text for unit in draft.walk()}
    found = [(one.at, one.definition.term, one.start) for one in mentions(draft, find(draft))]
    assert found == [
        ("art_2__para_1", "犬只", 0),
        ("art_3__para_1", "犬只", len("城管部门会同公安机关管理")),
        ("art_5__para_1", "城管部门", len("本章所称登记机关，是指")),
        ("art_6__para_1", "登记机关", 0),
        ("art_6__para_1", "城管部门", len("登记机关凭证件办理，")),
    ]
    for one in mentions(draft, find(draft)):
        assert texts[one.at][one.start : one.end] == one.definition.term


def test_a_longer_word_is_another_word() -> None:
    draft = splitter.split(
        "第一条　本法所称发明，是指新的技术方案。\n"
        "第二条　本法所称发明专利，是指发明的专利。\n"
        "第三条　发明人申请发明专利。\n第四条　发明人自己的发明。\n"
    )
    found = [(one.at, one.definition.term, one.start) for one in mentions(draft, find(draft))]
    assert found == [
        ("art_2__para_1", "发明", len("本法所称发明专利，是指")),
        ("art_3__para_1", "发明专利", 5),
        ("art_4__para_1", "发明", 6),
    ]


def test_english_means() -> None:
    text = (
        "1. Interpretation\n\nIn this Act, “dog” means any dog kept by a person. "
        "“Keeper”, in relation to a dog, means the person who keeps it.\n\n"
        "2. Keepers\n\nA dog must be registered. Dogs are animals.\n"
    )
    draft = splitter.split(text)
    assert {one.term for one in find(draft)} == {"dog", "Keeper"}
    assert all(len(one.meaning) <= LONGEST for one in find(draft))


@pytest.mark.parametrize(
    "words", ["本法所称甲乙是指", "（以下简称甲乙）", "本法所称", "“甲" * 9, "以下简称"]
)
def test_a_hostile_text_costs_no_more_than_its_length(words: str) -> None:
    draft = splitter.split("第一条　" + words * 20_000 + "\n第二条　甲乙。\n")
    started = time.perf_counter()
    list(mentions(draft, find(draft)))
    assert time.perf_counter() - started < 5


def test_a_draft_without_definitions_has_no_mentions() -> None:
    draft = splitter.split("第一条　依法办理。\n第二条　依法监督。\n")
    assert find(draft) == ()
    assert list(mentions(draft, ())) == []


def _drafts(folder: Path) -> list[Draft]:
    return [splitter.split(path.read_text("utf-8-sig")) for path in sorted(folder.glob("*.md"))]


def test_most_local_regulations_define_terms_and_none_defines_nonsense(corpus: Path) -> None:
    drafts = _drafts(corpus / "zh" / "local-regulations")
    started = time.perf_counter()
    found = [find(draft) for draft in drafts]
    assert sum(map(bool, found)) >= 0.6 * len(drafts)
    for draft, definitions in zip(drafts, found, strict=True):
        units = {unit.address: unit for unit in draft.walk()}
        for one in definitions:
            assert one.term in units[one.at].text
            assert 2 <= len(one.term) <= 24
            assert not set(one.term) & set("，。；：“”（）《》 ")
            assert 0 < len(one.meaning) <= LONGEST
        for use in mentions(draft, definitions):
            assert units[use.at].text[use.start : use.end] == use.definition.term
    assert time.perf_counter() - started < 20
