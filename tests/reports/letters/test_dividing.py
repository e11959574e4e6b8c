"""Several letters in one text: told apart where one ends and another greets, never lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.letters.dividing import letters

ONE = "尊敬的领导：\n第十四条太严。\n此致\n敬礼\n市民 温某\n3月2日\n"


def begins(text: str) -> list[str]:
    """The first line of each letter."""
    return [text[start:end].strip().split("\n")[0] for start, end in letters(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ONE, ["尊敬的领导："]),
        (ONE + "\n法工委同志：\n第十五条好。\n", ["尊敬的领导：", "法工委同志："]),
        ("来信一：\n太严\n2026年3月2日\n来信二：\n太松\n", ["来信一：", "来信二："]),
        ("太严\n----------\n各位委员，你好！\n太松\n", ["太严", "各位委员，你好！"]),
        ("第十四条太严。\n各位领导：\n请改。\n", ["第十四条太严。"]),
        ("", [""]),
    ],
)
def test_where_they_begin(text: str, expected: list[str]) -> None:
    assert begins(text) == expected


_LINES = st.sampled_from(
    [
        "此致",
        "敬礼",
        "尊敬的领导：",
        "----",
        "3月2日",
        "2026年3月2日",
        "",
        "太严。",
        "来信二：",
        "　",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(_LINES, st.text(max_size=6)), max_size=20).map("\n".join))
def test_together_they_are_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in letters(text)) == text
