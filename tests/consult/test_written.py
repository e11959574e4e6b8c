"""Sentences of the pure packages are said in the language of the page; nobody's words are."""

import pytest

from consult.i18n import translations
from consult.tongue import filled, plainly
from consult.written import WRITERS, retold
from drafts import reader, splitter
from drafts.formats.file_reading import Unreadable
from tests.catalogs import HAN
from tests.sentences import END, written

ODD = "第一章 总则\n第一条 一。\n第三条 三。\n第三条 又。\n第五条\n"


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        ("第三条没有内容，请核对。", "第三条 is empty; please check."),
        (
            "第四条之后是第六条，缺少第五条，请核对是否漏条、错号或者编号丢失。",
            "第四条 is followed by 第六条; 第五条 is missing. "
            "Please check whether an article was left out or a number is wrong or lost.",
        ),
        (
            "都说到 独户居住、合租；都倾向于 删除。把握较大，请核对后再合并。",
            "All speak of 独户居住、合租; All lean towards Delete. "
            "Rather sure; please check before merging.",
        ),
        (
            "此处有修订痕迹（增加3字、删去4字），已按接受修订读取，请核对。",
            "There are tracked changes here (3 characters added, 4 deleted), "
            "read as if they were accepted; please check.",
        ),
        ("2026年3月10日至4月9日", "2026-3-10 to 2026-4-9"),
        ("2026年12月10日至2027年1月9日", "2026-12-10 to 2027-1-9"),
        ("修改12条", "articles changed: 12"),
        ("修改第三条", "修改第三条"),
        (
            "文字修改。（对应关系为系统推定，待核定。）",
            "Words changed. "
            "(Which article corresponds is the system's proposal, not yet confirmed.)",
        ),
        ("建议删去独户居住。", "建议删去独户居住。"),
        ("plain", "plain"),
    ],
)
def test_a_template_is_recognized_in_what_was_written(sentence: str, english: str) -> None:
    assert retold("en", sentence) == english
    assert retold("zh-CN", sentence) == sentence


def test_quotations_and_numbers_of_the_law_can_be_marked() -> None:
    said = retold("zh-Hant", "第三条没有内容，请核对。", lambda words: f"<{words}>")
    assert said == "<第三条>沒有內容，請核對。"


def test_what_a_reader_doubts_is_told_in_english() -> None:
    findings = splitter.split(ODD).findings
    assert len(findings) >= 3
    for one in findings:
        told = retold("en", one.message)
        assert told != one.message
        assert "please check" in told.lower()


@pytest.mark.parametrize(
    ("name", "data"), [("a.ofd", b"x"), ("a.docx", b"x"), ("a.txt", b""), ("a.pdf", b"x")]
)
def test_why_a_file_cannot_be_read_is_told_in_english(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        reader.read_file(data, name)
    said = plainly(filled("en", "{reason}", reason=caught.value))
    assert not HAN.search(said), said
    assert str(filled("zh-CN", "{reason}", reason=caught.value)) == str(caught.value)


def test_every_sentence_of_the_pure_packages_is_a_template() -> None:
    sentences = {said: path for said, path in written().items() if said.endswith(END)}
    assert len(sentences) > 150
    assert all(path.startswith(WRITERS) for path in sentences.values())
    english = translations("en").gettext
    assert [said for said in sentences if english(said) == said] == []
