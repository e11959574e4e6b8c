"""The way an opinion leans, whatever words it takes."""

import pytest

from reports.suggesting.leaning import burden, leaning


@pytest.mark.parametrize(
    ("text", "axis", "sign"),
    [
        ("罚款太轻，应当提高", "more", 1),
        ("罚得太重，吃不消", "more", -1),
        ("期限太短，来不及", "more", 1),
        ("不宜提高罚款", "more", -1),
        ("反对提高收费标准", "more", -1),
        ("允许装笼的小狗乘车", "allow", 1),
        ("公园禁止入内", "allow", -1),
        ("凭什么禁止", "allow", 1),
        ("这一款请删去", "exist", -1),
        ("请不要删除这一款", "exist", 1),
        ("能不能免费打针", "exempt", 1),
        ("坚决支持", "support", 1),
        ("the fine is too high", "more", -1),
    ],
)
def test_words_and_what_turns_them_round(text: str, axis: str, sign: int) -> None:
    assert leaning(text)[axis] == sign


@pytest.mark.parametrize(
    ("text", "way"),
    [("一律禁止，从严处罚", 1), ("管得太死，应当放宽，允许进入", -1), ("请写明由谁负责", 0)],
)
def test_more_or_less_burden(text: str, way: int) -> None:
    assert burden(leaning(text)) == way


def test_a_text_that_leans_both_ways_leans_neither() -> None:
    assert "more" not in leaning("罚款应当提高，登记费应当降低")
