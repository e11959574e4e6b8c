"""Letters are cut along their citations; what a letter holds is proposed verbatim and once."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.model import Draft
from drafts.reader import read
from drafts.splitter import split
from reports.letters.cutting import Cut, cut
from tests.conftest import ROOT

TRUTH = ROOT / "tests" / "truth"
SAMPLE = ROOT / "consult" / "sample" / "readings" / "1.txt"
DRAFT = split(read(SAMPLE.read_bytes(), SAMPLE.name))


def _alike(one: Cut, other: dict[str, int]) -> bool:
    """At least six tenths of what either covers is covered by both."""
    shared = min(one.end, other["end"]) - max(one.start, other["start"])
    return shared >= 0.6 * (max(one.end, other["end"]) - min(one.start, other["start"]))


@pytest.mark.parametrize(
    ("folder", "precision", "recall"),
    [
        ("letters", 0.95, 0.90),
        ("letters_unseen", 0.88, 0.87),
        ("letters_third", 0.93, 0.92),
        ("letters_fourth", 0.87, 0.83),
    ],
)
def test_most_of_what_people_cut_is_cut_and_little_else(
    folder: str, precision: float, recall: float
) -> None:
    right = found = wanted = 0
    for path in sorted((TRUTH / folder).glob("*.json")):
        letter = json.loads(path.read_text("utf-8"))
        made, left = cut(letter["text"], DRAFT), list(letter["cuts"])
        found, wanted = found + len(made), wanted + len(left)
        for one in made:
            match = [w for w in left if w["address"] == one.address and _alike(one, w)]
            if match:
                left.remove(match[0])
                right += 1
    assert right / found >= precision, (right, found)
    assert right / wanted >= recall, (right, wanted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十条第二款建议每季度一次；第十五条，太严。", ["art_10__para_2", "art_15"]),
        ("第十四条，一户一只太少。同条第二款也要改。", ["art_14", "art_14__para_2"]),
        ("按照第三十六条处理即可，建议明确。", [None]),
        ("第二十八条。第一款“虐待”未作界定，建议列举。", ["art_28__para_1"]),
        ("《动物防疫法》第九十二条已有规定，建议不再重复。", [None]),
        ("19条太麻烦；三十七条三款请删，十四条一户一只太少。", ["art_19", "art_37__para_3"]),
        ("第十二条第三款造册没有人做，第四条第二款只说督促。", ["art_12__para_3", "art_4__para_2"]),
        ("> 第二十二条嘴套一项，您有何建议？\n第十四条请改为两只。", ["art_14"]),
        ("附件一第11项无法鉴别，应当删除。", ["annex_1"]),
        ("关于收容：\n一、关于期限。第三十六条第一款太短。", ["art_36__para_1"]),
        ("条款：第三十四条第一款\n修改意见：五日改为十五日。", ["art_34__para_1"]),
        ("Art. 36: far too short.", ["art_36"]),
        ("Article 13(1)(2) is too strict.", ["art_13__para_1__item_2"]),
        ("第七章处罚太重，建议降低。", ["chp_7"]),
        ("第六十八条太急。第十四条第三款也要改。", [None, "art_14"]),
        ("第十三条最后一款建议删去。", ["art_13__para_2"]),
        ("《养犬条例（草案）》第十四条太严。", ["art_14"]),
        ("网上卖狗适用第三十八条第一款吗？", ["art_38__para_1"]),
        ("我的老证要不要重办？第五十四条没看懂。", ["art_54"]),
        ("关于登记（第十二条、第十八条）\n1.第十二条第二款建议改为三十日。", ["art_12__para_2"]),
        ("第三十九条第一款没有意见。", ["art_39__para_1"]),
        ("第八条太空。\n-----原始邮件-----\n请对第四十条提意见。", ["art_8"]),
        ("建议犬吠扰民由十五分钟改为五分钟。", ["art_25"]),
        ("遗弃犬只罚五千太重，建议降低。", ["art_49"]),
        ("希望早日建成地铁。", [None]),
        ("此致\n敬礼\n一村民\n2026年3月9日", []),
        ("", []),
    ],
)
def test_it_names_the_place(text: str, expected: list[str | None]) -> None:
    assert [one.address for one in cut(text, DRAFT)] == expected


_PHRASES = st.sampled_from(
    [
        *("第十四条，", "第二十二条第二款", "同条第三款", "最后一款", "后一条第二款", "附件一"),
        *("建议删去", "太高。", "；", "\n", "一、", "（2）", "谢谢。", "“不得饲养。”"),
        *("Article 13", "理由：", "此致"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(_PHRASES, st.text(max_size=8)), max_size=24).map("".join))
def test_cuts_follow_one_another_and_lie_in_the_text(text: str) -> None:
    cuts = cut(text, DRAFT)
    assert all(0 <= one.start < one.end <= len(text) for one in cuts)
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] for one in cuts)
    spans = sorted({(one.start, one.end) for one in cuts})
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(one.address is None or DRAFT.find(one.address) for one in cuts)


def test_without_articles_everything_is_on_the_whole() -> None:
    empty = Draft(title="", source="", sha256="", units=())
    assert [one.address for one in cut("第十四条，建议放宽到两只。", empty)] == [None]
