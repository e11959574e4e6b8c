"""Files people add to what they sent, where the round takes them: seen by staff only.

They come after the words, with the receipt: no file, broken or too large, can cost anybody their
text. On disk a file stands under its digest, whole or not at all.
"""

import asyncio
import datetime as dt
import hashlib
from pathlib import Path

import msgspec
from piccolo.query.functions import Count

from consult import lifecycle
from consult.config import Settings
from consult.engine import write_tx
from consult.errors import Conflict, NotFound, RoundClosed
from consult.lifecycle import RoundState
from consult.permissions import NETIZEN, Actor, require
from consult.services.papers.report_files import aside
from consult.services.records import audit, find
from consult.services.submissions import sniff
from consult.services.submissions.holder import behind
from consult.tables import Attachment, Round

MOST = 3


class File(msgspec.Struct, frozen=True):
    """A file as it is listed; `number` is that of its submission."""

    id: int
    number: str
    name: str
    kind: str
    size: int
    added: dt.datetime


async def add(
    settings: Settings, now: dt.datetime, number: str, code: str, *, filename: str, data: bytes
) -> None:
    """Keep a file with a submission, until its round closes; the same file again changes nothing.

    Raises NotFound, RoundClosed, Invalid for a file that is not taken, Conflict for one too many.
    """
    submission = await behind(number, code)
    await _refuse_unless_taken(submission["round"], now)
    kind = await asyncio.to_thread(sniff.kind_of, data)
    digest = hashlib.sha256(data).hexdigest()
    await asyncio.to_thread(_store, path_of(settings, digest), data)
    async with write_tx(Attachment):
        await find.lock_round(submission["round"])
        await _refuse_unless_taken(submission["round"], now)
        kept = await _rows(submission["id"])
        if any(row["sha256"] == digest for row in kept):
            return
        if len(kept) >= MOST:
            raise Conflict("一件来件最多附 {most} 份，请先删去一份再上传。", most=MOST)
        await Attachment.insert(
            Attachment(
                submission=submission["id"],
                sha256=digest,
                filename=sniff.plain_name(filename, kind),
                kind=kind,
                size=len(data),
                added_at=now,
            )
        )
        _store(path_of(settings, digest), data)  # somebody may just have taken back the same one
        await audit.append(
            *(NETIZEN, now, "attachment.add", submission["number"]), sha256=digest, kind=kind
        )


async def remove(
    settings: Settings, now: dt.datetime, number: str, code: str, *, file_id: int
) -> None:
    """Take a file back, until its round closes; nothing of it stays unless somebody else sent the
    same one. Raises NotFound, RoundClosed."""
    async with write_tx(Attachment):
        submission = await behind(number, code)
        await find.lock_round(submission["round"])
        await _refuse_unless_taken(submission["round"], now)
        row = next((one for one in await _rows(submission["id"]) if one["id"] == file_id), None)
        if row is None:
            raise NotFound("这份来件里没有这个附件，可能已经删去了。")
        await Attachment.delete().where(Attachment.id == file_id)
        left = await Attachment.count().where(Attachment.sha256 == row["sha256"])
        await audit.append(
            *(NETIZEN, now, "attachment.remove", submission["number"]), sha256=row["sha256"]
        )
        if not left:
            path_of(settings, row["sha256"]).unlink(missing_ok=True)


async def files_of(submission_id: int, number: str) -> tuple[File, ...]:
    """The files of a submission, the first one first."""
    return tuple(_file(row, number) for row in await _rows(submission_id))


async def taken_in(round_id: int) -> bool:
    """Whether a round takes files."""
    return await Round.exists().where((Round.id == round_id) & Round.attachments.eq(True))


async def counts(round_id: int) -> dict[int, int]:
    """How many files the submissions of a round have, by their ids; those without are not in it."""
    rows = (
        await Attachment.select(Attachment.submission, Count())
        .where(Attachment.submission.round == round_id)
        .group_by(Attachment.submission)
    )
    return {row["submission"]: row["count"] for row in rows}


async def files_in(actor: Actor, slug: str, reading: int) -> tuple[File, ...]:
    """Every file of a round, by submission. Raises NotFound, NotAllowed."""
    require(actor, "attachment.read")
    _, round_ = await find.round_row(slug, reading)
    rows = (
        await Attachment.select(*Attachment.all_columns(exclude=[Attachment.submission]))
        .columns(Attachment.submission.number)
        .where(Attachment.submission.round == round_["id"])
        .order_by(Attachment.submission, Attachment.id)
    )
    return tuple(_file(row, row["submission.number"]) for row in rows)


async def fetch(actor: Actor, settings: Settings, file_id: int) -> tuple[File, bytes]:
    """A file and what is in it, for staff. Raises NotFound, NotAllowed."""
    require(actor, "attachment.read")
    row = (
        await Attachment.select(*Attachment.all_columns(exclude=[Attachment.submission]))
        .columns(Attachment.submission.number)
        .where(Attachment.id == file_id)
        .first()
    )
    if row is None:
        raise NotFound("没有这个附件，可能已经由提交的人删去。")
    try:
        data = await asyncio.to_thread(path_of(settings, row["sha256"]).read_bytes)
    except FileNotFoundError:
        raise NotFound("这个附件的文件不在数据目录里，请联系管理员从备份恢复。") from None
    return _file(row, row["submission.number"]), data


def path_of(settings: Settings, digest: str) -> Path:
    """Where the file with this SHA-256 is kept."""
    return settings.data_dir / "attachments" / digest[:2] / digest


def _store(path: Path, data: bytes) -> None:
    if not path.exists():
        with aside(path, data) as beside:
            beside.replace(path)


async def _rows(submission_id: int) -> list[find.Row]:
    rows: list[find.Row] = (
        await Attachment.select()
        .where(Attachment.submission == submission_id)
        .order_by(Attachment.id)
    )
    return rows


def _file(row: find.Row, number: str) -> File:
    return File(row["id"], number, row["filename"], row["kind"], row["size"], row["added_at"])


async def _refuse_unless_taken(round_id: int, now: dt.datetime) -> None:
    row = await Round.select().where(Round.id == round_id).first()
    if row is None or not row["attachments"]:
        raise Conflict("这一轮征求意见不收附件。")
    if lifecycle.state(row["opens"], row["closes"], now) is not RoundState.OPEN:
        day = lifecycle.last_day(row["closes"])
        raise RoundClosed(
            "征求意见已于 {month}月{day}日截止，不能再增减附件。", month=day.month, day=day.day
        )
