"""What stands before the first article. 题注: 立法法 (2023) art. 65 para. 4."""

import pytest

from drafts.model import Kind
from drafts.splitter import split

BODY = "第一条　甲。\n第二条　乙。\n"


@pytest.mark.parametrize(
    "note",
    [
        "（2031年3月1日云川市第二届人民代表大会常务委员会第三次会议通过）",
        "2031年3月1日云川市人民政府令第5号公布",
        "(二〇三一年三月一日通过 根据2032年1月1日《决定》修正)",
    ],
)
def test_organ_and_date_are_the_note(note: str) -> None:
    draft = split(f"某市条例\n{note}\n{BODY}")
    assert [unit.kind for unit in draft.units[:2]] == [Kind.TITLE, Kind.NOTE]
    assert draft.title == "某市条例"


def test_a_title_on_two_lines_is_one() -> None:
    assert split(f"云川市人民代表大会常务委员会\n关于养犬的规定\n\n{BODY}").title == (
        "云川市人民代表大会常务委员会关于养犬的规定"
    )


def test_the_stage_of_a_draft_belongs_to_its_title() -> None:
    assert split(f"某市条例\n（草案二次审议稿）\n{BODY}").title == "某市条例（草案二次审议稿）"


def test_a_sentence_before_the_articles_is_the_preamble() -> None:
    draft = split(f"某市决定\n为了加强养犬管理，根据有关法律，作如下决定：\n{BODY}")
    assert [unit.kind for unit in draft.units[:2]] == [Kind.TITLE, Kind.PREAMBLE]


def test_the_word_preamble_is_its_heading() -> None:
    unit = split(f"某基本法\n序　言\n某地自古以来属于某国。\n{BODY}").find("preamble")
    assert unit is not None
    assert unit.heading == "序言"
    assert unit.text == "某地自古以来属于某国。"


def test_a_note_that_is_never_closed_takes_a_few_lines_at_most() -> None:
    draft = split("某市条例\n（2031年3月1日通过\n根据决定修正\n" + "甲乙丙。\n" * 60 + BODY)
    assert [unit.number for unit in draft.articles()] == [(1, 0), (2, 0)]


def test_a_note_longer_than_a_heading_is_read_to_its_end() -> None:
    decisions = "".join(
        f"根据20{year}年1月1日《关于修改部分条例的决定》修正　" for year in range(10, 30)
    )
    draft = split(f"某市条例\n（2009年1月1日通过　{decisions.rstrip()}）\n{BODY}")
    note = next(unit for unit in draft.units if unit.kind is Kind.NOTE)
    assert len(note.text) > 500
    assert note.text.endswith("根据2029年1月1日《关于修改部分条例的决定》修正）")
