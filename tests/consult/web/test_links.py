"""Addresses of pages in every language."""

import pytest

from consult.web.links import link, safe_next, same_page


@pytest.mark.parametrize(
    ("locale", "segments", "query", "expected"),
    [
        ("zh-CN", (), {}, "/"),
        ("en", (), {}, "/en"),
        ("en", ("bills", "dogs", 2), {"at": "art_1"}, "/en/bills/dogs/2?at=art_1"),
        ("zh-Hant", (), {}, "/zh-Hant"),
        ("zh-Hant", ("bills", "dogs"), {}, "/zh-Hant/bills/dogs"),
        ("zh-CN", ("bills", "../x?y#z"), {"at": None}, "/bills/..%2Fx%3Fy%23z"),
    ],
)
def test_every_segment_is_quoted(
    locale: str, segments: tuple[object, ...], query: dict[str, object], expected: str
) -> None:
    assert link(locale, *segments, **query) == expected


def test_the_same_page_in_the_other_language() -> None:
    assert same_page("en", "/", "") == "/en"
    assert same_page("en", "/bills/dogs", "page=2") == "/en/bills/dogs?page=2"
    assert same_page("zh-CN", "/bills/dogs", "") == "/bills/dogs"
    assert same_page("zh-CN", "/", "") == "/"
    assert same_page("zh-Hant", "/bills/dogs", "") == "/zh-Hant/bills/dogs"


@pytest.mark.parametrize(
    "target",
    [
        "https://x.example",
        "//x.example",
        "/\\x.example",
        "/staff//x",
        "/",
        "",
        "/staffx",
        "/staff\n",
    ],
)
def test_a_sign_in_leads_nowhere_else(target: str) -> None:
    assert safe_next(target) == "/staff"


@pytest.mark.parametrize(
    "target", ["/staff", "/reports/3", "/en/reports", "/zh-Hant/room", "/staff/bills/dogs/1?x=1"]
)
def test_a_sign_in_leads_back(target: str) -> None:
    assert safe_next(target) == target
