"""The comments of a round as data: CSV, JSON or JSON lines."""

import csv
import io
from typing import Any, Literal

import msgspec

from consult.errors import Invalid
from consult.permissions import Actor, require
from consult.services.decisions import exception
from consult.services.records import find
from consult.tables import Comment, Disposition
from reports.export import neutral

Format = Literal["csv", "json", "jsonl"]
FIELDS = (
    *("number", "received", "channel", "name", "contact", "region", "name_public", "address"),
    "occupation",
    *("kind", "text", "proposed", "reason", "cluster", "score", "provisional"),
    "withdrawn",
    *("outcome", "outcome_reason"),
)


async def export_comments(actor: Actor, *, slug: str, reading: int, format: str) -> bytes:  # noqa: A002
    """Every comment of a round, one record each, in the order of arrival. A provisional member
    has the outcome of its cluster only once a rebuild has confirmed it.

    CSV is UTF-8 with a BOM and its cells cannot start a formula; JSON keeps every character.
    Raises Invalid for another format.
    """
    require(actor, "comment.export")
    _, round_ = await find.round_row(slug, reading)
    records = await _records(round_["id"])
    if format == "csv":
        return _csv(records)
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(records), indent=2)
    if format == "jsonl":
        return b"".join(msgspec.json.encode(record) + b"\n" for record in records)
    raise Invalid("导出格式要在 csv、json、jsonl 中选一个。", field="format")


async def _records(round_id: int) -> list[dict[str, Any]]:
    rows = (
        await Comment.select(
            *Comment.all_columns(exclude=[Comment.submission]),
            *(Comment.submission.channel, Comment.submission.received_at),
            *(Comment.submission.name, Comment.submission.contact),
            *(Comment.submission.region, Comment.submission.name_public),
            Comment.submission.occupation,
        )
        .where(Comment.round == round_id)
        .order_by(Comment.id)
    )
    decided = {
        row["cluster"]: row
        for row in await Disposition.select().where(Disposition.cluster.round == round_id)
    }
    own = {
        one.comment: {"outcome": one.outcome, "reason": one.reason}
        for one in (await exception.of_round(round_id)).values()
    }
    return [_record(row, own.get(row["id"]) or _of_cluster(row, decided)) for row in rows]


def _of_cluster(row: find.Row, decided: dict[int, find.Row]) -> find.Row:
    return {} if row["provisional"] else decided.get(row["cluster"], {})


def _record(row: find.Row, decided: find.Row) -> dict[str, Any]:
    values = {
        **row,
        "received": row["submission.received_at"].isoformat(),
        "withdrawn": row["withdrawn_at"].isoformat() if row["withdrawn_at"] else None,
        "outcome": decided.get("outcome"),
        "outcome_reason": decided.get("reason"),
        **{
            name: row[f"submission.{name}"]
            for name in ("channel", "name", "contact", "region", "occupation", "name_public")
        },
    }
    return {field: values[field] for field in FIELDS}


def _csv(records: list[dict[str, Any]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    for record in records:
        writer.writerow({k: neutral(v) if isinstance(v, str) else v for k, v in record.items()})
    return out.getvalue().encode("utf-8-sig")
