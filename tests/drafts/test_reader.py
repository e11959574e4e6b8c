"""Bytes become text, or a sentence that says what to do."""

from pathlib import Path

import pytest

from drafts.reader import Unreadable, read

TEXT = "云川市养犬管理条例\r\n\r\n第一条　为了规范养犬行为，制定本条例。\n第二条　略。\r"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", ["draft.txt", "草案.MD"])
def test_it_reads_the_usual_encodings_and_keeps_line_ends(encoding: str, name: str) -> None:
    assert read(TEXT.encode(encoding), name) == TEXT


@pytest.mark.parametrize(
    ("bom", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_it_reads_utf16_with_a_bom(bom: bytes, encoding: str) -> None:
    assert read(bom + TEXT.encode(encoding), "draft.txt") == TEXT


def test_it_reads_traditional_characters_in_gb18030() -> None:
    text = "雲川市養犬管理條例\n第一条　為規範養犬行為，制定本條例。"
    assert read(text.encode("gb18030"), "draft.txt") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "hz"])
def test_it_reads_encodings_that_carry_no_mark(encoding: str) -> None:
    assert read(TEXT.encode(encoding), "draft.txt") == TEXT


@pytest.mark.parametrize("mark", [b"\xff\xfe\0\0", b"\0\0\xfe\xff"])
def test_it_reads_utf32_with_a_bom(mark: bytes) -> None:
    encoding = "utf-32-le" if mark[0] else "utf-32-be"
    assert read(mark + TEXT.encode(encoding), "draft.txt") == TEXT


def test_it_reads_big5() -> None:
    text = "雲川市養犬管理條例\n第一條　為規範養犬行為，制定本條例。\n"
    assert read(text.encode("big5"), "draft.txt") == text


def test_it_names_a_file_without_its_path_and_without_signs_nobody_sees() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(b"", "../../etc/\u202ecod.\0draft" + "x" * 300 + ".txt")
    assert str(refusal.value).startswith("“cod.draftxxx")
    assert len(str(refusal.value)) < 120


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"x", "draft.docx", "不是 Word 文档"),
        (b"x", "draft.pdf", "不是 PDF"),
        (b"x", "draft.zip", "只接受"),
        (b"x", "draft.ofd", "OFD"),
        (b"x" * 20_971_521, "draft.txt", "20 MB"),
        (b"%PDF-1.7", "draft.txt", "改为 .pdf"),
        (b"PK\x03\x04", "draft.txt", "改回 .docx"),
        (b"x", "draft", "只接受"),
        (b"", "draft.txt", "没有文字"),
        ("\ufeff \n　".encode(), "draft.txt", "没有文字"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "draft.txt", "编码"),
        (b"a\x00b", "draft.txt", "控制字符"),
        (bytes(range(256)) * 4, "draft.txt", "编码"),
        ("Réglementation générale à préciser".encode("latin-1"), "draft.txt", "编码"),
        (b"\xff\xfea", "draft.txt", "编码"),
    ],
)
def test_it_refuses_with_a_sentence_that_says_what_to_do(
    data: bytes, name: str, words: str
) -> None:
    with pytest.raises(Unreadable, match=words) as refusal:
        read(data, name)
    assert name in str(refusal.value)
    assert str(refusal.value).endswith("。")


def test_it_reads_every_chinese_fixture(corpus: Path) -> None:
    files = [path for path in (corpus / "zh").rglob("*") if path.suffix in {".txt", ".md"}]
    assert len(files) > 400
    for path in files:
        text = read(path.read_bytes(), path.name)
        assert read(text.encode("gb18030"), path.name) == text
