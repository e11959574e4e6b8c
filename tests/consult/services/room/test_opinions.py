"""The list of comments: every one once, whatever the page size, and filters that add up."""

from itertools import chain

import pytest
from msgspec.structs import replace

from consult.services.room import opinions as room_opinions
from consult.services.room.book import Book, bound
from consult.services.room.opinions import Wish, chosen
from tests.consult.rooms import small_report


@pytest.fixture(scope="module")
def book() -> Book:
    return bound(small_report())


def walk(book: Book, wish: Wish) -> list[str]:
    """The numbers met by going from page to page, and back again."""
    met: list[str] = []
    page = chosen(book, wish)
    while True:
        met += [told.entry.number for told in page.items]
        if page.later is None:
            break
        page = chosen(book, replace(wish, start=page.later))
    back = 0
    while page.earlier is not None:
        page = chosen(book, replace(wish, start=page.earlier))
        back += 1
    assert page.first == 1
    assert back == (len(met) - 1) // room_opinions.PER_PAGE if met else back == 0
    return met


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_every_comment_is_on_exactly_one_page(
    book: Book, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room_opinions, "PER_PAGE", size)
    met = walk(book, Wish())
    assert sorted(met) == [f"1-{n:04d}" for n in range(1, 7)]
    by_verdict = [walk(book, Wish(verdict=v.key)) for v in room_opinions.verdicts(book)]
    assert sorted(chain.from_iterable(by_verdict)) == sorted(met)
    by_kind = [walk(book, Wish(kind=kind)) for kind in room_opinions.kinds(book)]
    assert sorted(chain.from_iterable(by_kind)) == sorted(met)
    by_article = [walk(book, Wish(article=one.anchor)) for one in book.report.appendix]
    assert sorted(chain.from_iterable(by_article)) == sorted(met)


def test_a_page_begins_where_a_link_of_the_report_leads(book: Book) -> None:
    for told in book.opinions:
        at = chosen(book, Wish(start=told.entry.anchor))
        assert at.items[0].entry.number == told.entry.number
        group = chosen(book, Wish(start=told.group.anchor))
        assert group.items[0].group.code == told.group.code
    assert chosen(book, Wish(start="nowhere")).first == 1


def test_nothing_fits_a_wish_nobody_has(book: Book) -> None:
    empty = chosen(book, Wish(verdict="unheard-of"))
    assert (empty.total, list(empty.items), empty.earlier, empty.later) == (0, [], None, None)


def test_every_link_of_the_report_leads_to_a_page(book: Book) -> None:
    report = book.report
    links = [one.ask.href for one in report.foremost]
    links += [section.appendix.href for section in report.sections]
    for view in (view for section in report.sections for view in section.clusters):
        links += [view.appendix.href, view.quotation.href, *(one.href for one in view.members)]
        links += [one.href for one in view.additions]
    assert links
    assert [one for one in links if one not in book.ways] == []
