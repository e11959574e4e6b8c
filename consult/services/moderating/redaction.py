"""Hiding words of a comment from the public, and letting them be read again.

The comment keeps every character; what is hidden stands beside it, each hiding a row and an entry
of the audit chain, and undoing it gives back the public pages to the letter (promise R34).
"""

import datetime as dt
from collections.abc import Collection

import msgspec

from consult.engine import insert_row, write_tx
from consult.errors import Conflict, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.moderating import original
from consult.services.records import audit, find
from consult.services.search import index as search_index
from consult.tables import Comment, Redaction
from reports.redaction import COVER, Cause, Cut, Cuts, places

FIELDS = ("text", "proposed", "reason")
LONGEST = 200
_MOST = 50


class Hiding(msgspec.Struct, frozen=True):
    """Words hidden now, or once."""

    id: int
    comment: int
    field: str
    words: str
    cause: Cause
    note: str
    by: str
    at: dt.datetime


async def redact(
    actor: Actor,
    now: dt.datetime,
    comment_id: int,
    *,
    field: str,
    words: str,
    occurrence: int,
    cause: str,
    note: str,
) -> int:
    """Hide the `occurrence`-th place (from 1) of `words` in a field of a comment; the id of that.

    Raises NotFound, Invalid (with the field), Conflict when those words are hidden already.
    """
    require(actor, "comment.moderate")
    why = _checked(field, words, cause, note)
    async with write_tx(Comment):
        row = await original.whole(await _row(comment_id))
        await find.lock_round(row["round"])
        start = _place(row[field], words, occurrence)
        end = start + len(words)
        for one in await _standing(comment_id):
            if one["field"] == field and one["start_at"] < end and start < one["end_at"]:
                raise Conflict("这几个字已经隐去了。")
        kept = await insert_row(
            Redaction,
            comment=comment_id,
            field=field,
            start_at=start,
            end_at=end,
            words=words,
            cause=why.name.lower(),
            note=note.strip(),
            made_by=actor.name,
            made_at=now,
        )
        await _store(comment_id)
        await audit.append(
            *(actor, now, "comment.redact", row["number"]),
            redaction=kept,
            field=field,
            start=start,
            end=end,
            cause=why.value,
            note=note.strip(),
        )
    return kept


async def restore(actor: Actor, now: dt.datetime, redaction_id: int) -> None:
    """Let the public read words again. Raises NotFound, Conflict when it does already."""
    require(actor, "comment.moderate")
    async with write_tx(Comment):
        undone = (
            await Redaction.update({Redaction.undone_by: actor.name, Redaction.undone_at: now})
            .where((Redaction.id == redaction_id) & Redaction.undone_at.is_null())
            .returning(Redaction.comment)
        )
        if not undone:
            raise await _refusal(redaction_id)
        row = await _row(undone[0]["comment"])
        await _store(row["id"])
        await audit.append(actor, now, "comment.unredact", row["number"], redaction=redaction_id)


async def of(comment_ids: Collection[int]) -> dict[int, tuple[Hiding, ...]]:
    """What is hidden now of some comments, in the order it was."""
    rows = (
        await Redaction.select()
        .where(Redaction.comment.is_in(list(comment_ids) or [0]) & Redaction.undone_at.is_null())
        .order_by(Redaction.id)
    )
    found: dict[int, tuple[Hiding, ...]] = {}
    for row in rows:
        one = Hiding(
            id=row["id"],
            comment=row["comment"],
            field=row["field"],
            words=row["words"],
            cause=Cause[row["cause"].upper()],
            note=row["note"],
            by=row["made_by"],
            at=row["made_at"],
        )
        found[one.comment] = (*found.get(one.comment, ()), one)
    return found


async def newest(round_id: int) -> dt.datetime | None:
    """When the last words were hidden that still are, in a round; None without any."""
    row = (
        await Redaction.select(Redaction.made_at)
        .where((Redaction.comment.round == round_id) & Redaction.undone_at.is_null())
        .order_by(Redaction.made_at, ascending=False)
        .first()
    )
    return row["made_at"] if row else None


def _checked(field: str, words: str, cause: str, note: str) -> Cause:
    if field not in FIELDS:
        raise Invalid("请选要隐去的字在哪一栏。", field="field")
    if not words.strip():
        raise Invalid("请写下要隐去的字，要和意见里的一样。", field="hide")
    if cause.upper() not in Cause.__members__:
        raise Invalid("请选为什么隐去。", field="cause")
    if len(note) > LONGEST or "\x00" in note:
        raise Invalid("说明最多 {limit} 字，请删减。", field="note", limit=LONGEST)
    return Cause[cause.upper()]


def _place(text: str, words: str, occurrence: int) -> int:
    start = -1
    for _ in range(max(1, min(occurrence, len(text)))):
        start = text.find(words, start + 1)
        if start < 0:
            raise Invalid("意见里没有找到这几个字，请照原文选一遍。", field="hide")
    return start


async def _row(comment_id: int) -> find.Row:
    row = await Comment.select().where(Comment.id == comment_id).first()
    if row is None:
        raise NotFound("没有这条意见。")
    return dict(row)


async def _standing(comment_id: int) -> list[find.Row]:
    rows: list[find.Row] = (
        await Redaction.select()
        .where((Redaction.comment == comment_id) & Redaction.undone_at.is_null())
        .order_by(Redaction.id)
    )
    if len(rows) >= _MOST:
        raise Conflict("这条意见隐去的地方太多了，请整条不公开。")
    return rows


async def _store(comment_id: int) -> None:
    """Write beside the comment what is hidden of it now, and index it anew."""
    told: dict[str, tuple[Cut, ...]] = {}
    rows = (
        await Redaction.select()
        .where((Redaction.comment == comment_id) & Redaction.undone_at.is_null())
        .order_by(Redaction.id)
    )
    for row in rows:
        cut = Cut(row["start_at"], row["end_at"], row["words"], Cause[row["cause"].upper()])
        told[row["field"]] = (*told.get(row["field"], ()), cut)
    row_now = await _row(comment_id)
    said = await original.whole(row_now)
    cuts = Cuts(**{field: _placed(said[field], cut) for field, cut in told.items()})
    await original.cover(row_now, cuts)
    masks = Cuts(**{field: tuple(map(_mask, getattr(cuts, field))) for field in told})
    stored = msgspec.json.encode(masks).decode() if told else ""
    await Comment.update({Comment.redacted: stored}).where(Comment.id == comment_id)
    await search_index.say_again(comment_id)


def _placed(text: str, told: tuple[Cut, ...]) -> tuple[Cut, ...]:
    """Cuts where their words stand now; those whose words are nowhere cut nothing."""
    return tuple(
        Cut(start, end, text[start:end], cause) for start, end, cause in places(text, told)
    )


def _mask(cut: Cut) -> Cut:
    """A cut as it stands beside the covered text: without the words."""
    return Cut(cut.start, cut.end, COVER * len(cut.words), cut.cause)


async def again(row: find.Row, said: dict[str, str]) -> None:
    """The author of a comment wrote other words: what is hidden stays hidden in them wherever it
    stands. Inside the open transaction, after the comment was changed."""
    if row["redacted"]:
        await original.say_again(row, said)
        await _store(row["id"])


async def _refusal(redaction_id: int) -> NotFound | Conflict:
    if await Redaction.exists().where(Redaction.id == redaction_id):
        return Conflict("这几个字已经恢复了。")
    return NotFound("没有这一处。")
