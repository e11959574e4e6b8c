"""What a file is, told by its name and its words; time grows with length, no more."""

import contextlib
import io
import time
from collections.abc import Callable

import docx
import pytest

from consult.errors import Invalid
from consult.sources import read_source, read_text
from consult.sources.source import SourceKind
from tests.consult.sources.mails import mail
from tests.growth import is_linear

LETTER = (
    "尊敬的领导：\n第十四条太严。\n此致\n敬礼\n市民 温某\n3月2日\n\n法工委同志：\n第十五条很好。\n"
)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        ("姓名\t意见\n甲\t太严\n".encode("utf-16"), "表.TXT", SourceKind.TABLE),
        ("姓名,意见\n甲,太严\n".encode("gb18030"), "表.txt", SourceKind.TABLE),
        (LETTER.encode("gb18030"), "来信.txt", SourceKind.LETTER),
        (b"<p>\xe7\xac\xac\xe5\x8d\x81\xe5\x9b\x9b\xe6\x9d\xa1</p>", "a.html", SourceKind.LETTER),
        ("张三 2026-03-04 10:11\n太严\n".encode(), "群.txt", SourceKind.CHAT),
        (mail("太严", subject="x", Message_ID="<1@a>").as_bytes(), "信.txt", SourceKind.MAIL),
    ],
)
def test_it_is_recognised(data: bytes, name: str, kind: SourceKind) -> None:
    source = read_source(data, name)
    assert source.kind is kind
    assert source.rows


def test_several_letters_in_one_file_are_told_apart() -> None:
    document = docx.Document()
    for line in LETTER.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    for source in (read_text(LETTER), read_source(out.getvalue(), "来信.docx")):
        assert [row.row for row in source.rows] == [1, 2]
        assert source.rows[1].cells["text"].startswith("法工委同志")
        assert "2 封" in str(source.notes[0])


@pytest.mark.parametrize("name", ["a.exe", "a", "a.png", "a.docx", "a.pdf", "a.xls", "a.ods"])
def test_r17_other_files_are_refused(name: str) -> None:
    with pytest.raises(Invalid):
        read_source(b"\xd0\xcf\x11\xe0 nothing", name)


@pytest.mark.parametrize("text", ["", " \n\u3000", "\x00"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="没有文字"):
        read_text(text)


HOSTILE = {
    "a.txt": [
        *(
            "张三 2026-03-04 10:11 ",
            "第" * 40 + "：",
            "[图片] ",
            "#接龙\n1. ",
            "“” 邀请",
            "此致\n敬礼\n",
        ),
        *("\n您好：", "  ", "2026-03-04 "),
    ],
    "a.html.eml": ["<", "<!--", "<style>", "<blockquote>", "&#", "</p", "<a b=", "<!"],
    "a.eml": [
        "> ",
        "-----原始邮件",
        "在 20",
        "发件人: ",
        "--\n",
        "发自我的",
        "\n",
        "On 2026 ",
        " ",
    ],
}


@pytest.mark.parametrize(
    ("name", "unit"), [(name, unit) for name, units in HOSTILE.items() for unit in units]
)
def test_r19_time_grows_with_length(name: str, unit: str) -> None:
    def seconds(size: int) -> float:
        body = unit * (size // len(unit))
        if name == "a.txt":
            return clocked(lambda: read_text("x\n" + body))
        kind = b"html" if "html" in name else b"plain"
        raw = b"From: a@b\nContent-Type: text/" + kind + b"; charset=utf-8\n\nx\n" + body.encode()
        return clocked(lambda: read_source(raw, name))

    assert is_linear(seconds, 8_000)


def clocked(work: Callable[[], object]) -> float:
    """The seconds a piece of work takes."""
    start = time.perf_counter()
    with contextlib.suppress(Invalid):
        work()
    return time.perf_counter() - start
