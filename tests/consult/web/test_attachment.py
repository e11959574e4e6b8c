"""Files with a receipt: taken where the round takes them, seen by staff only (R17, R25, R36)."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest

from consult.tables import Round
from consult.web import csrf
from tests.consult.cast import AFTER
from tests.consult.services.submissions.test_sniff import JPG, PNG
from tests.site import Visitor

PAGE = "/bills/dogs/2/comment?at=art_4"
GOOD = {"kind": "amend", "text": "建议允许合租的人登记。", "key": "key-of-this-form-0003"}
BAD = "<img src=x onerror=alert(2)>"
TEXT = "邻居们的签名：王五、赵六。".encode()


async def _take(yes: bool) -> None:
    await Round.update({Round.attachments: yes}, force=True)


@pytest.fixture
def receipt(visitor: Visitor) -> Iterator[str]:
    """The page of a receipt in a round that takes files."""
    visitor.client.blocking_portal.call(_take, True)
    page = visitor.post(PAGE, GOOD, page=PAGE).headers["location"]
    assert "添一份附件" in visitor.get(page).text
    yield page


def upload(visitor: Visitor, receipt: str, data: bytes, name: str = "签名.txt") -> httpx.Response:
    files = {"file": (name, data)}
    return visitor.post(f"{receipt}/attachments", {}, page=receipt, files=files)


def kept(folder: Path) -> list[bytes]:
    found = (folder / "site" / "attachments").rglob("*")
    return sorted(path.read_bytes() for path in found if path.is_file())


def test_a_file_is_kept_and_listed_on_the_receipt(
    visitor: Visitor, receipt: str, tmp_path: Path
) -> None:
    answer = upload(visitor, receipt, TEXT, f"../签名{BAD}.html")
    assert answer.status_code == 303
    page = visitor.get(answer.headers["location"]).text
    assert "附件已收下" in page
    assert "签名" in page
    assert BAD not in page
    assert kept(tmp_path) == [TEXT]


def test_the_same_file_again_is_the_same_file(
    visitor: Visitor, receipt: str, tmp_path: Path
) -> None:
    for _ in range(2):
        assert upload(visitor, receipt, TEXT).status_code == 303
    assert visitor.get(receipt).text.count("签名.txt</span> <span") == 1
    assert kept(tmp_path) == [TEXT]


def test_three_are_enough(visitor: Visitor, receipt: str) -> None:
    for n, data in enumerate((TEXT, PNG, JPG)):
        assert upload(visitor, receipt, data, f"{n}.x").status_code == 303
    assert "添一份附件" not in visitor.get(receipt).text
    full = upload(visitor, receipt, TEXT + b"2")
    assert full.status_code == 409
    assert "最多附 3 份" in full.text


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "先选择一个文件"), (b"MZ\0", "只收 PDF"), (b"a" * (5 * 1024 * 1024 + 1), "5 MB")],
)
def test_what_is_not_taken_is_told_at_its_field(
    visitor: Visitor, receipt: str, tmp_path: Path, data: bytes, words: str
) -> None:
    answer = upload(visitor, receipt, data)
    assert answer.status_code == 400
    assert words in answer.text.split('id="file-wrong"')[1].split("</p>")[0]
    assert GOOD["text"] in answer.text
    assert kept(tmp_path) == []


def test_a_file_can_be_taken_back(visitor: Visitor, receipt: str, tmp_path: Path) -> None:
    upload(visitor, receipt, TEXT)
    number = re.search(r'name="file" value="(\d+)"', visitor.get(receipt).text)[1]  # type: ignore[index]
    gone = visitor.post(f"{receipt}/attachments/remove", {"file": number}, page=receipt)
    assert gone.status_code == 303
    assert "附件已删去" in visitor.get(gone.headers["location"]).text
    assert kept(tmp_path) == []
    again = visitor.post(f"{receipt}/attachments/remove", {"file": number}, page=receipt)
    assert again.status_code == 404


def test_one_that_somebody_else_sent_too_stays_for_them(
    visitor: Visitor, receipt: str, tmp_path: Path
) -> None:
    other = visitor.post(PAGE, {**GOOD, "key": "key-of-this-form-0004"}, page=PAGE)
    for page in (receipt, other.headers["location"]):
        upload(visitor, page, TEXT)
    visitor.post(f"{receipt}/attachments/remove", {"file": "1"}, page=receipt)
    assert kept(tmp_path) == [TEXT]


def test_only_staff_download_it_and_it_is_never_shown(visitor: Visitor, receipt: str) -> None:
    upload(visitor, receipt, b"<script>alert(1)</script>", "x.html")
    page, file = "/staff/bills/dogs/2/attachments", "/staff/attachments/1"
    assert visitor.get(file).status_code == 303, "to the sign-in page"
    visitor.sign_in("chen")
    assert visitor.get(file).status_code == visitor.get(page).status_code == 403
    visitor.sign_in("zhoumin")
    assert "x.txt" in visitor.get(page).text
    assert page in visitor.get("/staff/bills/dogs/2").text
    answer = visitor.get(file)
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith('attachment; filename="2-0001_x.txt"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_a_round_takes_none_unless_staff_said_so(visitor: Visitor) -> None:
    page = visitor.post(PAGE, GOOD, page=PAGE).headers["location"]
    assert "attachments" not in visitor.get(page).text
    assert "回执页上传" not in visitor.get(PAGE).text
    assert upload(visitor, page, TEXT).status_code == 409


def test_after_closing_nothing_is_added_or_removed(visitor: Visitor, receipt: str) -> None:
    upload(visitor, receipt, TEXT)
    site = visitor.client.app.state.site  # type: ignore[attr-defined]
    closed = AFTER.replace(month=7)
    visitor.client.app.state.site = msgspec.structs.replace(site, clock=lambda: closed)  # type: ignore[attr-defined]
    page = html.unescape(visitor.get(receipt).text)
    assert "签名.txt" in page
    assert "删去</button>" not in page
    for path, fields in (("attachments/remove", {"file": "1"}), ("attachments", {})):
        files = {"file": ("a.txt", b"new")} if path == "attachments" else None
        answer = visitor.post(f"{receipt}/{path}", fields, page="/receipts", files=files)
        assert answer.status_code == 409
        assert "截止" in answer.text


def test_a_wrong_code_reads_no_megabytes(
    visitor: Visitor, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = receipt.split("/")[2]
    token = visitor.token(receipt)
    monkeypatch.setattr(csrf, "read_form", None)  # whoever reads the body fails
    wrong = f"/receipts/{number}/AAAA-AAAA/attachments"
    files = {"file": ("a.txt", TEXT)}
    tries = [
        visitor.client.post(wrong, data={"form_token": token}, files=files).status_code
        for _ in range(11)
    ]
    assert tries == [403] * 10 + [429]
