"""What a round is made of, drawn: every number also in words, every piece told without colour."""

from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from reports.assemble import assemble
from reports.breakdowns import kind_bar, letter_bar, region_bars
from reports.figures import LEAST_PEOPLE, NAMED_REGIONS, regions
from reports.model import Comment, Edition
from reports.review import FormLetters, Share
from tests.reports.rounds import MADE_ON, comment, small_round

FIGURES = assemble(small_round(), edition=Edition.PUBLIC, made_on=MADE_ON).figures
SVG = "{http://www.w3.org/2000/svg}"


def words(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - our own SVG
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def fills(svg: str) -> list[tuple[str, bool]]:
    """How each bordered piece is filled, and whether its border is dashed."""
    root = ET.fromstring(svg)  # noqa: S314 - our own SVG
    return [
        (piece.get("fill") or "", "stroke-dasharray" in piece.attrib)
        for piece in root.iter(f"{SVG}rect")
        if piece.get("stroke")
    ]


def voices(*counts: int) -> list[Comment]:
    """One region a count, so many people from it."""
    names = [f"第{n:02d}区" for n, count in enumerate(counts) for _ in range(count)]
    return [comment(n, "甲", region=name) for n, name in enumerate(names, start=1)]


def test_kinds_are_shares_of_one_bar() -> None:
    chart = kind_bar(FIGURES)
    assert chart is not None
    assert chart.alt == "意见类型，共6条：疑问1条，其他5条。"
    assert "疑问 1条（16.7%）" in words(chart.svg)


def test_six_kinds_have_six_fills_without_colour() -> None:
    kinds = tuple(Share(name, name, 10) for name in "甲乙丙丁戊己")
    chart = kind_bar(replace(FIGURES, kinds=kinds, comments=60))
    assert chart is not None
    bar = fills(chart.svg)[:6]
    assert len(set(bar)) == 6
    assert words(chart.svg).count("10") == 6


def test_texts_sent_by_many_are_told_apart_from_the_rest() -> None:
    chart = letter_bar(replace(FIGURES, comments=100, letters=FormLetters(2, 40, 30)))
    assert chart is not None
    assert chart.alt == (
        "由多人分别提交的2种基本相同的来件在全部意见中的份额，共100条：逐字相同30条，略有改动10条，其他意见60条。"
    )


def test_nothing_is_drawn_of_nothing() -> None:
    assert FIGURES.regions == ()
    assert region_bars(FIGURES) is None
    assert letter_bar(FIGURES) is None
    assert kind_bar(replace(FIGURES, kinds=())) is None


def test_regions_stand_with_number_and_share() -> None:
    chart = region_bars(replace(FIGURES, comments=8, regions=regions(voices(5, 3))))
    assert chart is not None
    assert "5条（62.5%）" in words(chart.svg)
    assert chart.alt == "意见来自的地区，共8条：第00区5条，第01区3条。"


def test_a_region_of_few_people_is_not_named() -> None:
    found = regions([*voices(5, LEAST_PEOPLE, LEAST_PEOPLE - 1), comment(99, "甲")])
    assert [(one.label, one.comments) for one in found] == [
        ("第00区", 5),
        ("第01区", LEAST_PEOPLE),
        ("其他地区", LEAST_PEOPLE - 1),
        ("未注明", 1),
    ]


def test_one_person_writing_often_does_not_name_a_region() -> None:
    often = [comment(n, "甲", region="东湖区", person="钱某某") for n in range(1, 9)]
    assert [one.label for one in regions(often)] == ["其他地区"]


def test_the_largest_ten_are_named_and_all_are_counted() -> None:
    many = voices(*range(20, 5, -1))
    found = regions(many)
    assert len(found) == NAMED_REGIONS + 1
    assert found[-1].label == "其他地区"
    assert sum(one.comments for one in found) == len(many)


@pytest.mark.parametrize("given", ["东湖区 13800138000", "fang@example.com"])
def test_personal_data_given_as_a_region_is_not_printed(given: str) -> None:
    found = regions([comment(n, "甲", region=given) for n in range(1, 9)])
    assert [one.label for one in found] == ["其他地区"]


def test_both_editions_name_the_same_regions() -> None:
    made = small_round()
    told = replace(made, comments=tuple(replace(c, region="东湖区") for c in made.comments))
    public, internal = (assemble(told, edition=one, made_on=MADE_ON).figures for one in Edition)
    assert public == internal
    assert [one.label for one in public.regions] == ["东湖区"]
