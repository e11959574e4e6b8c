"""修改前后对照表 as a paper of its own: both texts in full, what changed marked."""

import pytest
from msgspec.structs import replace

from bench.corpus import material as seeded
from drafts.diff import compare
from drafts.model import Change
from reports.document import Mark, Table
from reports.model import Edition, Material
from reports.papers.contrast import write
from reports.papers.proof import proofread
from reports.papers.refusals import NothingToCompare
from tests.reports.papers.reading import lines, tables, word
from tests.reports.papers.sources import source
from tests.reports.rounds import DRAFT, draft, small_round

NEXT = draft(
    "养犬应当登记，不收费。",
    "携犬出户应当束犬绳。",
    "犬绳不超过一点五米。",
    "本条例自公布之日起施行。",
)
LAW = draft("养犬应当备案。\n备案不收费。", "本条例自公布之日起施行。")
SECOND = replace(small_round(), next_draft=NEXT, changes=tuple(compare(DRAFT, NEXT)))
AMENDING = replace(small_round(), law=LAW, amended=tuple(compare(LAW, DRAFT)))


def told(table: Table) -> list[list[str]]:
    return [[word(one) for one in row.cells] for row in table.rows]


def marked(table: Table, mark: Mark) -> list[str]:
    """The stretches of text with a mark."""
    return [
        run.text
        for row in table.rows
        for one in row.cells
        if not isinstance(one, int)
        for runs in one
        for run in runs
        if run.mark is mark
    ]


def test_the_next_draft_stands_beside_this_one_with_what_was_adopted() -> None:
    (one,) = tables(write(source(SECOND)))
    assert [column.title for column in one.columns] == ["一审稿", "二审稿", "说明"]
    assert told(one) == [
        [
            "第一条　养犬应当登记。",
            "第一条　养犬应当登记，不收费。",
            "文字修改。/●采纳3条：1-1",
        ],
        ["第二条", "第二条", "未修改。"],
        ["", "第三条　犬绳不超过一点五米。", "新增一条。"],
        ["第三条", "第四条", "仅条序变动，文字未修改。"],
    ]
    assert marked(one, Mark.INSERTED) == ["，不收费", "犬绳不超过一点五米。"]


def test_a_law_in_force_stands_beside_the_text_that_amends_it() -> None:
    paper = write(source(AMENDING))
    (one,) = tables(paper)
    assert [column.title for column in one.columns] == ["现行文本", "修改后文本", "说明"]
    assert "同类意见" not in lines(paper)[0]
    assert all("采纳" not in note for *_, note in told(one))


def test_with_both_a_law_and_a_next_draft_there_are_two_tables() -> None:
    both = replace(SECOND, law=LAW, amended=tuple(compare(LAW, DRAFT)))
    paper = write(source(both))
    proofread(paper)
    assert [line for line in lines(paper) if line.startswith("#")] == [
        "# 一、一审稿与二审稿对照",
        "# 二、现行文本与修改后文本对照",
    ]
    assert [one.name for one in tables(paper)] == ["一审稿与二审稿", "现行文本与修改后文本"]


def test_with_nothing_to_compare_it_is_refused_in_words() -> None:
    with pytest.raises(NothingToCompare, match="还没有下一稿"):
        write(source(small_round()))
    later = replace(small_round(), came=tuple(compare(LAW, DRAFT)))
    with pytest.raises(NothingToCompare, match="请在上一审次的材料中生成"):
        write(source(later))


@pytest.mark.parametrize("seed", range(4))
def test_each_side_spells_its_own_text(seed: int) -> None:
    material: Material = seeded(40, 30, seed)
    assert material.next_draft is not None
    (one,) = tables(write(source(material, Edition.INTERNAL)))
    sides = [
        {unit.label or "": unit.text for unit in text.articles()}
        for text in (material.draft, material.next_draft)
    ]
    for at, texts in enumerate(sides):
        said = [told_row[at].partition("　") for told_row in told(one)]
        whole = [(label, text) for label, _, text in said if text]
        assert whole
        assert all(texts[label] == text for label, text in whole)


def test_paragraphs_of_an_article_stay_paragraphs() -> None:
    (one,) = tables(write(source(AMENDING)))
    first = one.rows[0].cells[0]
    assert not isinstance(first, int)
    assert ["".join(run.text for run in runs) for runs in first] == [
        "第一条　养犬应当备案。",
        "备案不收费。",
    ]


def test_a_removed_article_is_struck_and_has_nothing_beside_it() -> None:
    after = draft("养犬应当登记。", "本条例自公布之日起施行。")
    material = replace(small_round(), next_draft=after, changes=tuple(compare(DRAFT, after)))
    (one,) = tables(write(source(material)))
    removed = [row for row in told(one) if row[2].startswith("删去")]
    assert removed == [["第二条　携犬出户应当束犬绳。", "", "删去本条。"]]
    assert marked(one, Mark.DELETED) == ["携犬出户应当束犬绳。"]
    assert any(row.change is Change.REMOVED for row in material.changes)
