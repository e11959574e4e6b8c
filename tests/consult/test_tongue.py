"""On a page of another language, what is Chinese says so; on a Chinese page nothing is added."""

import jinja2
import pytest

from consult.templating import environment
from consult.tongue import Tongues, filled, plainly, speaking

ENGLISH = {
    "对{label}提意见": "Comment on {label}",
    "共 {n} 条": "{n} in all",
    "全部": "All",
    "类型": "One of 修改、增加.",
}


def written(source: str, name: str = "x.html", **values: object) -> str:
    """What a template says in English."""
    loader = jinja2.DictLoader({name: source})
    env = jinja2.Environment(
        loader=loader, autoescape=True, extensions=["jinja2.ext.i18n", Tongues]
    )
    env.globals["locale"] = "en"
    say = speaking(lambda msgid: ENGLISH.get(msgid, msgid))
    env.install_gettext_callables(say, say, newstyle=False)  # type: ignore[attr-defined]
    return env.get_template(name).render(**values)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>{{ x }}</p>", '<p><bdi lang="zh-CN">第三条</bdi></p>'),
        (
            "<p>{{ _('对{label}提意见').format(label=x) }}</p>",
            '<p>Comment on <bdi lang="zh-CN">第三条</bdi></p>',
        ),
        ("<p>{{ '“' ~ x ~ '”' }}</p>", '<p>“<bdi lang="zh-CN">第三条</bdi>”</p>'),
        ("<p>{{ '<b>' ~ x }}</p>", '<p>&lt;b&gt;<bdi lang="zh-CN">第三条</bdi></p>'),
        ("<p>{{ x if x else y }}</p>", '<p><bdi lang="zh-CN">第三条</bdi></p>'),
        ("<p>{{ _('共 {n} 条').format(n=3) }} {{ _('全部') }}</p>", "<p>3 in all All</p>"),
        ("<p>{{ _('类型') }}</p>", '<p>One of <bdi lang="zh-CN">修改、增加</bdi>.</p>'),
        ('<a title="{{ x }}">', '<a title="第三条">'),
        (
            """<a href="{{ 1 }}" title='{{ _("对{label}提意见").format(label=x) }}'>{{ x }}""",
            """<a href="1" title='Comment on 第三条'><bdi lang="zh-CN">第三条</bdi>""",
        ),
        ("<title>{{ x }}</title>{{ 1 }}", "<title>第三条</title>1"),
        ("{% block title %}{{ x }}{% endblock %}", "第三条"),
        ("<option>{{ x }}</option>", "<option>第三条</option>"),
        (
            "{% macro m() %}<i>{{ x }}</i>{% endmacro %}<b>{{ m() }}</b>",
            '<b><i><bdi lang="zh-CN">第三条</bdi></i></b>',
        ),
        (
            '{% macro m() %}{{ x }}{% endmacro %}<a title="{{ m() }}">',
            '<a title="第三条">',
        ),
        (
            "{% set y = _('对{label}提意见').format(label=x) %}<a title=\"{{ y }}\">{{ y }}",
            '<a title="Comment on 第三条">Comment on <bdi lang="zh-CN">第三条</bdi>',
        ),
        ("a < b {{ x }}", 'a < b <bdi lang="zh-CN">第三条</bdi>'),
    ],
)
def test_among_words_it_is_marked_and_nowhere_else(source: str, expected: str) -> None:
    assert written(source, x="第三条") == expected


def test_a_feed_holds_no_element() -> None:
    assert written("<summary>{{ x }}</summary>", "feed/x.html", x="第三条") == (
        "<summary>第三条</summary>"
    )


def test_signs_somebody_typed_make_nothing() -> None:
    typed = "\ufdd1<b>\ufdd0" + "第三条"
    assert "<b>" not in written("{{ x }}", x=typed)
    assert written('<a title="{{ x }}">', x="\ufdd0\ufdd1") == '<a title="">'


def test_in_traditional_chinese_words_of_the_interface_are_not_marked() -> None:
    env = environment("zh-Hant")
    page = env.from_string("<p>{{ _('{place}的链接').format(place=x) }}{{ 'question'|kind }}</p>")
    assert page.render(x="第三条") == '<p><bdi lang="zh-CN">第三条</bdi>的連結疑問</p>'


def test_a_page_in_simplified_chinese_is_as_it_was() -> None:
    page = environment().from_string("<p>{{ _('{place}的链接').format(place=x) }}</p>")
    assert page.render(x="第三条") == "<p>第三条的链接</p>"


def test_a_service_error_is_filled_for_the_template_that_shows_it() -> None:
    assert filled("zh-CN", "没有账号“{login}”。", login="周敏") == "没有账号“周敏”。"
    said = filled("zh-Hant", "没有账号“{login}”。", login="周敏")
    assert plainly(said) == "沒有帳號「周敏」。"
    page = environment("zh-Hant").from_string("{{ said }}").render(said=said)
    assert page == '沒有帳號「<bdi lang="zh-CN">周敏</bdi>」。'
