"""Lines a narrow window broke are joined; lines of somebody else's mail are left out."""

from reports.letters.layout import own_words, soft_breaks

WRAPPED = """我是社区卫生服务中心的医生，从
狂犬病防治的角度提两条意见，请
考虑。
一是第二十九条第二款观察十日，
建议写明由谁出具结论，伤者等着
决定要不要打后面几针。"""
LISTED = "第三条太严。\n第四条第二款光说指导，没有经费。\n第五条好。\n第六条请删。\n第七条不清。"


def test_only_full_lines_that_end_amid_a_sentence_are_joined() -> None:
    joined = "".join("" if at in soft_breaks(WRAPPED) else one for at, one in enumerate(WRAPPED))
    assert joined.split("\n") == [
        "我是社区卫生服务中心的医生，从狂犬病防治的角度提两条意见，请考虑。",
        "一是第二十九条第二款观察十日，建议写明由谁出具结论，伤者等着决定要不要打后面几针。",
    ]
    assert soft_breaks(LISTED) == frozenset()


def test_a_break_inside_a_number_is_never_meant() -> None:
    text = "关于第二十九条第二\n款，太短。"
    assert soft_breaks(text) == {text.index("\n")}


def test_a_quoted_mail_is_blanked_and_the_rest_stays_where_it_is() -> None:
    text = "发件人：某某\n主题：回复\n> 第十六条如何改？\n改为六十五厘米。"
    left = own_words(text)
    assert left.strip() == "改为六十五厘米。"
    assert len(left) == len(text)
    assert own_words("主题：第十四条") == "主题：第十四条"
    assert left.index("改为六十五") == text.index("改为六十五")
