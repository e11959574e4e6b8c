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


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"x", "draft.docx", "只接受"),
        (b"x", "draft", "只接受"),
        (b"", "draft.txt", "没有文字"),
        ("\ufeff \n　".encode(), "draft.txt", "没有文字"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "draft.txt", "编码"),
        (b"a\x00b", "draft.txt", "控制字符"),
        (TEXT.encode("utf-16-le"), "draft.txt", "请另存为"),
        ("雲川市養犬管理條例，為規範養犬行為。".encode("big5"), "draft.txt", "编码"),
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
