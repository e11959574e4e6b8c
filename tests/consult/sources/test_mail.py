"""Mails: the writer's own words in a row, all else in sight; nothing lost, nothing twice."""

import io
import re
import zipfile
from collections import Counter
from email.message import EmailMessage

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.errors import Invalid
from consult.sources import read_source
from consult.sources.source import Source, SourceKind
from tests.consult.sources.mails import box, mail

WORDS = re.compile(r"\w+")


def one(sent: EmailMessage | bytes) -> tuple[dict[str, str], Source]:
    source = read_source(sent if isinstance(sent, bytes) else sent.as_bytes(), "来信.eml")
    [row] = source.rows
    return row.cells, source


def test_who_when_and_what() -> None:
    cells, source = one(
        mail("第十四条太严。\n", subject="反对一户一犬", Message_ID="<7@example.org>")
    )
    assert source.kind is SourceKind.MAIL
    assert cells == {
        "text": "反对一户一犬\n第十四条太严。",
        "name": "周敏",
        "contact": "zhou@example.org",
        "received": "2026-03-04 18:11:12",
        "id": "7@example.org",
    }


def test_what_is_quoted_and_signed_is_set_aside_and_kept_visible() -> None:
    body = (
        "您好：\n第十四条太严。\n> 您对第二十二条有何建议？\n嘴套只限大狗。\n"
        "发自我的iPhone\n--\n周敏\n"
        "\n在 2026-03-01 10:00，“法工委” <a@example.org> 写道：\n\n请提意见。\n"
    )
    cells, source = one(mail(body, subject="关于条例的意见"))
    assert cells["text"] == "您好：\n第十四条太严。\n嘴套只限大狗。"
    aside = [(part.words.strip(), str(part.why)) for part in source.asides]
    assert [why for _, why in aside] == [
        "引用的邮件",
        "签名或客户端附的话",
        "引用的邮件",
        "邮件的主题",
    ]
    assert "请提意见。" in aside[2][0]


@pytest.mark.parametrize(
    "head",
    [
        "-----原始邮件-----\n发件人: 法工委",
        "------------------ 原始邮件 ------------------",
        "发件人：法工委\n发送时间：2026年3月1日\n收件人：周敏",
        "From: Office\nSent: Monday\nTo: Zhou",
        "On Mon, Mar 2, 2026 at 10:00 AM Office <a@example.org> wrote:",
        "本邮件及其附件含有保密信息，仅限收件人使用。",
    ],
)
def test_another_mail_below_is_no_opinion(head: str) -> None:
    cells, source = one(mail(f"第十四条太严。\n\n{head}\n\n请贵会对第八条提出意见。\n"))
    assert cells["text"] == "第十四条太严。"
    assert "第八条" in source.asides[0].words


def test_what_is_only_forwarded_is_the_opinion_and_that_is_said() -> None:
    body = "---------- 转发邮件信息 ----------\n发件人：唐某\n日期：2026-03-02\n\n第十四条太严。\n"
    cells, source = one(mail(body))
    assert cells["text"] == "第十四条太严。"
    assert "唐某" in source.asides[0].words
    assert "转发" in str(source.notes[0])


def test_html_is_read_as_it_is_seen() -> None:
    body = (
        "<html><head><style>p{color:red}</style></head><body><p>第十四条&nbsp;太严 &lt;3只</p>"
        "<!-- <p>不见</p> --><div>请改<b>两</b>只</div><blockquote>请提意见<br>谢谢</blockquote>"
    )
    cells, source = one(mail(body, html=True))
    assert [line for line in cells["text"].split("\n") if line] == [
        "第十四条 太严 <3只",
        "请改两只",
    ]
    assert source.asides[0].words == "> 请提意见\n> 谢谢"


@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "us-ascii", "x-unknown", "zip", "punycode"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "big5"])
def test_a_charset_that_lies_is_not_believed(charset: str, encoding: str) -> None:
    head = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n".encode()
    raw = (
        head
        + b"Content-Transfer-Encoding: 8bit\n\n"
        + "第十四條建議放寬到兩只，大家都同意".encode(encoding)
    )
    cells, _ = one(raw)
    assert cells["text"] == "第十四條建議放寬到兩只，大家都同意"


def test_a_head_in_raw_gbk_and_one_cut_amid_a_character_are_read() -> None:
    raw = "From: 周敏 <a@example.org>\nSubject: 取消第十四条\n\n好".encode("gbk")
    cells, _ = one(raw)
    assert (cells["name"], cells["text"]) == ("周敏", "取消第十四条\n好")
    split = b"From: =?gbk?B?1g==?= =?gbk?B?3MPy?= <a@example.org>\n\nx"
    assert "\ufffd" not in one(split)[0]["name"]


def test_see_attachment_means_the_attachment() -> None:
    document = docx.Document()
    document.add_paragraph("第十四条太严。")
    out = io.BytesIO()
    document.save(out)
    sent = mail("您好，意见见附件，谢谢！", subject="意见")
    sent.add_attachment(
        out.getvalue(), maintype="application", subtype="octet-stream", filename="意见.docx"
    )
    sent.add_attachment(b"x", maintype="image", subtype="png", filename="照片.png")
    cells, source = one(sent)
    assert cells["text"] == "第十四条太严。"
    told = "".join(map(str, source.notes))
    assert "意见.docx" in told
    assert "照片.png" in told
    assert source.asides[0].words == "您好，意见见附件，谢谢！"


def test_a_broken_attachment_is_that_rows_error_alone() -> None:
    broken = mail("")
    broken.add_attachment(b"PK\x03\x04", maintype="a", subtype="b", filename="意见.docx")
    source = read_source(box(broken, mail("第十四条太严。")), "a.mbox")
    assert [flaw.row for flaw in source.flaws] == [1]
    assert [row.row for row in source.rows] == [2]


def test_a_box_and_a_zip_give_the_same_rows() -> None:
    sent = [mail("第十四条太严。\n\nFrom 2026 on, two dogs.\n"), mail("第十五条不同意。\n")]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for at, each in enumerate(sent):
            archive.writestr(f"{at}.eml", each.as_bytes())
    rows = read_source(box(*sent), "a.mbox").rows
    assert rows == read_source(out.getvalue(), "a.zip").rows
    assert [row.row for row in rows] == [1, 2]
    assert "From 2026 on" in rows[0].cells["text"]


_LINES = st.one_of(
    st.sampled_from(
        [
            *("> 引用的话", "发自我的iPhone", "--", "-- ", "-----原始邮件-----", "发件人: 张三"),
            *("主题: 意见", "在 2026-03-01 10:00 张三 写道：", "> ", "", "From: a", "To: b"),
            *("---------- Forwarded message ----------", "From 2026 on", "---", "见附件"),
        ]
    ),
    st.text(alphabet="第十四条太严，。 >-abc1", max_size=20),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, max_size=14))
def test_every_word_of_a_body_is_kept_or_set_aside_once(lines: list[str]) -> None:
    body = "\n".join(lines)
    source = read_source(mail(body).as_bytes(), "a.eml")
    assert len(source.rows) + len(source.flaws) == 1
    shown = Counter(WORDS.findall("".join(row.cells["text"] for row in source.rows)))
    for part in source.asides:
        shown.update(WORDS.findall(part.words))
    assert shown == Counter(WORDS.findall(body))


def test_r17_hostile_mails_are_refused_or_read_but_never_break() -> None:
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(500)
    )
    hostile = [
        b'From: a\nContent-Type: text/plain; charset="\n\n\xff\xfe',
        b"From: =?utf-8?B?!!!?=\nDate: 99 Foo 99999 99:99:99 +9999\n\nx",
        b"From: " + b"<" * 9_000 + b"\nDate: Wed, 04 Mar 0001 10:11:12 -1200\n\nx",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n====",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: uuencode\n\nbegin 666 x\nzzz\n",
        b"Content-Type: multipart/mixed\n\nno boundary",
        b"Content-Type: message/rfc822\n\nFrom: b\n\nx",
        b"Content-Disposition: attachment; filename*=utf-7''%2B\n\nx",
        nested.encode(),
        b"\n",
        b"\x00" * 100,
    ]
    for raw in hostile:
        source = read_source(raw, "a.eml")
        assert len(source.rows) + len(source.flaws) == 1, raw[:60]
    for name, data in (("a.zip", b"PK\x05\x06" + bytes(18)), ("a.zip", b"x"), ("a.msg", b"x")):
        with pytest.raises(Invalid):
            read_source(data, name)
    with pytest.raises(Invalid, match="20 MB"):
        read_source(bytes(21 * 1024 * 1024), "a.mbox")
