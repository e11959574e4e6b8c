"""What to try when nothing was found: fewer words, the parts of a long one, a bill by its name."""

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from consult.services.search.search import EVERYWHERE, Filter, search
from consult.services.search.words import folded, words_of
from consult.tables import Bill

MOST = 3
_MOST_TRIED = 5
_ALIKE = 1 / 3
_LONG = 4


class Advice(msgspec.Struct, frozen=True):
    """Queries that find something, and bills, by slug and title, whose titles are like the one
    asked for."""

    queries: tuple[str, ...] = ()
    bills: tuple[tuple[str, str], ...] = ()


async def advise(query: str, where: Filter = EVERYWHERE) -> Advice:
    """What would have been found in the same place. Every query offered has hits now."""
    words = words_of(query)
    if not words:
        return Advice()
    offered: list[str] = []
    for fewer in list(_fewer(words))[:_MOST_TRIED]:
        if len(offered) < MOST and (await search(fewer, where)).hits:
            offered.append(fewer)
    return Advice(tuple(offered), await _like("".join(words)))


def _fewer(words: tuple[str, ...]) -> Iterator[str]:
    """The query without one of its words, the last first; of a single long one its halves."""
    if len(words) > 1:
        for place in reversed(range(len(words))):
            yield " ".join(words[:place] + words[place + 1 :])
    elif len(words[0]) >= _LONG and not words[0].isascii():
        middle = len(words[0]) // 2
        yield words[0][:middle]
        yield words[0][middle:]


async def _like(asked: str) -> tuple[tuple[str, str], ...]:
    """The bills whose titles have at least a third of the pairs of characters asked for."""
    pairs = set(pairwise(asked))
    if not pairs:
        return ()
    rows = await Bill.select(Bill.slug, Bill.title).order_by(Bill.id, ascending=False)
    share = {
        (row["slug"], row["title"]): len(pairs & set(pairwise(folded(row["title"])))) / len(pairs)
        for row in rows
    }
    near = sorted((one for one in share if share[one] >= _ALIKE), key=lambda one: -share[one])
    return tuple(near[:MOST])
