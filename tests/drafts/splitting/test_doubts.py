"""S5: every doubt about the run of numbers speaks, and says where."""

import pytest

from drafts.splitter import split


@pytest.mark.parametrize(
    ("numbers", "rules"),
    [
        ("一 二 三", []),
        ("一 二 四", ["gap"]),
        ("一 二 二 三", ["duplicate"]),
        ("三 四 五", ["gap"]),
        ("一 一之一 一之三 二", ["gap"]),
        ("一 二之二 三", ["gap"]),
    ],
)
def test_the_run_of_numbers(numbers: str, rules: list[str]) -> None:
    lines = []
    for number in numbers.split():
        base, _, inserted = number.partition("之")
        lines.append(f"第{base}条{'之' + inserted if inserted else ''}　甲乙丙丁。")
    draft = split("某条例\n" + "\n".join(lines) + "\n")
    assert [one.rule for one in draft.findings] == rules
    assert len(list(draft.articles())) == len(lines)


def test_a_gap_names_what_is_missing() -> None:
    draft = split("某条例\n第一条　甲。\n第五条　乙。\n第六条　丙。\n")
    assert "缺少第二条、第三条、第四条" in draft.findings[0].message
    assert draft.source[draft.findings[0].start :].startswith("第五条")


def test_a_line_that_does_not_fit_the_run_is_told() -> None:
    articles = "".join(f"第{n}条　甲乙。\n" for n in "一二三四五六七八")
    draft = split(f"某条例\n{articles}第二条　丙丁。\n第九条　戊。\n第十条　己。\n")
    assert [one.rule for one in draft.findings] == ["out-of-order"]


def test_a_lost_character_is_told_with_its_code() -> None:
    draft = split("某条例\n第一条　身高低于1\ue0104米。\n第二条　乙。\n")
    assert "U+E010" in draft.findings[0].message
