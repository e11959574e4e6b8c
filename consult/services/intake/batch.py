"""A batch: one file as it was taken in, with who handed it in and which column meant what.

The file itself is kept under its digest below the data folder, for staff only. A batch is never
deleted: `undoing` withdraws what came in with it.
"""

import asyncio
import datetime as dt
import hashlib
import re
from pathlib import Path

import msgspec

from consult.config import Settings
from consult.errors import Invalid
from consult.services.papers.report_files import aside
from consult.services.records import find
from consult.services.submissions.comment import receipt_code
from consult.services.submissions.holder import code_hash
from consult.tables import Batch
from reports.model import Channel

_LIMITS = {"source": 100, "signed_by": 60, "signed_on": 20, "statement": 2000}
_MOST_ON_PAPER = 1_000_000
_NUMBER = re.compile(r"\d{1,9}-P\d{3,9}", re.IGNORECASE)


class File(msgspec.Struct, frozen=True):
    """A file of opinions: the channel they came through, its name, its bytes; `mapping` is which
    of its headers was read as what, where a person said so."""

    channel: Channel
    name: str
    data: bytes
    mapping: dict[str, str] = {}

    @property
    def sha256(self) -> str:
        """Its digest."""
        return hashlib.sha256(self.data).hexdigest()


class Given(msgspec.Struct, frozen=True):
    """What holds for the rows of a file that do not say it: where they belong, and through which
    联系点 they came. Of the file: where the office has it from, and who of the 联系点 signed for
    it on which day, with which words, for how many opinions on paper."""

    address: str | None = None
    contact_point: str = ""
    source: str = ""
    signed_by: str = ""
    signed_on: str = ""
    statement: str = ""
    on_paper: int | None = None

    @property
    def signed(self) -> bool:
        """Whether a 联系点 signed for the file, and so gets a receipt for it."""
        return bool(self.contact_point and self.signed_by)


NOTHING = Given()
"""Every row says for itself."""


class Counts(msgspec.Struct, frozen=True):
    """What a file held: its rows, and what became of them."""

    rows: int
    added: int
    already: int
    errors: int


def check(given: Given) -> None:
    """Raise Invalid, with the field, unless this can be kept with a batch."""
    for name, limit in _LIMITS.items():
        value: str = getattr(given, name)
        if len(value) > limit:
            raise Invalid(
                "“{value}…”太长，最多 {limit} 字。", field=name, value=value[:20], limit=limit
            )
    if given.signed_by and not given.contact_point:
        raise Invalid("写了负责人，请同时写明是哪个联系点。", field="contact_point")
    if given.on_paper is not None and not 0 <= given.on_paper <= _MOST_ON_PAPER:
        raise Invalid("纸面意见条数请写一个整数。", field="on_paper")
    if given.signed_on:
        _check_day(given.signed_on)


async def keep(
    settings: Settings | None,
    now: dt.datetime,
    round_id: int,
    file: File,
    given: Given,
    counts: Counts,
    by: str,
) -> tuple[int, str]:
    """Write a batch down inside the open transaction, on the locked round; its id and number.
    Its file is kept too where the `settings` say where."""
    number = f"{round_id}-P{await Batch.count().where(Batch.round == round_id) + 1:03d}"
    code = code_of(settings, number) if settings and given.signed else ""
    row = Batch(
        **msgspec.structs.asdict(counts),
        round=round_id,
        number=number,
        channel=file.channel.value,
        source=given.source,
        filename=file.name[:255],
        sha256=file.sha256,
        mapping=msgspec.json.encode(file.mapping).decode() if file.mapping else "",
        contact_point=given.contact_point[:100],
        signed_by=given.signed_by,
        signed_on=given.signed_on,
        statement=given.statement,
        on_paper=given.on_paper,
        code_hash=code_hash(code) if code else None,
        taken_by=by,
        taken_at=now,
    )
    made = (await Batch.insert(row))[0]["id"]
    if settings:
        await asyncio.to_thread(store, path_of(settings, file.sha256), file.data)
    return made, number


def is_batch(number: str) -> bool:
    """Whether this is the number of a batch and not of a submission."""
    return bool(_NUMBER.fullmatch(number.strip()))


def code_of(settings: Settings, number: str) -> str:
    """The secret code of a batch a 联系点 signed; only its hash is kept (promise R24)."""
    return receipt_code(settings.secret_key, f"batch:{number}")


def path_of(settings: Settings, digest: str) -> Path:
    """Where the file with this SHA-256 is kept."""
    return settings.data_dir / "intake" / digest[:2] / digest


def store(path: Path, data: bytes) -> None:
    """Put a file in its place, whole or not at all; one that is there stays."""
    if not path.exists():
        with aside(path, data) as beside:
            beside.replace(path)


async def before(round_id: int, digest: str) -> tuple[str, ...]:
    """The numbers of the batches that took in this very file and still stand."""
    rows: list[find.Row] = (
        await Batch.select(Batch.number)
        .where((Batch.round == round_id) & (Batch.sha256 == digest) & Batch.undone_at.is_null())
        .order_by(Batch.id)
    )
    return tuple(row["number"] for row in rows)


def _check_day(said: str) -> None:
    try:
        dt.date.fromisoformat(said)
    except ValueError:
        raise Invalid(
            "看不懂日期“{said}”，请写成 2026-03-10 这样。", field="signed_on", said=said
        ) from None
