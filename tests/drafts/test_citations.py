"""Citations against hand-written cases: `tests/golden/citations/*.md` (a lawyer can add one).

A case is a draft and its citations in order, one a line: the words, @ where they stand, then
`= addresses` of this draft, or 《law》 when another's, and `? sentence` when it dangles.
"""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from bench.sweep_citations import DEFECTS
from drafts.citations import Citation, find, find_in, to_json
from drafts.model import Draft
from drafts.reader import read
from drafts.splitter import split
from tests.growth import is_linear

GOLDEN = Path(__file__).parent.parent / "golden" / "citations"
CASES = [case for path in sorted(GOLDEN.glob("*.md")) for case in read_fixture_file(path)]
SOUP = st.lists(
    st.sampled_from(
        [
            *(
                "第一条",
                "第二条　",
                "第三条之一",
                "第二款",
                "第（一）项",
                "（一）",
                "\n",
                "。",
                "、",
            ),
            *("至", "和", "本条例", "《某法》", "该法", "前款", "前条", "本条", "前两项", "附件一"),
            *(
                "第一章 总则\n",
                "附件一\n",
                "“",
                "”",
                "一、",
                "：",
                "违反",
                "section 2(1)",
                "第",
                "条",
            ),
            *("第九百九十九条", "第1条", "\u200b", "\u3000", "\x00", "甲"),
        ]
    ),
    max_size=60,
).map("".join)


def told(one: Citation) -> str:
    """A citation as the cases write it."""
    words = one.text.replace("\n", "\\n") + f" @ {one.at}"
    if one.law is not None:
        words += f" 《{one.law}》"
    if one.targets:
        words += " = " + " ".join(one.targets)
    return words + (f" ? {one.dangling}" if one.dangling else "")


def assert_sound(draft: Draft, text: str, citations: tuple[Citation, ...]) -> None:
    """Spans are the words, in order; targets exist; each leads somewhere or says why not."""
    addresses = {unit.address for unit in draft.walk()}
    last = 0
    for one in citations:
        assert last <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert addresses.issuperset(one.targets)
        assert bool(one.targets) != bool(one.dangling) or one.law is not None
        assert one.law is None or not one.targets
        last = one.end


@pytest.mark.parametrize(
    ("source", "expected"),
    [(source, expected) for _, _, source, expected in CASES],
    ids=[f"{line} {title}" for line, title, _, _ in CASES],
)
def test_golden_case(source: str, expected: str) -> None:
    draft = split(source)
    citations = find(draft)
    assert [told(one) for one in citations] == expected.splitlines()
    assert_sound(draft, source, citations)


@given(SOUP)
def test_citations_are_sound_whatever_the_text(source: str) -> None:
    draft = split(source)
    assert_sound(draft, source, find(draft))
    comment = find_in(source, split("甲条例\n第一条　乙。\n第二条　丙。\n"), "art_1")
    assert_sound(split("甲条例\n第一条　乙。\n第二条　丙。\n"), source, comment)


@given(st.text())
def test_any_text_at_all_is_read(source: str) -> None:
    assert_sound(split(source), source, find(split(source)))


COMMENTED = split(
    "云川市养犬管理条例（草案）\n第一条　甲。\n乙。\n第二条　下列：\n（一）丙；\n（二）丁。\n"
)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("建议第一条第2款改一改", None, ["第一条第2款 = art_1__para_2"]),
        (
            "条例第一条和养犬管理条例第二条（二）",
            None,
            ["第一条 = art_1", "第二条（二） = art_2__para_1__item_2"],
        ),
        ("草案第九条太严", None, ["第九条 ? 本文没有第九条。"]),
        ("《云川市养犬管理条例》第二条", None, ["第二条 = art_2"]),
        ("现行条例第五条就有", None, ["第五条 《现行条例》"]),
        (
            "《行政许可法》第五条，该法第六条",
            None,
            ["第五条 《行政许可法》", "第六条 《行政许可法》"],
        ),
        (
            "本条第二款不合理，第一款也是",
            "art_1",
            ["本条第二款 = art_1__para_2", "第一款 = art_1__para_1"],
        ),
        ("第二条之一一样", None, ["第二条之一 ? 本文没有第二条之一。"]),
        ("我的第一项任务、第二款产品", None, []),
        ("建议改为：“违反前款规定的”", "art_1__para_2", ["前款 = art_1__para_1"]),
    ],
)
def test_a_comment_is_read_as_people_write(text: str, at: str | None, expected: list[str]) -> None:
    found = find_in(text, COMMENTED, at)
    assert [told(one).replace(f" @ {at}", "") for one in found] == expected
    assert_sound(COMMENTED, text, found)


def test_without_a_draft_nothing_is_resolved_but_laws_are_found() -> None:
    laws = [(one.text, one.law) for one in find_in("民法典第五条和本条例第六条", None)]
    assert laws == [("第五条", "民法典"), ("第六条", None)]


def test_json_has_exactly_the_shape_of_the_design() -> None:
    draft = split("某条例\n第一条　依照本条例第一条、第九条和《某法》第二条。\n")
    answer = to_json(find(draft))
    assert list(answer) == ["citations", "resolved", "dangling"]
    assert (answer["resolved"], answer["dangling"]) == (1, 1)
    assert answer["citations"][0] == {
        "start": draft.source.index("第一条、"),
        "end": draft.source.index("、第九"),
        "text": "第一条",
        "at": "art_1__para_1",
        "law": None,
        "targets": ["art_1"],
        "dangling": None,
    }
    assert [one["law"] for one in answer["citations"]] == [None, None, "某法"]


def test_s7_of_real_laws_only_defects_of_their_files_dangle(corpus: Path) -> None:
    folder, dangling, own = corpus / "zh", set(), 0
    paths = [*folder.glob("statutes-raw/*.txt"), *folder.glob("local-regulations/*/*.md")]
    for path in paths:
        for one in find(split(read(path.read_bytes(), path.name))):
            own += one.law is None
            if one.dangling:
                dangling.add((path.name, one.text))
    assert own > 2900
    assert dangling == DEFECTS.keys()


HOSTILE = {
    "citations": "第一条、第二款和第（三）项至前款",
    "ranges": "第一条至第九条、",
    "titles": "《某法》第一条",
    "open titles": "《",
    "numerals": "第一二三四五",
    "names": "法条例规定",
    "brackets": "第（一）、（",
    "own": "本条例第一条。",
    "english": "section 1(1), ",
}


@pytest.mark.timed
@pytest.mark.parametrize("name", list(HOSTILE))
def test_r19_doubling_a_text_at_most_doubles_the_time(name: str) -> None:
    def seconds(length: int) -> float:
        piece = HOSTILE[name]
        body = (piece * (length // len(piece)))[:length]
        draft = split(f"某条例\n第一条　甲。\n第二条　{body}\n")
        start = time.process_time()
        find(draft)
        return time.process_time() - start

    length = 10_000
    while seconds(length) < 0.03 and length < 1_000_000:
        length *= 2
    assert is_linear(seconds, length)
