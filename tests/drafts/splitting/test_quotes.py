"""What is quoted: `^` under a place that must be inside, `-` under one that must not."""

import pytest

from drafts.splitting.lines import lines_of
from drafts.splitting.quotes import Quotes

CASES = [
    ("将第三条修改为：“第三条　甲。”第四条", "第三条　甲", "第四条"),
    ("修改为：\n“第三条　甲。\n“乙。\n丙。”\n第四条　丁。", "丙", "第四条"),
    ("一、修改为：“甲‘乙’丙。\n丁。”\n二、戊", "丁", "二、"),
    ("修改为：\n「甲。\n乙。」\n丙", "乙", "丙"),
    ("修改为：“甲。\n二、将第五条修改为：“乙。”\n三、丙", "乙", "二、"),
    ("第一条　增加一条。内容如下：\n第九条　甲。\n第二条　乙。", "第九条", "第二条"),
]


@pytest.mark.parametrize(("source", "inside", "outside"), CASES)
def test_it_tells_quoted_words_from_the_texts_own(source: str, inside: str, outside: str) -> None:
    quotes = Quotes(source, lines_of(source))
    assert quotes.hold(source.rindex(inside))
    assert not quotes.hold(source.rindex(outside))


@pytest.mark.parametrize(
    "source",
    ["（以下简称“甲”）乙", "（以下简称“甲）\n第二条　乙", "甲”乙", "“", "", "所称“甲”，是指乙。"],
)
def test_a_word_in_quotation_marks_shields_nothing(source: str) -> None:
    quotes = Quotes(source, lines_of(source))
    assert not any(quotes.hold(place) for place in range(1, len(source)))
