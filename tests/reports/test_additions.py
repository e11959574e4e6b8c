"""Only what a member asks or tells beyond the representative is quoted under an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.additions import addition
from reports.unique import unique_spans

LETTER = (
    "我是柳岸小区的业主周文海，养犬三年，一直给狗打疫苗。现就第二十条提出意见：登记不得收费。"
    "请删去第二十条。请予采纳。"
)


@pytest.mark.parametrize(
    ("member", "quoted"),
    [
        (LETTER.replace("柳岸小区的业主周文海", "河滨花园的业主钱多多"), ""),
        (LETTER.replace("养犬三年", "养犬八年"), ""),
        (f"尊敬的各位委员：\n您好！{LETTER}此致\n敬礼", ""),
        (f"来电人称：{LETTER}来电人不要求回复。", ""),
        (f"（橘园社区联系点）居民提出：{LETTER}（现场记录整理）", ""),
        (f"{LETTER}谢谢阅读。就说这么多，辛苦了！", ""),
        (f"{LETTER}楼上楼下的邻居也这么看。", ""),
        (LETTER.replace("请删去", "我们希望删去"), ""),
        (
            f"{LETTER}另外，第三十五条十五天处死流浪犬的规定也请一并删去。",
            "第三十五条十五天处死流浪犬的规定也请一并删去",
        ),
        (
            f"您好。{LETTER}我在财政所工作过，五年收的费不够征收成本，请核对。",
            "我在财政所工作过，五年收的费不够征收成本",
        ),
        (f"{LETTER}请把“按年收取管理服务费”。", "请把“按年收取管理服务费”"),
    ],
)
def test_of_a_form_letter(member: str, quoted: str) -> None:
    assert addition(member, unique_spans(LETTER, member), LETTER) == quoted


@pytest.mark.parametrize(
    ("other", "member", "quoted"),
    [
        ("首次罚款5万元，再犯加倍。", "首次罚款15万元，再犯加倍。", "首次罚款15万元"),
        ("养犬登记应当收费。", "养犬登记不应当收费。", "养犬登记不应当收费"),
        ("建议缩短期限", "建议缩短期限！！", ""),
    ],
)
def test_a_number_or_the_other_side_is_shown_in_its_clause(
    other: str, member: str, quoted: str
) -> None:
    assert addition(member, unique_spans(other, member), other) == quoted


texts = st.lists(st.sampled_from("甲乙请删15万元。，！“”：\n不 a您好谢")).map("".join)


@given(texts, texts)
def test_what_is_quoted_is_the_members_own_words(other: str, member: str) -> None:
    assert addition(member, unique_spans(other, member), other) in member
