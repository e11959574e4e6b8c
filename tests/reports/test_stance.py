"""Stance: what is told apart and what is not."""

import pytest

from reports.stance import stance

OPPOSITES = [
    ("支持本条", "反对本条"),
    ("赞成", "不赞成"),
    ("同意", "不同意"),
    ("支持", "不支持"),
    ("提高罚款", "降低罚款"),
    ("延长期限", "缩短期限"),
    ("从严管理", "放宽管理"),
    ("应当登记", "不得登记"),
    ("应当登记", "可以登记"),
    ("应当登记", "不应当登记"),
    ("必须牵绳", "不必牵绳"),
    ("允许进入", "禁止进入"),
    ("允许进入", "不允许进入"),
    ("增加一款", "删除一款"),
    ("增加年检", "取消年检"),
    ("保留本条", "删去本条"),
    ("建议写明", "不建议写明"),
    ("处罚过重", "处罚过轻"),
    ("五百元以上", "五百元以下"),
    ("规定清楚", "规定不清楚"),
    ("有法律依据", "没有法律依据"),
    ("把允许改为禁止", "把禁止改为允许"),
    ("支持提高", "支持降低"),
    ("反对提高", "反对降低"),
    ("贊成開放", "反對開放"),
    ("應當", "不應當"),
    ("👍", "👎"),
    ("I support it", "I oppose it"),
    ("I support it", "I do not support it"),
    ("I support it", "I don’t support it"),
    ("in favor", "not in favor"),
    ("agree", "disagree"),
    ("increase the fee", "reduce the fee"),
    ("allow dogs", "ban dogs"),
    ("add a rule", "remove a rule"),
    ("there should be a fee", "there should be no fee"),
    ("dogs should wait", "dogs should not wait"),
]

ALIKE = [
    ("建议增加遛犬区域", "增加遛犬区域"),
    ("希望增加遛犬区域", "建议增加遛犬区域"),
    ("支持，建议增加", "建议增加"),
    ("反对", "不同意"),
    ("反 对", "反对"),
    ("反\u200b对", "不支持"),
    ("是不是应当写明", "应当写明"),
    ("要不要增加", "增加"),
    ("应当登记", "必须登记"),
    ("非常支持", "支持"),
    ("不仅要管狗", "要管狗"),
    ("不同的小区", "各个小区"),
    ("无论大型犬小型犬", "大型犬小型犬"),
    ("未成年人", "孩子"),
    ("特别支持", "支持"),
    ("notable nobody", ""),
    ("not only fees", "fees"),
    ("shouldn't", "should not"),
    ("oppose, oppose", "against"),
]


@pytest.mark.parametrize(("one", "two"), OPPOSITES)
def test_opposites_differ(one: str, two: str) -> None:
    assert stance(one) != stance(two)


@pytest.mark.parametrize(("one", "two"), ALIKE)
def test_the_same_stance_in_other_words(one: str, two: str) -> None:
    assert stance(one) == stance(two)
