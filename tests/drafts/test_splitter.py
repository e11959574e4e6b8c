"""The splitter against hand-written cases: `tests/golden/splitter/*.md` (a lawyer can add one)."""

from hashlib import sha256
from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from drafts.model import Kind
from drafts.splitter import MOST_LINES, split, to_json
from tests.drafts.checking import assert_lossless
from tests.drafts.outline_text import draw, unescape

GOLDEN = Path(__file__).parent.parent / "golden" / "splitter"
CASES = [case for path in sorted(GOLDEN.glob("*.md")) for case in read_fixture_file(path)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [(source, expected) for _, _, source, expected in CASES],
    ids=[f"{line} {title}" for line, title, _, _ in CASES],
)
def test_golden_case(source: str, expected: str) -> None:
    draft = split(unescape(source))
    assert draw(draft) == expected
    assert_lossless(draft)


def test_json_has_exactly_the_shape_of_the_design() -> None:
    source = "某条例\n第一章　总则\n第一条（目的）　甲：\n（一）乙。\n第三条　丙。\n"
    answer = to_json(split(source))
    assert list(answer) == ["title", "length", "sha256", "units", "findings"]
    assert answer["length"] == len(source)
    assert answer["sha256"] == sha256(source.encode()).hexdigest()
    chapter = answer["units"][1]
    article = chapter["children"][0]
    assert list(article) == [
        *("kind", "label", "number", "heading", "caption"),
        *("address", "start", "end", "text", "children"),
    ]
    assert {name: chapter[name] for name in ("kind", "label", "heading", "address")} == {
        "kind": "chapter",
        "label": "第一章",
        "heading": "总则",
        "address": "chp_1",
    }
    assert article["number"] == [1, 0]
    assert article["text"] == "甲：\n（一）乙。"
    assert article["caption"] == "目的"
    message = answer["findings"][0]["message"]
    gap = {"rule": "gap", "start": source.index("第三条"), "message": message}
    assert answer["findings"] == [gap]
    assert "缺少第二条" in message


def test_spans_point_at_the_words() -> None:
    source = "某条例\n　　第一条　甲款：\n　　（一）乙项；\n　　（二）丙项。\n　　末款。\n"
    draft = split(source)
    for address, word in [
        ("art_1__para_1", "甲款"),
        ("art_1__para_1__item_2", "丙项"),
        ("art_1__para_2", "末款"),
    ]:
        unit = draft.find(address)
        assert unit is not None
        assert word in source[unit.start : unit.end]


SCRAPS = [
    *("", "\n", " ", "\ufeff", " \u200b", "第", "第一条", "目录", "附件", "“", "|", "**\n第一条"),
    "目录\n附件一\n",
    "第一章　总则（\n目录\n",
    "目录\n项\n**第二条款第三条之一\n甲",
]


@pytest.mark.parametrize("source", SCRAPS)
def test_it_is_total_on_scraps(source: str) -> None:
    assert_lossless(split(source))


def test_a_surrogate_does_not_stop_it() -> None:
    draft = split("某条例\n第一条　\ud800甲。\n")
    assert_lossless(draft)
    assert len(draft.sha256) == 64


def test_a_text_with_too_many_lines_is_kept_whole() -> None:
    draft = split("甲。\n" * (MOST_LINES + 1))
    assert_lossless(draft)
    assert [unit.kind for unit in draft.units] == [Kind.TEXT]
    assert [finding.rule for finding in draft.findings] == ["too-long"]


def test_a_rule_that_fires_everywhere_is_summed_up() -> None:
    source = "某条例\n" + "".join(f"第 {number} 条　甲。\n" for number in range(1, 61))
    findings = [one for one in split(source).findings if one.rule == "number-blank"]
    assert len(findings) == 21
    assert "另有40处" in findings[-1].message
