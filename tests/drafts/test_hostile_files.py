"""R17: every hostile upload is answered with a sentence, soon, and leaves nothing behind."""

import io
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.formats import sandbox
from drafts.formats.file_reading import Changes, Unreadable
from drafts.reader import SUFFIXES, read, read_file
from tests.drafts import hostile
from tests.drafts.word_files import docx, packed

UPLOADS = list(hostile.uploads())


@pytest.fixture
def emptiness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that must be empty afterwards."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [(name, data, words) for _what, name, data, words in UPLOADS],
    ids=[f"{what} {name}" for what, name, _data, _words in UPLOADS],
)
def test_r17_a_hostile_upload_is_answered_with_a_sentence(
    name: str, data: bytes, words: str, emptiness: Path
) -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable, match=words or None) as refusal:
        read(data, name)
    assert time.monotonic() - begun < 5
    assert name in str(refusal.value)
    assert str(refusal.value).endswith("。")
    assert list(emptiness.iterdir()) == []


def test_r17_two_entries_of_one_name_are_refused() -> None:
    data = packed({"word/document.xml": "", "word/documenu.xml": ""})
    with pytest.raises(Unreadable, match="重名"):
        read(data.replace(b"documenu", b"document"), "a.docx")


def test_r17_a_locked_pdf_is_refused_with_what_to_do() -> None:
    pdf, file = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(file, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(Unreadable, match="密码"):
        read(file.getvalue(), "a.pdf")


def test_r17_a_scan_is_refused_with_what_to_do() -> None:
    pdf, file = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(file)
    with pytest.raises(Unreadable, match=r"扫描件.*OCR"):
        read(file.getvalue(), "a.pdf")


@pytest.mark.parametrize("sixteenth", range(16))
def test_r17_a_truncated_word_file_is_refused_at_any_length(sixteenth: int) -> None:
    file = io.BytesIO()
    Document().save(file)
    whole = file.getvalue()
    with pytest.raises(Unreadable):
        read(whole[: len(whole) * sixteenth // 16], "a.docx")


def test_r17_the_child_is_bounded_in_memory_and_time() -> None:
    script = (
        "import resource as r, drafts.formats.sandbox as s; s.confine();"
        "print(*(r.getrlimit(one)[0] for one in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE)))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    memory, seconds, file = map(int, told.stdout.split())
    assert memory <= 512 * 1024 * 1024
    assert seconds <= 10
    assert file == 0
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != memory


def test_r17_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MOST_SECONDS", 0.001)
    with pytest.raises(Unreadable, match="没有读完"):
        read_file(docx(), "a.docx")


def test_r17_the_child_sees_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSULT_DATABASE_URL", "postgres://user:secret@host/db")
    assert "secret" not in " ".join(sandbox.environment().values())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["docx", "pdf", "html", "xml"]))
def test_r17_random_bytes_get_an_answer(data: bytes, kind: str) -> None:
    told = sandbox.answer(kind, data, Changes.ACCEPT)
    assert told.startswith(b"{")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 3_000))
def test_r17_a_damaged_word_file_gets_an_answer(noise: bytes, place: int) -> None:
    whole = docx()
    place %= len(whole)
    damaged = whole[:place] + noise + whole[place + len(noise) :]
    assert sandbox.answer("docx", damaged, Changes.ACCEPT).startswith(b"{")


def test_every_suffix_is_known_to_the_reader() -> None:
    assert {".docx", ".pdf", ".html", ".txt", ".md", ".xml", ".doc", ".wps"} <= set(SUFFIXES)
