"""Reading forms: promise R18 and the holes of reliability research."""

import contextlib
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multipart import MultipartError  # type: ignore[import-untyped]

from consult.web import forms
from tests.site import Seeded, Visitor, visiting

PAGE = "/bills/dogs/2/comment"
FORM = {"content-type": "application/x-www-form-urlencoded"}
BOUNDARY = "b0undary"


def part(name: str, value: bytes, head: str = "") -> bytes:
    start = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{head}\r\n\r\n'
    return start.encode() + value + b"\r\n"


def test_it_reads_fields_and_files_as_utf8() -> None:
    body = part("slug", "犬".encode()) + part("file", b"\x00\xff", '; filename="犬.txt"')
    form = forms.multipart(body + f"--{BOUNDARY}--\r\n".encode(), BOUNDARY)
    assert form.fields == {"slug": "犬"}
    assert form.files["file"] == forms.Upload("犬.txt", b"\x00\xff")
    assert forms.urlencoded(urlencode({"a": "犬\r\n"}).encode()).text("a") == "犬\n"


@pytest.mark.parametrize("charset", ["rot13", "unicode_escape", "nonsense", "utf-16"])
def test_the_sender_does_not_choose_the_codec(charset: str) -> None:
    head = f"\r\nContent-Type: text/plain; charset={charset}"
    body = part("text", "犬".encode(), head) + f"--{BOUNDARY}--\r\n".encode()
    with contextlib.suppress(ValueError, MultipartError):  # refusing is as good: a 400
        assert forms.multipart(body, BOUNDARY).fields == {"text": "犬"}


@given(st.binary(max_size=300))
def test_any_bytes_are_a_form_or_an_error_that_becomes_400(body: bytes) -> None:
    for read in (forms.urlencoded, lambda b: forms.multipart(b, BOUNDARY)):
        with contextlib.suppress(ValueError, MultipartError):
            read(body)


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"a=%ff%fe", FORM, 400),
        ("a=犬".encode(), FORM, 400),
        (b"text=a%00b", FORM, 400),
        (b"&".join(b"a=1" for _ in range(97)), FORM, 400),
        (b"a=" + b"x" * 300_000, FORM, 413),
        (b"{}", {"content-type": "application/json"}, 415),
        (b"", {}, 415),
        (b"x", {"content-type": "multipart/form-data; boundary=x"}, 415),
        (b"x", {"content-type": "\xff" * 50}, 415),
    ],
)
def test_hostile_bodies_are_4xx(
    visitor: Visitor, body: bytes, headers: dict[str, str], status: int
) -> None:
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    answer = visitor.client.post(PAGE, content=body, headers=raw)
    assert answer.status_code == status


@pytest.mark.timed
def test_a_flood_of_fields_does_not_hold_the_site(visitor: Visitor) -> None:
    flood = b"&".join(b"a=%d" % n for n in range(12_000))
    started = time.process_time()
    assert visitor.client.post(PAGE, content=flood, headers=FORM).status_code == 400
    assert time.process_time() - started < 0.2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--b0undary",
        b"--b0undary\r\n\r\n\r\n--b0undary--\r\n",
        part("slug", b"\xff\xfe") + b"--b0undary--\r\n",
        b"".join(part(f"f{n}", b"") for n in range(40)) + b"--b0undary--\r\n",
        b"--b0undary\r\n" + b"X: " + b"h" * 100_000 + b"\r\n\r\n",
    ],
)
def test_hostile_uploads_are_400_also_for_staff(
    seeded: Seeded, tmp_path: Path, body: bytes
) -> None:
    with visiting(seeded, tmp_path / "site") as staff:
        staff.sign_in("zhoumin")
        kind = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
        answer = staff.client.post("/staff/drafts", content=body, headers=kind)
        assert answer.status_code in (400, 403)


def test_nobody_without_the_right_makes_the_site_read_an_upload(visitor: Visitor) -> None:
    kind = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
    huge = b"x" * (21 * 1024 * 1024)
    assert visitor.client.post("/staff/drafts", content=b"x", headers=kind).status_code == 401
    visitor.sign_in("zhoumin")
    assert visitor.client.post("/staff/drafts", content=huge, headers=kind).status_code == 413
