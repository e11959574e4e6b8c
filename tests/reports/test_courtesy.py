"""Courtesies are recognised, and nothing that asks or tells is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.courtesy import body, empty, introduces, telling


@pytest.mark.parametrize(
    "clause",
    [
        "尊敬的工作人员",
        "市人大常委会",
        "云川市人大常委会法制工作委员会的同志",
        "谢谢阅读",
        "请认真考虑",
        "希望得到答复",
        "请予采纳",
        "来电人不要求回复",
        "市民来电反映",
        "柳湾街道联系点",
        "联系电话13800138000",
        "Thank you for your time",
    ],
)
def test_a_courtesy(clause: str) -> None:
    assert empty(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "手机上就不能办吗",
        "建议增加执法部门",
        "应当报市人大常委会",
        "建议每个社区设联系点",
        "请考虑降低罚款",
        "谢谢你们把收费删了",
        "看到狗就害怕",
        "电话没人接",
        "请研究取消年检",
    ],
)
def test_no_courtesy(clause: str) -> None:
    assert not empty(clause)


@pytest.mark.parametrize(
    "clause", ["我是金穗里的业主钱多多", "养犬三年", "本人在物业公司上班", "作为兽医"]
)
def test_an_introduction(clause: str) -> None:
    assert introduces(clause)
    assert not telling(clause)


@pytest.mark.parametrize(
    "clause", ["养狗要收费", "一直没人管", "我在小区被狗咬过三次", "我们在这里不要放宽"]
)
def test_no_introduction(clause: str) -> None:
    assert not introduces(clause)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("尊敬的各位委员：\n　　请取消年检。\n　　此致\n敬礼", "请取消年检。"),
        ("来电人称：狗叫得睡不着。来电人要求回复。", "狗叫得睡不着。"),
        ("狗能带上车吗？就说这么多～", "狗能带上车吗？"),
        ("还要排队，手机上就不能办吗？就说这么多～", "还要排队，手机上就不能办吗？"),
        ("谢谢", "谢谢"),
        ("", ""),
    ],
)
def test_the_body_of_a_comment(text: str, left: str) -> None:
    assert body(text) == left


@given(st.text() | st.lists(st.sampled_from("您好请谢采纳，。：\n（）”“ ")).map("".join))
def test_a_body_is_a_piece_of_its_text_and_never_lost(text: str) -> None:
    assert body(text) in text
    assert bool(body(text)) is bool(text.strip())
