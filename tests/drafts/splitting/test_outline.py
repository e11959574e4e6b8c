"""目录 and body told apart; headings out of order, without number, on two lines."""

from drafts.model import Draft, Kind
from drafts.splitter import split

HEADINGS = {Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION}


def outline(draft: Draft) -> list[tuple[str | None, str | None]]:
    return [(one.label, one.heading) for one in draft.walk() if one.kind in HEADINGS]


def rules(draft: Draft) -> list[str]:
    return [one.rule for one in draft.findings]


def test_the_contents_are_no_headings_of_the_body() -> None:
    draft = split(
        "某条例\n目录\n第一章　总则\n第二章　附则\n"
        "第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。\n"
    )
    assert outline(draft) == [("第一章", "总则"), ("第二章", "附则")]
    toc = draft.find("toc")
    assert toc is not None
    assert toc.text.count("\n") == 2


def test_contents_without_the_word_are_told_by_their_repetition() -> None:
    draft = split(
        "某条例\n第一章　甲\n第二章　乙\n第一章　甲\n第一条　丙。\n第二章　乙\n第二条　丁。\n"
    )
    assert len(outline(draft)) == 2
    assert draft.find("toc") is not None


def test_contents_whose_headings_are_nowhere_are_told() -> None:
    draft = split("某条例\n目录\n第一章　总则\n第二章　附则\n第一条　甲。\n第二条　乙。\n")
    assert outline(draft) == []
    assert rules(draft) == ["toc-dropped"]


def test_a_heading_whose_number_only_the_contents_have() -> None:
    draft = split(
        "某条例\n目录\n第一章　总则\n第二章　罚则\n"
        "第一章　总则\n第一条　甲。\n罚　则\n第二条　乙。\n"
    )
    assert outline(draft) == [("第一章", "总则"), ("第二章", "罚则")]
    assert rules(draft) == ["lost-heading-number"]


def test_a_chapter_that_skips_a_number_is_told() -> None:
    draft = split("某条例\n第一章　甲\n第一条　丙。\n第三章　乙\n第二条　丁。\n")
    assert rules(draft) == ["heading-gap"]


def test_sections_begin_again_in_each_chapter() -> None:
    draft = split(
        "某条例\n第一章　甲\n第一节　子\n第一条　一。\n第二章　乙\n第一节　丑\n第二条　二。\n"
    )
    assert rules(draft) == []
    assert draft.find("chp_2__sec_1") is not None
