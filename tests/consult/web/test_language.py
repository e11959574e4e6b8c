"""Three languages by address; traditional characters also by what the browser prefers."""

import re

import pytest

from consult.web.language import reads_traditional, split
from tests.site import Visitor

TAIPEI = {"accept-language": "zh-TW,zh;q=0.9,en;q=0.8", "sec-fetch-site": "none"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ("zh-CN", "/")),
        ("/en", ("en", "/")),
        ("/en/bills", ("en", "/bills")),
        ("/zh-Hant/bills", ("zh-Hant", "/bills")),
        ("/english", ("zh-CN", "/english")),
        ("/en/en", ("en", "/en")),
    ],
)
def test_the_prefix_is_the_language(path: str, expected: tuple[str, str]) -> None:
    assert split(path) == expected


@pytest.mark.parametrize(
    ("accepted", "traditional"),
    [
        ("zh-TW,zh;q=0.9", True),
        ("zh-HK", True),
        ("zh-Hant-HK,en;q=0.5", True),
        ("en-US,zh-MO;q=0.3", True),
        ("zh-TW;q=0.2,zh-CN;q=0.8", False),
        ("zh-CN,zh-TW;q=0.9", False),
        ("zh,zh-TW", False),
        ("zh-TW;q=0", False),
        ("zh-TW;q=x", False),
        ("zho-TW", False),
        ("en", False),
        ("*", False),
        ("", False),
    ],
)
def test_what_a_browser_prefers(accepted: str, traditional: bool) -> None:
    assert reads_traditional(accepted) is traditional


def test_home_leads_a_reader_of_traditional_characters_to_theirs(visitor: Visitor) -> None:
    led = visitor.get("/?page=1", **TAIPEI)
    assert (led.status_code, led.headers["location"]) == (302, "/zh-Hant?page=1")
    assert "accept-language" in led.headers["vary"]
    assert "accept-language" in visitor.get("/").headers["vary"]
    assert "徵求意見" in visitor.get("/zh-Hant").text


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", TAIPEI | {"sec-fetch-site": "same-origin"}),
        ("/", {"accept-language": "zh-TW"}),
        ("/", TAIPEI | {"accept-language": "zh-CN,zh-TW;q=0.9"}),
        ("/", TAIPEI | {"accept-language": "en"}),
        ("/bills/dogs", TAIPEI),
        ("/en", TAIPEI),
    ],
)
def test_elsewhere_the_address_alone_decides(
    visitor: Visitor, path: str, headers: dict[str, str]
) -> None:
    assert visitor.get(path, **headers).status_code == 200


def test_every_page_offers_itself_in_the_other_languages(visitor: Visitor) -> None:
    for prefix, locale in (("", "zh-CN"), ("/en", "en"), ("/zh-Hant", "zh-Hant")):
        page = visitor.get(f"{prefix}/bills/dogs/2?view=changes").text
        assert f'<html lang="{locale}">' in page
        foot = page.split('class="languages"')[1]
        assert re.findall(r'href="([^"]+)" lang="([^"]+)"', foot) == [
            ("/bills/dogs/2?view=changes", "zh-CN"),
            ("/zh-Hant/bills/dogs/2?view=changes", "zh-Hant"),
            ("/en/bills/dogs/2?view=changes", "en"),
        ]
        assert re.findall(r'lang="([^"]+)" hreflang="[^"]+" aria-current="true"', foot) == [locale]


def test_the_law_and_the_comments_stay_as_they_were_written(visitor: Visitor) -> None:
    page = visitor.get("/zh-Hant/bills/dogs/1/articles/art_3").text
    assert "合租的人也有固定住所，建议删去独户居住" in page
    assert "條意見" in page
