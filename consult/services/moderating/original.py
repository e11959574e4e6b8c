"""Originals under lock: what a comment says while some of its words are covered.

Every page, paper and file of staff takes a comment's words from its row, where they are covered;
its author reads the original, and who may opens it with a reason that the audit chain keeps.
"""

import datetime as dt

from consult.engine import write_tx
from consult.errors import Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.tables import Cluster, Comment, Original
from reports.label import label
from reports.redaction import Cuts, covered

FIELDS = ("text", "proposed", "reason")
LONGEST = 200


async def whole(row: find.Row) -> find.Row:
    """A comment's row with the words its author wrote."""
    kept = await Original.select().where(Original.comment == row["id"]).first()
    return {**row, **{field: kept[field] for field in FIELDS}} if kept else row


async def unmask(actor: Actor, now: dt.datetime, comment_id: int, reason: str) -> find.Row:
    """The row of a comment with its original words, for this one look; who, when and why are in
    the audit chain before. Raises NotFound, Invalid (with the field)."""
    require(actor, "comment.unmask")
    reason = reason.strip()
    if not reason:
        raise Invalid("请写明为什么要看原文，会记在操作记录里。", field="why")
    if len(reason) > LONGEST or "\x00" in reason:
        raise Invalid("说明最多 {limit} 字，请删减。", field="why", limit=LONGEST)
    async with write_tx(Comment):
        row = await Comment.select().where(Comment.id == comment_id).first()
        if row is None:
            raise NotFound("没有这条意见。")
        await audit.append(actor, now, "comment.unmask", row["number"], reason=reason)
    return await whole(row)


async def cover(row: find.Row, cuts: Cuts) -> None:
    """Cover `cuts` of a comment in its row, and uncover everything else; its original is kept as
    long as anything is covered. Inside the open transaction."""
    kept = await Original.select().where(Original.comment == row["id"]).first()
    first = {**row, **{one: kept[one] for one in (*FIELDS, "unique_text")}} if kept else row
    now = {field: covered(first[field], getattr(cuts, field)) for field in FIELDS}
    words = [cut.words for field in FIELDS for cut in getattr(cuts, field)]
    told: dict[str, str] = dict(now)
    if kept is None or row["unique_text"] == _without(first["unique_text"], row, first):
        told["unique_text"] = _blank(first["unique_text"], words)
    if words and kept is None:
        values = {one: first[one] for one in (*FIELDS, "unique_text")}
        await Original.insert(Original(comment=row["id"], **values))
    elif kept and not words:
        await Original.delete().where(Original.comment == row["id"])
    await Comment.update({getattr(Comment, name): said for name, said in told.items()}).where(
        Comment.id == row["id"]
    )
    await _rename(row, now["text"], words)


async def say_again(row: find.Row, said: dict[str, str]) -> None:
    """The author of a comment with covered words wrote other ones. Inside the open transaction."""
    await Original.update({getattr(Original, field): words for field, words in said.items()}).where(
        Original.comment == row["id"]
    )


def _without(unique: str, row: find.Row, first: find.Row) -> str:
    """What the unique text was covered to, given a row and its original."""
    for field in FIELDS:
        for start, end in _covers(row[field]):
            unique = _blank(unique, [first[field][start:end]])
    return unique


def _covers(text: str) -> list[tuple[int, int]]:
    found, start = [], -1
    for at, char in enumerate(f"{text} "):
        if char == "█" and start < 0:
            start = at
        elif char != "█" and start >= 0:
            found.append((start, at))
            start = -1
    return found


def _blank(text: str, words: list[str]) -> str:
    for one in words:
        text = text.replace(one, "█" * len(one)) if one else text
    return text


async def _rename(row: find.Row, text: str, words: list[str]) -> None:
    """A cluster that is called after this comment is called after what is left of it."""
    for one in await Cluster.select(Cluster.id, Cluster.label).where(
        Cluster.representative == row["id"]
    ):
        same = one["label"] == label(row["text"])
        name = label(text) if same else _blank(one["label"], words)
        if name != one["label"]:
            await Cluster.update({Cluster.label: name}).where(Cluster.id == one["id"])
