"""Comments as W3C Web Annotations: what the public may read, given out; what others annotated,
taken in."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from consult import lifecycle
from consult.errors import Invalid
from consult.permissions import Actor, require
from consult.services.intake import intake
from consult.services.intake.annotation_flaws import sentence
from consult.services.intake.batch import File
from consult.services.intake.intake import Collected, Manner
from consult.services.intake.rows import KINDS, RowError
from consult.services.moderating import shown
from consult.services.moderating.shown import State
from consult.services.records import find
from consult.services.submissions.spoken import spoken_of
from consult.services.submissions.target import MOST_WORDS, QUOTE, Asked
from consult.spreadsheet import SheetRow
from consult.tables import Comment
from drafts import anchoring
from drafts.address import BadAddress, parse
from drafts.anchoring import Selector
from drafts.annexes import annexes
from drafts.model import Draft, Unit
from drafts.passages import Passage, narrow, plain_text, widen
from reports.annotating import writing
from reports.annotating.reading import Annotation, Unread, read
from reports.annotating.rules import BadAnnotation
from reports.annotating.writing import Said
from reports.model import Channel, CommentKind

PER_PAGE = 100
MOST_BYTES = 20 * 1024 * 1024
_PLACE = re.compile(r"(?:/articles/|#)([a-z][a-z0-9_-]{2,199})")
_NAME = 60


async def collection(slug: str, reading: int, home: str) -> dict[str, Any]:
    """The collection of the comments on a reading the public may read; `home` is the address of
    the site. Raises NotFound."""
    draft, round_ = await find.round_row(slug, reading)
    total = await Comment.count().where(_public(round_["id"]))
    address = _address(slug, reading, home)
    return writing.collection(address, draft["title"], total, f"{address}?after=0")


async def page(slug: str, reading: int, home: str, after: int) -> dict[str, Any]:
    """The page of that collection behind the comment with the id `after`. Raises NotFound."""
    whole = await collection(slug, reading, home)
    _, round_ = await find.round_row(slug, reading)
    rows = await _rows(round_["id"], after, PER_PAGE + 1)
    start = await Comment.count().where(_public(round_["id"]) & (Comment.id <= after))
    items = await _items(rows[:PER_PAGE], whole["id"], f"{home}/bills/{slug}/{reading}")
    more = f"{whole['id']}?after={rows[PER_PAGE - 1]['id']}" if len(rows) > PER_PAGE else ""
    return writing.page(f"{whole['id']}?after={after}", whole, start, items, more)


async def export_annotations(actor: Actor, *, slug: str, reading: int, home: str) -> bytes:
    """The whole collection in one document: what the public may read, personal data masked."""
    require(actor, "comment.export")
    whole = await collection(slug, reading, home)
    _, round_ = await find.round_row(slug, reading)
    rows = await _rows(round_["id"], 0, None)
    items = await _items(rows, whole["id"], f"{home}/bills/{slug}/{reading}")
    one = writing.page(whole["first"], whole, 0, items, "")
    return msgspec.json.format(writing.encoded({**whole, "first": one}), indent=2)


def _address(slug: str, reading: int, home: str) -> str:
    return f"{home}/bills/{slug}/{reading}/annotations.json"


def _public(round_id: int) -> find.Where:
    """Comments whose words the public reads: grouped, shown, not withdrawn."""
    grouped = Comment.cluster.is_not_null() & Comment.provisional.eq(False)
    seen = (Comment.state == State.SHOWN.value) & Comment.withdrawn_at.is_null()
    return (Comment.round == round_id) & grouped & seen


async def _rows(round_id: int, after: int, most: int | None) -> list[find.Row]:
    query = (
        Comment.select(
            *(Comment.id, Comment.number, Comment.kind, Comment.text, Comment.proposed),
            *(Comment.reason, Comment.address, Comment.state, Comment.redacted),
            Comment.submission.received_at,
        )
        .where(_public(round_id) & (Comment.id > after))
        .order_by(Comment.id)
    )
    rows: list[find.Row] = await (query.limit(most) if most else query)
    return rows


async def _items(rows: list[find.Row], address: str, place: str) -> list[dict[str, Any]]:
    spoken = await spoken_of([row["id"] for row in rows])
    found = []
    for row in rows:
        words = spoken.get(row["id"])
        said = Said(
            number=row["number"],
            kind=CommentKind(row["kind"]),
            text=shown.words(row),
            proposed=shown.words(row, "proposed"),
            reason=shown.words(row, "reason"),
            source=f"{place}/articles/{row['address']}" if row["address"] else place,
            quote=words.selector if words and words.passage else None,
            received=row["submission.received_at"],
        )
        found.append(writing.annotation(said, address))
    return found


async def import_annotations(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    channel: Channel,
    filename: str,
    data: bytes,
    dry_run: bool = False,
) -> Collected:
    """Take the annotations of a document into a round as comments; the same ones again add
    nothing. What an annotation quotes is looked for in the article it names, or, when it names
    none, in the only one that has these words.

    Raises NotFound, Invalid when the document is no Web Annotation.
    """
    require(actor, "comment.collect")
    draft, _ = await find.round_row(slug, reading)
    tree = await find.tree(draft)
    if len(data) > MOST_BYTES:
        raise Invalid("文件超过 20 MB，请分成几份。")
    try:
        found = read(data)
    except BadAnnotation as bad:
        raise sentence(bad.flaw, bad.where) from None
    rows, about, errors = _understood(found, tree)
    taken = await intake.take(
        *(actor, now, slug, reading, File(channel, filename, data), rows),
        about=about,
        manner=Manner(dry_run=dry_run),
    )
    errors = sorted([*errors, *taken.errors], key=lambda error: error.row)
    return msgspec.structs.replace(taken, errors=tuple(errors))


def _understood(
    found: tuple[Annotation | Unread, ...], tree: Draft
) -> tuple[list[SheetRow], dict[int, Asked], list[RowError]]:
    rows: list[SheetRow] = []
    about: dict[int, Asked] = {}
    errors: list[RowError] = []
    for place, one in enumerate(found, 1):
        if isinstance(one, Unread):
            errors.append(RowError(place, sentence(one.flaw, one.where)))
        elif not (one.text.strip() or one.proposed.strip()):
            errors.append(RowError(place, Invalid("这条批注里没有文字，正文在别处，不会去取。")))
        else:
            address, quote = _placed(tree, one)
            rows.append(SheetRow(place, dict(_cells(one, address))))
            if quote:
                about[place] = Asked(QUOTE, quote)
    return rows, about, errors


def _cells(one: Annotation, address: str | None) -> Iterator[tuple[str, str]]:
    yield "annotation", one.id
    yield "address", address or ""
    yield "text", one.text
    yield "proposed", one.proposed
    yield "reason", one.reason
    yield "name", one.creator[:_NAME]
    yield "kind", _kind(one).value
    if one.created:
        yield "received", one.created.astimezone(lifecycle.SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def _kind(one: Annotation) -> CommentKind:
    tagged = next((KINDS[tag] for tag in one.tags if tag in KINDS), None)
    if tagged:
        return tagged
    if one.proposed or "editing" in one.motivations:
        return CommentKind.AMEND
    asks = "questioning" in one.motivations
    return CommentKind.QUESTION if asks else CommentKind.OTHER


def _placed(tree: Draft, one: Annotation) -> tuple[str | None, Selector | None]:
    """Where an annotation belongs, and the words it speaks of as its article has them."""
    address = _named(tree, one.source)
    quote = one.quote
    if quote is None or len(quote.exact) > MOST_WORDS:
        return address, None
    part = tree.find(address) if address else None
    article = find.article_of(tree, address) if address else None
    if part and article and (found := anchoring.find(plain_text(part), quote)):
        wide = widen(article, Passage(part.address, found.start, found.end))
        if wide:
            return narrow(article, wide.start, wide.end).address, _cut(article, wide)
    scope = [article] if article else _with_words(tree, quote)
    hits = [(unit, found) for unit in scope if (found := _find(unit, quote, len(scope) == 1))]
    if len(hits) != 1:
        return address, quote
    unit, found = hits[0]
    cut = _cut(unit, Passage(unit.address, found.start, found.end))
    return narrow(unit, found.start, found.end).address, cut


def _with_words(tree: Draft, quote: Selector) -> list[Unit]:
    """The articles and annexes that may be meant: those with these words, in any form."""
    bare = Selector(quote.exact)
    units = [*annexes(tree), *tree.articles()]
    having = [unit for unit in units if quote.exact in plain_text(unit)]
    return having or [unit for unit in units if anchoring.find(plain_text(unit), bare)]


def _find(unit: Unit, quote: Selector, sole: bool) -> anchoring.Found | None:
    """The words in a provision of the very text that was annotated. In the `sole` one that has
    them they may be told by themselves: what stood around them on the annotated page may be no
    part of it. Among several only their surroundings tell."""
    text = plain_text(unit)
    found = anchoring.find(text, quote) if sole or quote.prefix or quote.suffix else None
    return found or (anchoring.find(text, Selector(quote.exact)) if sole else None)


def _cut(article: Unit, passage: Passage) -> Selector:
    return anchoring.select(plain_text(article), passage.start, passage.end)


def _named(tree: Draft, source: str) -> str | None:
    """The provision an address of this site names, if the draft has it."""
    for name in reversed(_PLACE.findall(source)):
        try:
            parse(name)
        except BadAddress:
            continue
        if tree.find(name):
            return str(name)
    return None
