"""The clusters of one article in the order of their size, sifted and a page at a time.

An article may hold three thousand of them: only their numbers are fetched, and the cards of one
page made.
"""

from enum import StrEnum

import msgspec

from consult.services.records import find
from consult.services.records.keyset import FIRST, Slice, Turn, cut
from consult.tables import Cluster

AT_ONCE = 50
"""Cards on a page."""
LARGE = 10
"""Comments that make a cluster a large one."""
MOST_WORDS = 40


class Sieve(StrEnum):
    """Which clusters of an article are listed. `mine`: with unique texts one has not read."""

    ALL = "all"
    UNDECIDED = "undecided"
    UNREAD = "unread"
    MINE = "mine"
    CHANGED = "changed"
    LARGE = "large"
    SINGLE = "single"


class Sift(msgspec.Struct, frozen=True):
    """What is asked of the list: a sieve, words that some member says, a provision some member
    speaks of, a page by its keys, or the page that holds one cluster."""

    sieve: Sieve = Sieve.ALL
    words: str = ""
    spot: str = ""
    turn: Turn = FIRST
    holding: int | None = None


UNREAD = (
    "EXISTS (SELECT 1 FROM comment u WHERE u.cluster = c.id AND u.unique_key <> '' AND NOT EXISTS "
    "(SELECT 1 FROM read_mark k WHERE k.round = c.round AND k.words_key = u.unique_key{who}))"
)
_DECIDED = "EXISTS (SELECT 1 FROM disposition d WHERE d.cluster = c.id)"
_CONDITIONS = {
    Sieve.UNDECIDED: f"NOT {_DECIDED}",
    Sieve.UNREAD: UNREAD.replace("{who}", ""),
    Sieve.CHANGED: f"{_DECIDED} AND (c.gained > 0 OR c.lost > 0)",
}
_SIZES = {Sieve.LARGE: f"HAVING COUNT(m.id) >= {LARGE}", Sieve.SINGLE: "HAVING COUNT(m.id) = 1"}
_SAYING = (
    "EXISTS (SELECT 1 FROM comment w WHERE w.cluster = c.id AND (LOWER(w.text) LIKE {} ESCAPE '!' "
    "OR LOWER(w.proposed) LIKE {} ESCAPE '!' OR LOWER(w.reason) LIKE {} ESCAPE '!'))"
)
_ABOUT = "EXISTS (SELECT 1 FROM comment a WHERE a.cluster = c.id AND a.address = {})"


async def leaf(round_id: int, article: str | None, reader: str, sift: Sift) -> Slice[int]:
    """The ids on the page of an article's clusters that is asked for, the largest first."""
    rows = await _sifted(round_id, article, reader, sift)
    place = next((n for n, row in enumerate(rows) if row["id"] == sift.holding), None)
    page = cut(rows, lambda row: (-row["size"], row["id"]), sift.turn, AT_ONCE, place)
    return page.of(tuple(row["id"] for row in page.items))


async def _sifted(round_id: int, article: str | None, reader: str, sift: Sift) -> list[find.Row]:
    where, told = ["c.round = {}", "NOT c.retired"], list[object]([round_id])
    if article is None:
        where.append("c.article IS NULL")
    else:
        where.append("c.article = {}")
        told.append(article)
    if sift.sieve is Sieve.MINE:
        where.append(UNREAD.replace("{who}", " AND k.reader = {}"))
        told.append(reader)
    elif sift.sieve in _CONDITIONS:
        where.append(_CONDITIONS[sift.sieve])
    if sift.words:
        where.append(_SAYING)
        told += [_pattern(sift.words)] * 3
    if sift.spot:
        where.append(_ABOUT)
        told.append(sift.spot)
    query = (
        "SELECT c.id, COUNT(m.id) AS size FROM cluster c "  # noqa: S608 - our words, values apart
        "LEFT JOIN comment m ON m.cluster = c.id AND NOT m.provisional "
        f"WHERE {' AND '.join(where)} GROUP BY c.id {_SIZES.get(sift.sieve, '')} "
        "ORDER BY size DESC, c.id"
    )
    rows: list[find.Row] = await Cluster.raw(query, *told)
    return rows


def _pattern(words: str) -> str:
    """Words as LIKE takes them, none of them a sign of its own."""
    plain = words.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{plain}%"
