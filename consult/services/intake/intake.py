"""Collecting opinions that came on paper, by mail, by phone: a file in, comments stored.

Importing a file twice adds nothing (`rows` says how a row is recognised). A row that cannot be
taken is reported by its number, and the others go in, in one transaction; or none does, when that
is asked for.
"""

import asyncio
import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from consult.config import Settings
from consult.engine import bulk_insert, write_tx
from consult.errors import Invalid
from consult.permissions import Actor, require
from consult.services.intake import batch, leading
from consult.services.intake.batch import NOTHING, Counts, File, Given
from consult.services.intake.rows import (
    NOWHERE,
    Arrival,
    RowError,
    Standing,
    standing_of,
    through,
    understand,
)
from consult.services.records import audit, find
from consult.services.submissions import target
from consult.services.submissions.comment import public_number
from consult.services.submissions.target import Asked
from consult.services.work.job import still_wanted
from consult.sources import read_source
from consult.sources.source import Source, SourceKind
from consult.spreadsheet import SheetRow
from consult.tables import Batch, Comment, Round, Submission
from drafts import model
from reports.model import Channel, CommentKind

_YES = frozenset({"是", "同意", "1", "y", "yes", "true", "√", "公开"})
NOTHING_ASKED: Mapping[int, Asked] = MappingProxyType({})
"""No row speaks of certain words."""


class CollectedComment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row that can be taken, as it was understood; its JSON names the standing of no new one."""

    row: int
    address: str | None
    kind: CommentKind
    text: str
    standing: Standing = Standing.NEW


class Collected(msgspec.Struct, frozen=True):
    """What a file holds and what was done with it; with a dry run `added` is what would be.
    `numbers` are those the stored ones got, `batch` the number they came in under, `code` its
    secret code where a 联系点 signed for it; `before` are batches that took in the same file."""

    comments: tuple[CollectedComment, ...]
    errors: tuple[RowError, ...]
    added: int
    already: int
    numbers: tuple[str, ...] = ()
    batch: str = ""
    before: tuple[str, ...] = ()
    code: str = ""


class Manner(msgspec.Struct, frozen=True):
    """How a file is taken in: only looked at; all its rows or none; with the `settings` that say
    where the file itself is kept and what codes are made from. `led` is where rows belong, by
    their own words, that have no column for it."""

    dry_run: bool = False
    whole: bool = False
    settings: Settings | None = None
    led: Mapping[int, str] = NOWHERE


async def collect(  # noqa: PLR0913 - what a form brings, each by its name
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    channel: Channel,
    filename: str,
    data: bytes,
    columns: dict[str, str] | None = None,
    given: Given = NOTHING,
    dry_run: bool = False,
    whole: bool = False,
    settings: Settings | None = None,
) -> Collected:
    """Take the opinions of a table, a mail box or a chat into a round, which may have closed
    (letters come late).

    `columns` maps our names to unusual headers, `given` says what rows do not.
    Raises NotFound, Invalid when the file as a whole cannot be used, or holds letters.
    """
    require(actor, "comment.collect")
    source = await asyncio.to_thread(read_source, data, filename, columns)
    if source.kind is SourceKind.LETTER:
        raise Invalid(
            "这是来信，一封可能谈到几条。请用 consult letter 或者收件台的“录入来信”。", field="file"
        )
    if source.flaws and not source.rows:
        raise source.flaws[0].message
    file = File(channel, filename, data, dict(source.suggested))
    led = await leading.places(slug, reading, source)
    manner = Manner(dry_run=dry_run, whole=whole, settings=settings, led=led)
    return await take(
        *(actor, now, slug, reading, file, source.rows, given),
        flawed=flaws_of(source),
        manner=manner,
    )


def flaws_of(source: Source) -> tuple[RowError, ...]:
    """What could not even be read, in the same words as what cannot be taken."""
    return tuple(RowError(flaw.row, flaw.message) for flaw in source.flaws)


async def take(
    actor: Actor,
    now: dt.datetime,
    slug: str,
    reading: int,
    file: File,
    rows: Iterable[SheetRow],
    given: Given = NOTHING,
    about: Mapping[int, Asked] = NOTHING_ASKED,
    *,
    flawed: tuple[RowError, ...] = (),
    manner: Manner,
) -> Collected:
    """Take the rows read from a file; `about` says of some which words of the draft they speak of,
    `flawed` which could not be read. Raises NotFound, Invalid when not all asked for can be."""
    require(actor, "comment.collect")
    draft, round_ = await find.round_row(slug, reading)
    tree = await find.tree(draft)
    batch.check(given)
    if given.address is not None and tree.find(given.address) is None:
        raise Invalid("草案中没有“{address}”。", field="address", address=given.address)
    named = (through(row, given.contact_point) for row in rows)
    understood, wrong = understand(named, file.channel, tree, now, given.address, manner.led)
    errors = sorted([*wrong, *flawed], key=lambda error: error.row)
    if manner.whole and errors and not manner.dry_run:
        raise Invalid(
            "有 {n} 行有问题。您选了“全部或者不导入”，所以一行也没有导入。请改好再来。",
            field="file",
            n=len(errors),
        )
    arrivals = await _placed(round_["id"], understood)
    numbers: tuple[str, ...] = ()
    number = ""
    if not manner.dry_run and _fresh(arrivals):
        async with write_tx(Submission, alone=True):
            await find.lock_round(round_["id"])
            arrivals = await _placed(round_["id"], understood)
            fresh = _fresh(arrivals)
            counts = Counts(
                len(arrivals) + len(errors), len(fresh), len(arrivals) - len(fresh), len(errors)
            )
            made, number = await batch.keep(
                manner.settings, now, round_["id"], file, given, counts, actor.name
            )
            numbers = await _store(round_["id"], file, made, fresh)
            await _keep_words(round_["id"], numbers, fresh, tree, about)
            await audit.append(
                actor,
                now,
                "comment.collect",
                f"{slug}/{reading}",
                file=file.name,
                channel=file.channel,
                sha256=file.sha256,
                added=len(fresh),
                batch=number,
            )
            await still_wanted(made)
    before = await _before(round_["id"], file, number)
    return _collected(arrivals, errors, numbers, number, before, _code(manner, given, number))


def _collected(
    arrivals: list[Arrival],
    errors: list[RowError],
    numbers: tuple[str, ...],
    number: str,
    before: tuple[str, ...],
    code: str,
) -> Collected:
    added = len(_fresh(arrivals))
    return Collected(
        comments=tuple(
            CollectedComment(a.row, a.address, a.kind, a.cells["text"], a.standing)
            for a in arrivals
        ),
        errors=tuple(errors),
        added=added,
        already=len(arrivals) - added,
        numbers=numbers,
        batch=number,
        before=before,
        code=code,
    )


def _code(manner: Manner, given: Given, number: str) -> str:
    """The code of the batch that was made, where a 联系点 signed for it."""
    if not (number and given.signed and manner.settings):
        return ""
    return batch.code_of(manner.settings, number)


async def _before(round_id: int, file: File, number: str) -> tuple[str, ...]:
    return tuple(one for one in await batch.before(round_id, file.sha256) if one != number)


async def _placed(round_id: int, arrivals: list[Arrival]) -> list[Arrival]:
    """The arrivals with their standing, by what the round holds now."""
    rows = await Submission.select(Submission.arrival_key, Submission.batch).where(
        Submission.round == round_id
    )
    gone = await Batch.select(Batch.id).where(
        (Batch.round == round_id) & Batch.undone_at.is_not_null()
    )
    undone_batches = {row["id"] for row in gone}
    undone = {row["arrival_key"] for row in rows if row["batch"] in undone_batches}
    live = {row["arrival_key"] for row in rows} - undone
    return standing_of(arrivals, live, undone)


def _fresh(arrivals: list[Arrival]) -> list[Arrival]:
    return [arrival for arrival in arrivals if arrival.standing is not Standing.ALREADY]


async def _keep_words(
    round_id: int,
    numbers: tuple[str, ...],
    fresh: list[Arrival],
    tree: model.Draft,
    about: Mapping[int, Asked],
) -> None:
    """Keep the words of the draft that stored rows speak of."""
    speaking = {
        number: target.aim(tree, arrival.address, about[arrival.row])
        for number, arrival in zip(numbers, fresh, strict=True)
        if arrival.row in about
    }
    if not speaking:
        return
    rows = await Comment.select(Comment.id, Comment.number).where(
        (Comment.round == round_id) & Comment.number.is_in(list(speaking))
    )
    for row in rows:
        await target.keep(row["id"], tree, speaking[row["number"]])


async def _store(round_id: int, file: File, batch_id: int, fresh: list[Arrival]) -> tuple[str, ...]:
    taken = (
        await Round.update({Round.next_number: Round.next_number + len(fresh)})
        .where(Round.id == round_id)
        .returning(Round.next_number)
    )
    first = taken[0]["next_number"] - len(fresh)
    numbers = [public_number(round_id, first + place) for place in range(len(fresh))]
    envelope = (
        *("round", "number", "channel", "arrival_key", "content_hash", "received_at"),
        *(
            "name",
            "contact",
            "region",
            "name_public",
            "source",
            "contact_point",
            "batch",
            "batch_row",
        ),
    )
    await bulk_insert(
        Submission,
        envelope,
        [
            (
                *(round_id, number, file.channel.value, a.key, a.key, a.received),
                *(a.cells.get(name, "") for name in ("name", "contact", "region")),
                a.cells.get("name_public", "").casefold() in _YES,
                file.name[:255],
                a.cells.get("contact_point", ""),
                batch_id,
                a.row,
            )
            for number, a in zip(numbers, fresh, strict=True)
        ],
    )
    ids = await _ids(round_id, numbers)
    point = (
        *("round", "submission", "number", "address", "article"),
        *("kind", "text", "proposed", "reason", "unique_text"),
    )
    await bulk_insert(
        Comment,
        point,
        [
            (
                *(round_id, ids[number], number, a.address, a.article, a.kind.value),
                *(a.cells.get(name, "") for name in ("text", "proposed", "reason")),
                "",
            )
            for number, a in zip(numbers, fresh, strict=True)
        ],
    )
    return tuple(numbers)


async def _ids(round_id: int, numbers: list[str]) -> dict[str, int]:
    wanted = set(numbers)
    rows = await Submission.select(Submission.id, Submission.number).where(
        Submission.round == round_id
    )
    return {row["number"]: row["id"] for row in rows if row["number"] in wanted}
