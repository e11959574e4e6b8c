"""The outermost layer: promises R18, R20, R35."""

import logging

import pytest

from consult.web.gate import loggable, refusal
from tests.site import Visitor


@pytest.mark.parametrize("path", ["/", "/nowhere", "/staff", "/receipts", "/healthz"])
def test_every_answer_has_the_security_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in headers


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/bills/a\x00b", b"", 400),
        ("/bills/a\r\nb", b"", 400),
        ("/bills/\ufffd", b"", 400),
        ("/bills/a\\b", b"", 400),
        ("/" + "a" * 2000, b"", 414),
        ("/", b"a" * 3000, 414),
        ("/staff/clusters/99999999999", b"", 404),
        ("/staff/clusters/" + "9" * 900, b"", 404),
        ("/bills/dogs/2", b"view=changes", None),
    ],
)
def test_addresses_no_page_can_have_are_refused(path: str, query: bytes, status: int) -> None:
    assert refusal(path, query) == status


def test_a_refusal_is_a_plain_answer_with_all_headers(visitor: Visitor) -> None:
    answer = visitor.get("/bills/a%00b")
    assert answer.status_code == 400
    assert "content-security-policy" in answer.headers


def test_head_is_get_without_the_body(visitor: Visitor) -> None:
    answer = visitor.client.head("/bills/dogs/2")
    assert (answer.status_code, answer.content) == (200, b"")
    assert "etag" in answer.headers


def test_other_methods_are_405(visitor: Visitor) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert visitor.client.request(method, "/bills/dogs").status_code == 405


def test_the_log_holds_no_receipt_code_no_query_and_no_line_break(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "consult.access"):
        visitor.get(f"/receipts/{visitor.seeded.number}/{visitor.seeded.code}?x=secret")
    assert visitor.seeded.code not in caplog.text
    assert "secret" not in caplog.text
    assert "GET /receipts/* 200" in caplog.text
    assert "\n" not in loggable("/a\nb\x1b[31m")
