"""The Atom feeds: well formed, stable, cached, and nothing in them that a page does not say."""

import datetime as dt
from xml.etree import ElementTree

import pytest

from consult.services.public.feed import printable
from tests.site import Visitor

NS = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = ("/feed.atom", "/bodies/1/feed.atom", "/bills/dogs/feed.atom", "/bills/dogs/1/feed.atom")


def read(visitor: Visitor, path: str) -> ElementTree.Element:
    answer = visitor.get(path)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own


@pytest.mark.parametrize("path", [*FEEDS, *(f"/en{path}" for path in FEEDS)])
def test_it_is_valid_atom(visitor: Visitor, path: str) -> None:
    feed = read(visitor, path)
    entries = feed.findall("a:entry", NS)
    ids = [one.findtext("a:id", "", NS) for one in (feed, *entries)]
    assert len(set(ids)) == len(ids) > 1
    assert all(one.startswith("urn:uuid:") for one in ids)
    moments = [dt.datetime.fromisoformat(e.findtext("a:updated", "", NS)) for e in (feed, *entries)]
    assert all(moment.tzinfo for moment in moments)
    assert moments[0] == max(moments[1:])
    assert moments[1:] == sorted(moments[1:], reverse=True)
    for link in feed.iterfind(".//a:link", NS):
        assert link.attrib["href"].startswith("http://127.0.0.1:8000/")
    assert feed.find("a:link[@rel='self']", NS).attrib["href"].endswith(path)  # type: ignore[union-attr]
    for entry in entries:
        place = entry.find("a:link", NS).attrib["href"].removeprefix("http://127.0.0.1:8000")  # type: ignore[union-attr]
        assert visitor.get(place).status_code == 200


def test_it_tells_what_happened(visitor: Visitor) -> None:
    titles = [e.text for e in read(visitor, "/bills/dogs/1/feed.atom").iterfind(".//a:title", NS)]
    assert any((one or "").startswith("征求意见截止：") for one in titles)
    site = "".join(read(visitor, "/feed.atom").itertext())
    assert "开始征求意见：云川市犬只管理规定（草案二次审议稿）" in site
    assert "13800138000" not in site


def test_it_answers_304_while_nothing_changed(visitor: Visitor) -> None:
    first = visitor.get("/feed.atom")
    assert first.headers["content-type"] == visitor.get("/feed.atom").headers["content-type"]
    again = visitor.get("/feed.atom", **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_unknown_ones_are_not_there(visitor: Visitor) -> None:
    for path in ("/bodies/999/feed.atom", "/bills/cats/feed.atom", "/bills/dogs/9/feed.atom"):
        assert visitor.get(path).status_code == 404


def test_pages_say_where_theirs_is(visitor: Visitor) -> None:
    for page, feed in (("/", "/feed.atom"), ("/bills/dogs", "/bills/dogs/feed.atom")):
        assert 'type="application/atom+xml" title="' in visitor.get(page).text
        assert f'href="{feed}"' in visitor.get(page).text


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert printable("a\x0b\x00b\ufffe😀\n") == "a\ufffd\ufffdb\ufffd😀\n"
