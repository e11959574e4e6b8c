"""The list of all comments of a sealed report, filtered and cut into pages by the comment a page
begins with, so that an address of a page means the same for ever."""

from collections.abc import Sequence

import msgspec

from consult.services.room.book import Book, Told
from reports.review import Verdict

PER_PAGE = 50


class Wish(msgspec.Struct, frozen=True):
    """Which comments are wanted; "" is all. `article` is a section's anchor in the appendix,
    `verdict` an outcome's key, `kind` the word for what a comment asks, `start` the anchor the
    page begins with (an article's, a cluster's or a comment's)."""

    article: str = ""
    verdict: str = ""
    kind: str = ""
    start: str = ""


class Slice(msgspec.Struct, frozen=True):
    """A page of comments: the first one's place in the list from 1, how many the list has, and
    the anchors that the pages before and after begin with."""

    items: Sequence[Told]
    first: int
    total: int
    earlier: str | None
    later: str | None


def chosen(book: Book, wish: Wish) -> Slice:
    """The page of comments that a wish asks for; a start that is not in the list gives the next
    comment after it that is."""
    held = [(at, told) for at, told in enumerate(book.opinions) if _fits(told, wish)]
    start = book.starts.get(wish.start, 0)
    first = next((n for n, (at, _) in enumerate(held) if at >= start), 0)
    items = [told for _, told in held[first : first + PER_PAGE]]
    before, after = max(0, first - PER_PAGE), first + PER_PAGE
    return Slice(
        items=items,
        first=first + 1,
        total=len(held),
        earlier=held[before][1].entry.anchor if first else None,
        later=held[after][1].entry.anchor if after < len(held) else None,
    )


def verdicts(book: Book) -> tuple[Verdict, ...]:
    """The outcomes that occur, in their usual order."""
    return tuple(count.verdict for count in book.report.figures.verdicts)


def kinds(book: Book) -> tuple[str, ...]:
    """The kinds of comments that occur."""
    return tuple(dict.fromkeys(told.entry.kind for told in book.opinions))


def _fits(told: Told, wish: Wish) -> bool:
    return (
        wish.article in ("", told.section.anchor)
        and wish.verdict in ("", told.group.verdict.key)
        and wish.kind in ("", told.entry.kind)
    )
