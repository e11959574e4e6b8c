"""Whatever it is given, an amendment is read and applied without an error, in linear time."""

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafts.amendment import Applied, Verb, apply, read, to_json
from drafts.splitter import split

LAW = """云川市养犬管理条例

目录
第一章　总则
第二章　登记

第一章　总则
第一条　为了规范养犬行为，制定本条例。
第二条　本市行政区域内的养犬活动，适用本条例。
依照本条例第三条第一款第二项处理。
第二章　登记
第三条　有下列情形之一的，不予登记：
（一）没有固定住所；
（二）没有免疫证明。
前款规定的办法由公安机关制定。
第四条　本条例自公布之日起施行。
"""
WORDS = [
    *("一、", "二、", "（一）", "1.", "\n", "。", "；", "，", "、", "“", "”", "‘", "’", "《", "》"),
    *(
        "将",
        "在",
        "对",
        "中的",
        "第一条",
        "第三条",
        "第九条",
        "第二款",
        "第（一）项",
        "第二章",
        "章名",
    ),
    *(
        "修改为：",
        "改为",
        "作为",
        "删去",
        "增加一条",
        "增加一款",
        "增加二项",
        "之后",
        "之前",
        "合并",
    ),
    *("分为二条", "移至", "统一", "条文顺序作相应调整", "公安机关", "登记", "名称", "引言", "附件"),
    *("至", "和", "第二条之一", "原", "该条", "单列一条，", "内容如下：\n", "本决定自", "起施行"),
    *("养犬", "第四十条", "第一千条", "零", "　", "\u200b", "关于修改《云川市养犬管理条例》的决定"),
]
SOUP = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOUP | st.text(max_size=80))
def test_any_string_is_an_amendment(amendment: str) -> None:
    applied = apply(split(LAW), amendment)
    assert isinstance(applied, Applied)
    assert to_json(applied)["text"] == applied.text
    if not applied.rows:
        done = [one for one in read(amendment) if one.verb not in {Verb.UNREAD}]
        assert applied.text == LAW or done
    for one in read(amendment):
        assert 0 <= one.start <= one.end <= len(amendment)
        assert one.text in amendment


@settings(max_examples=200, deadline=None)
@given(SOUP, SOUP)
def test_any_string_is_a_law(law: str, amendment: str) -> None:
    applied = apply(split(law), amendment)
    if not applied.rows and all(one.verb is Verb.UNREAD for one in read(amendment)):
        assert applied.text == law


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_an_instruction_beside_nonsense_is_carried_out_all_the_same(soup: str) -> None:
    nonsense = "".join(char for char in soup if char not in "“”「」‘’《》\n")
    decision = f"一、将第一条修改为：“新的第一条。”\n二、{nonsense}\n"
    applied = apply(split(LAW), decision)
    changed = any("第一条" in one.text for one in read(decision)[1:])
    assert "新的第一条。" in applied.text or changed


def _seconds(size: int, unit: str) -> float:
    law = split("".join(f"第{n}条　甲乙丙丁，依照本条例第{n}条。\n" for n in range(1, 200)))
    text = unit * size
    best = 9.0
    for _try in range(3):
        begun = time.process_time()
        apply(law, text)
        best = min(best, time.process_time() - begun)
    return best


def test_hostile_amendments_take_linear_time() -> None:
    units = [
        "“",
        "”",
        "一、将第一条修改为：“",
        "将第一条中的“甲”修改为“乙”。\n",
        "第",
        "、",
        "《",
        " ",
    ]
    units += ["内容如下：\n", "增加一条，作为第一条：“甲。”\n", "删去第一条、", "将将", "\n", "‘"]
    for unit in units:
        once, twice = _seconds(2000, unit), _seconds(4000, unit)
        assert twice < 2.6 * once + 0.05, f"{unit!r}: {once:.3f} s, {twice:.3f} s"
