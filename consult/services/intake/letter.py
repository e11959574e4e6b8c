"""A letter that speaks of several articles: proposed as comments, taken in once a person agreed.

The letter itself is kept beside the comments cut from it; taking the same letter twice adds
nothing. It may come after the round has closed, as letters do.
"""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Sequence

import msgspec

from consult.engine import UNIQUE_VIOLATIONS, write_tx
from consult.errors import Invalid
from consult.permissions import Actor, require
from consult.services.records import audit, find
from consult.services.submissions.comment import public_number
from consult.tables import Comment, Letter, Round, Submission
from drafts.model import Draft
from reports.letters.cutting import cut
from reports.letters.kinds import kind_of
from reports.letters.naming import Named
from reports.model import Channel, CommentKind

LONGEST = 40_000
"""Characters of a letter."""
MOST = 60
"""Comments of a letter that a page can hold."""
_SHORT = {"name": 60, "contact": 120, "region": 60, "contact_point": 100}


class Proposal(msgspec.Struct, frozen=True):
    """A comment a letter seems to hold: the words `[start, end)` of it, on `address` or the whole
    draft, and how the letter names the place."""

    start: int
    end: int
    address: str | None
    kind: CommentKind
    by: Named


class Piece(msgspec.Struct, frozen=True):
    """A comment a person agreed to."""

    address: str | None
    kind: CommentKind
    text: str


class Sender(msgspec.Struct, frozen=True):
    """Who wrote a letter and how it came."""

    channel: Channel
    name: str = ""
    contact: str = ""
    region: str = ""
    contact_point: str = ""
    filename: str = ""


class Taken(msgspec.Struct, frozen=True):
    """What became of a letter: the numbers of its comments; `already` when they were there."""

    numbers: tuple[str, ...]
    already: bool


async def propose(actor: Actor, slug: str, reading: int, text: str) -> tuple[Proposal, ...]:
    """The comments a letter on a reading seems to hold, in its order. Raises NotFound, Invalid."""
    require(actor, "comment.collect")
    _check(text)
    draft, _ = await find.round_row(slug, reading)
    tree = await find.tree(draft)
    cuts = await asyncio.to_thread(cut, text, tree)
    return tuple(
        Proposal(one.start, one.end, one.address, kind_of(text[one.start : one.end]), one.by)
        for one in cuts[:MOST]
    )


async def take(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    text: str,
    sender: Sender,
    pieces: Sequence[Piece],
) -> Taken:
    """Keep a letter as one submission with the comments a person agreed to.

    Raises NotFound, Invalid with the field.
    """
    require(actor, "comment.collect")
    _check(text)
    draft, round_ = await find.round_row(slug, reading)
    tree = await find.tree(draft)
    _check_pieces(tree, sender, pieces)
    key = _key(text, sender)
    try:
        async with write_tx(Submission):
            if known := await _numbers(round_["id"], key):
                return Taken(known, already=True)
            numbers = await _store(round_["id"], now, key, sender, tree, pieces)
            kept = await Submission.select(Submission.id).where(Submission.number == numbers[0])
            await Letter.insert(
                Letter(
                    submission=kept[0]["id"],
                    filename=sender.filename[:255],
                    text=text,
                    taken_by=actor.name,
                    taken_at=now,
                )
            )
            digest = hashlib.sha256(text.encode()).hexdigest()
            told = {"channel": sender.channel, "sha256": digest, "added": len(pieces)}
            await audit.append(actor, now, "comment.collect", f"{slug}/{reading}", **told)
    except UNIQUE_VIOLATIONS:
        return Taken(await _numbers(round_["id"], key), already=True)
    return Taken(numbers, already=False)


def _check(text: str) -> None:
    if not text.strip():
        raise Invalid("请粘贴来信全文，或者选择来信的文件。", field="text")
    if len(text) > LONGEST:
        raise Invalid(
            "来信有 {n} 字，超过 {limit} 字，请分几次录入。",
            field="text",
            n=len(text),
            limit=LONGEST,
        )


def _check_pieces(tree: Draft, sender: Sender, pieces: Sequence[Piece]) -> None:
    if not pieces:
        raise Invalid("没有勾选任何一条意见。请至少勾选一条。", field="pieces")
    for place, piece in enumerate(pieces, start=1):
        if not piece.text.strip():
            raise Invalid("第 {n} 条没有文字。请填写，或者不勾选它。", field="pieces", n=place)
        if piece.address is not None and tree.find(piece.address) is None:
            raise Invalid("草案中没有“{address}”。", field="pieces", address=piece.address)
    for name, limit in _SHORT.items():
        value: str = getattr(sender, name)
        if len(value) > limit:
            raise Invalid(
                "“{value}…”太长，最多 {limit} 字。", field=name, value=value[:20], limit=limit
            )


def _key(text: str, sender: Sender) -> str:
    content = msgspec.json.encode([sender.channel.value, text, sender.name, sender.contact])
    return hashlib.sha256(b"letter:" + content).hexdigest()


async def _numbers(round_id: int, key: str) -> tuple[str, ...]:
    """The numbers of the comments of a letter taken before, none when it was not."""
    of: find.Where = Comment.submission.arrival_key == key
    rows = await Comment.select(Comment.number).where((Comment.round == round_id) & of)
    return tuple(sorted(row["number"] for row in rows))


async def _store(
    round_id: int,
    now: dt.datetime,
    key: str,
    sender: Sender,
    tree: Draft,
    pieces: Sequence[Piece],
) -> tuple[str, ...]:
    taken = (
        await Round.update({Round.next_number: Round.next_number + len(pieces)})
        .where(Round.id == round_id)
        .returning(Round.next_number)
    )
    first = taken[0]["next_number"] - len(pieces)
    numbers = tuple(public_number(round_id, first + place) for place in range(len(pieces)))
    envelope = Submission(
        round=round_id,
        number=numbers[0],
        channel=sender.channel.value,
        arrival_key=key,
        content_hash=key,
        received_at=now,
        name=sender.name,
        contact=sender.contact,
        region=sender.region,
        source=sender.filename[:255],
        contact_point=sender.contact_point,
    )
    submission = (await Submission.insert(envelope))[0]["id"]
    for number, piece in zip(numbers, pieces, strict=True):
        article = find.article_of(tree, piece.address) if piece.address else None
        row = Comment(
            round=round_id,
            submission=submission,
            number=number,
            address=piece.address,
            article=article.address if article else None,
            kind=piece.kind.value,
            text=piece.text,
        )
        await Comment.insert(row)
    return numbers
