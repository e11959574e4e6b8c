"""Stacked bars."""

from xml.etree import ElementTree

from reports.papers.bars import Bar, Piece, stacked

FIRST = Bar("一审稿", (Piece("adopted", "采纳", 30), Piece("not-adopted", "未采纳", 10)))
SECOND = Bar("二审稿", (Piece("adopted", "采纳", 20), Piece("pending", "待处理", 0)))
SVG = "{http://www.w3.org/2000/svg}"


def words(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own


def test_the_numbers_stand_in_the_picture_and_in_words() -> None:
    picture = stacked(((FIRST, SECOND),), "条")
    assert picture
    assert picture.alt == "一审稿共40条：采纳30条、未采纳10条；二审稿共20条：采纳20条。"
    assert {"40", "30", "10", "20", "采纳", "未采纳"} <= set(words(picture.svg))


def test_a_group_has_one_legend() -> None:
    together = stacked(((FIRST, SECOND),), "条")
    apart = stacked(((FIRST,), (SECOND,)), "条")
    assert together
    assert apart
    assert words(together.svg).count("采纳") == 1
    assert words(apart.svg).count("采纳") == 2


def test_bars_are_on_one_scale() -> None:
    picture = stacked(((FIRST, SECOND),), "条")
    assert picture
    solid = [
        float(one.get("width", "0"))
        for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}rect")  # noqa: S314 - our own
        if one.get("fill") == "#1b7245" and float(one.get("width", "0")) > 16
    ]
    assert round(solid[0] / solid[1], 2) == 1.5


def test_nothing_to_draw_is_no_picture() -> None:
    assert stacked(((Bar("一审稿", (Piece("adopted", "采纳", 0),)),),), "条") is None
