"""Looking for words in drafts, in the public's opinions and in the answers to them.

The order is stated and the same for everybody: the draft loaded last first; of a draft its title,
its articles in the order of the law, the opinions, the answers. Nothing is ranked by how often it
was said.
"""

from collections.abc import Collection, Sequence

import msgspec

from consult.engine import engine_of
from consult.services.records import find
from consult.services.room import search as room_search
from consult.services.search.index import Rank, text_of
from consult.services.search.said import Said, said
from consult.services.search.words import hold, marks, question, words_of
from consult.tables import Bill, Draft, SearchEntry
from drafts import model
from drafts.address import label
from reports.model import Outcome

PER_PAGE = 20
_AT_ONCE = (30, 100, 100, 200, 200, 400)
"""How many entries are looked at in turn: nearly all are shown, so that the first few do."""

Piece = room_search.Piece
Cursor = tuple[int, int, int]
"""Where the page before ended: draft, kind, entry."""


class Hit(msgspec.Struct, frozen=True):
    """Something found: where it is, and its words in pieces. `cluster` and `outcome` belong to
    opinions and answers, `label` is "" for what speaks of a whole draft."""

    kind: Rank
    slug: str
    reading: int
    draft: str
    address: str
    label: str
    pieces: tuple[Piece, ...]
    cluster: int | None = None
    outcome: Outcome | None = None


class Found(msgspec.Struct, frozen=True):
    """A page of hits, and where the next one begins; "" when this was the last."""

    hits: tuple[Hit, ...]
    after: str


class Filter(msgspec.Struct, frozen=True):
    """Where to look: in a bill, in one reading of it, in the bills of a body, among one kind of
    things."""

    slug: str | None = None
    reading: int | None = None
    kind: Rank | None = None
    body: int | None = None


EVERYWHERE = Filter()
_MATCHED = "SELECT id, bill, draft, rank, source, address FROM search_entry"
_SQLITE = (
    f"WITH e AS ({_MATCHED} WHERE id IN "  # noqa: S608 - ours
    "(SELECT rowid FROM search_words WHERE search_words MATCH {}))"
)
_POSTGRES = (
    f"WITH e AS MATERIALIZED ({_MATCHED} WHERE "
    "to_tsvector('simple'::regconfig, words) @@ to_tsquery('simple'::regconfig, {}))"
)
"""Materialized: walking the entries in order for a page's worth of hits looks cheaper to the
planner than it is, a second where the index takes a hundredth of one."""


async def search(query: str, where: Filter = EVERYWHERE, after: str = "") -> Found:
    """What holds every word of a query, `PER_PAGE` at a time. Raises NotFound for an unknown bill.

    `after` is that of the page before; one that cannot be read begins at the beginning.
    """
    words = words_of(query)
    if not words:
        return Found((), "")
    bill = (await find.bill_row(where.slug))["id"] if where.slug else None
    cursor = _cursor(after)
    hits: list[tuple[Cursor, Hit]] = []
    for most in _AT_ONCE:
        rows = await _entries(words, bill, where, cursor, most)
        hits += await _shown(rows, words)
        if len(hits) > PER_PAGE:
            return _page(hits[:PER_PAGE], hits[PER_PAGE - 1][0])
        if len(rows) < most:
            return _page(hits, None)
        cursor = _at(rows[-1])
    return _page(hits, cursor)


def _page(hits: Sequence[tuple[Cursor, Hit]], end: Cursor | None) -> Found:
    return Found(tuple(hit for _, hit in hits), "-".join(map(str, end)) if end else "")


def _at(row: find.Row) -> Cursor:
    return row["draft"], row["rank"], row["id"]


def _cursor(after: str) -> Cursor | None:
    parts = after.split("-")
    if len(parts) != len(("draft", "rank", "id")):
        return None
    if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in parts):
        return None
    draft, rank, entry = map(int, parts)
    return draft, rank, entry


async def _entries(
    words: tuple[str, ...], bill: int | None, where: Filter, cursor: Cursor | None, most: int
) -> list[find.Row]:
    """Entries that may hold the words, in order, after the cursor."""
    postgres = engine_of(SearchEntry).engine_type == "postgres"
    conditions: list[str] = []
    values: list[str | int] = [question(words, postgres=postgres)]
    limits = (
        *(("e.bill", bill), ("b.body", where.body)),
        *(("d.reading", where.reading), ("e.rank", where.kind)),
    )
    for column, value in limits:
        if value is not None:
            conditions.append(f"{column} = {{}}")
            values.append(int(value))
    if cursor:
        draft, rank, entry = cursor
        conditions.append(
            "(e.draft < {} OR (e.draft = {} AND (e.rank > {} OR (e.rank = {} AND e.id > {}))))"
        )
        values += [draft, draft, rank, rank, entry]
    rows: list[find.Row] = await SearchEntry.raw(
        f"{_POSTGRES if postgres else _SQLITE} SELECT e.id, e.draft, e.rank, e.source, e.address "  # noqa: S608 - ours
        "FROM e JOIN draft d ON d.id = e.draft JOIN bill b ON b.id = e.bill "
        f"WHERE {' AND '.join(conditions) or 'TRUE'} "
        f"ORDER BY e.draft DESC, e.rank, e.id LIMIT {most}",
        *values,
    )
    return rows


async def _shown(rows: Sequence[find.Row], words: tuple[str, ...]) -> list[tuple[Cursor, Hit]]:
    """The hits of those entries whose words really are in what the public can read now."""
    drafts = {row["id"]: row for row in await _drafts({row["draft"] for row in rows})}
    spoken = await said(rows)
    found = []
    for row in rows:
        draft = drafts[row["draft"]]
        view = spoken.get((row["rank"], row["source"]))
        if row["source"]:
            text = view.words if view else ""
        else:
            text = _law(row, draft, await find.tree(draft))
        if text and hold(text, words):
            found.append((_at(row), _hit(row, draft, view, text, words)))
    return found


def _law(row: find.Row, draft: find.Row, tree: model.Draft) -> str:
    if row["rank"] == Rank.DRAFT:
        return str(draft["title"])
    unit = tree.find(row["address"])
    return text_of(unit) if unit else ""


def _hit(
    row: find.Row,
    draft: find.Row,
    view: Said | None,
    text: str,
    words: tuple[str, ...],
) -> Hit:
    return Hit(
        kind=Rank(row["rank"]),
        slug=draft["bill.slug"],
        reading=draft["reading"],
        draft=draft["title"],
        address=row["address"],
        label=label(row["address"]) if row["address"] else "",
        pieces=room_search.snippet(" ".join(text.split()), marks(words)),
        cluster=view.cluster if view else None,
        outcome=view.outcome if view else None,
    )


async def _drafts(ids: Collection[int]) -> list[find.Row]:
    columns = (
        Draft.id,
        Draft.bill,
        Draft.reading,
        Draft.title,
        Draft.sha256,
        Draft.rulings,
        Draft.loaded_at,
    )
    if not ids:
        return []
    rows: list[find.Row] = await Draft.select(*columns, Draft.bill.slug).where(
        Draft.id.is_in(list(ids))
    )
    return rows


class Choices(msgspec.Struct, frozen=True):
    """What a search can be narrowed to: the bodies by id and name, the bills by slug and title,
    and the readings of the one chosen."""

    bodies: tuple[tuple[int, str], ...]
    bills: tuple[tuple[str, str], ...]
    readings: tuple[int, ...]


async def choices(slug: str | None, body: int | None = None) -> Choices:
    """The bodies that have bills, the bills (of the body chosen) from the newest on, the readings
    of the one chosen; none for an unknown one."""
    rows = await Bill.select(*(Bill.id, Bill.slug, Bill.title, Bill.body, Bill.body.name)).order_by(
        Bill.id, ascending=False
    )
    bodies = {row["body"]: row["body.name"] for row in reversed(rows)}
    if body in bodies:
        rows = [row for row in rows if row["body"] == body]
    drafts = await find.drafts_of([row["id"] for row in rows if row["slug"] == slug])
    return Choices(
        tuple(bodies.items()),
        tuple((row["slug"], row["title"]) for row in rows),
        tuple(draft["reading"] for draft in drafts),
    )
