"""Decisions as a table file: listed for offices that decide in Excel, and taken in again.

A row decides one cluster. Rows that cannot be used are reported and the others kept; taking the
same file in twice changes nothing.
"""

import csv
import datetime as dt
import io

import msgspec

from consult.errors import Conflict, ConsultError, Invalid, NotFound
from consult.permissions import Actor, require
from consult.services.clusters import unread
from consult.services.clusters.cards import cards_of
from consult.services.decisions.disposition import Choice, checked, decide_all
from consult.services.records import find
from consult.spreadsheet import Sheet, SheetRow, read_rows
from consult.tables import Cluster, Disposition
from drafts.address import label
from reports.export import neutral
from reports.model import Outcome
from reports.review import verdict_of

HEADERS = ("类号", "版本", "条款", "意见", "条数", "未阅", "处理", "理由")
_WORDS = {
    **{verdict_of(outcome).word: outcome for outcome in Outcome},
    **{outcome.value: outcome for outcome in Outcome},
}
DECISIONS = Sheet(
    {
        "cluster": ("类号", "cluster"),
        "version": ("版本", "version"),
        "outcome": ("处理", "处理情况", "处理结果", "outcome"),
        "reason": ("理由", "理由和依据", "处理理由", "reason"),
    },
    frozenset({"cluster", "outcome"}),
    lambda found: Invalid(
        "没有找到类号或者处理所在的列。请用不带 --file 的 consult decide 列出的表；"
        "现在的第一行是：{found}。",
        field="file",
        found=found,
    ),
)


class Refused(msgspec.Struct, frozen=True):
    """A row that was not used: its number in the file, and why."""

    row: int
    message: ConsultError


class Decided(msgspec.Struct, frozen=True):
    """What a file decided: with a dry run what it would. `empty` rows say no outcome."""

    done: int
    already: int
    empty: int
    errors: tuple[Refused, ...]


class _Wish(msgspec.Struct, frozen=True):
    """A row as it was understood; `version` None where the file tells none."""

    row: int
    cluster: int
    version: int | None
    outcome: Outcome
    reason: str


async def listed(actor: Actor, slug: str, reading: int) -> bytes:
    """The clusters of a round with their decisions, as CSV (UTF-8 with a BOM) with the columns
    `take` reads. Cells cannot start a formula. Raises NotFound."""
    require(actor, "cluster.read")
    _, round_ = await find.round_row(slug, reading)
    rows = (
        await Cluster.select()
        .where((Cluster.round == round_["id"]) & Cluster.retired.eq(False))
        .order_by(Cluster.id)
    )
    decided = await _decided(round_["id"])
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADERS)
    for row, card in zip(rows, await cards_of(rows), strict=True):
        said = decided.get(row["id"], {})
        word = verdict_of(card.outcome).word if card.outcome else ""
        place = label(row["article"]) if row["article"] else ""
        told = (neutral(place), neutral(card.label), card.size, card.unread, word)
        writer.writerow((card.id, card.version, *told, neutral(said.get("reason", ""))))
    return out.getvalue().encode("utf-8-sig")


async def take(
    actor: Actor,
    now: dt.datetime,
    *,
    slug: str,
    reading: int,
    filename: str,
    data: bytes,
    dry_run: bool = False,
) -> Decided:
    """Decide what the rows of a table file say, each a version of its own. A row whose 版本 is not
    the one that stands is refused: somebody decided since the table was listed. Raises NotFound
    when there is no such round, Invalid when the file as a whole cannot be used."""
    require(actor, "disposition.decide")
    _, round_ = await find.round_row(slug, reading)
    errors: list[Refused] = []
    done = already = empty = 0
    seen: set[int] = set()
    for row in read_rows(data, filename, sheet=DECISIONS):
        try:
            wish = _understood(row)
            if wish is None:
                empty += 1
                continue
            if wish.cluster in seen:
                raise Invalid("类号 {n} 在表里不止一行。", n=wish.cluster)
            seen.add(wish.cluster)
            if await _decide(actor, now, wish, round_["id"], dry_run=dry_run):
                done += 1
            else:
                already += 1
        except (Invalid, Conflict, NotFound) as error:
            errors.append(Refused(row.row, error))
    return Decided(done, already, empty, tuple(errors))


def _understood(row: SheetRow) -> _Wish | None:
    said = row.cells.get("outcome", "")
    if not said:
        return None
    if said not in _WORDS:
        words = "、".join(verdict_of(outcome).word for outcome in Outcome)
        raise Invalid("“{said}”不是处理结果，请写：{words}。", said=said[:20], words=words)
    version = row.cells.get("version", "")
    outcome = _WORDS[said]
    return _Wish(
        row=row.row,
        cluster=_number(row.cells.get("cluster", "")),
        version=_number(version) if version else None,
        outcome=outcome,
        reason=checked(outcome, row.cells.get("reason", "")),
    )


def _number(said: str) -> int:
    plain = said.removesuffix(".0")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise Invalid("“{said}”不是数字，请照列出的表填写。", said=said[:20])
    return int(plain)


async def _decide(
    actor: Actor, now: dt.datetime, wish: _Wish, round_id: int, *, dry_run: bool
) -> bool:
    """Decide what a row says; whether that changed anything."""
    mine = (Cluster.id == wish.cluster) & (Cluster.round == round_id) & Cluster.retired.eq(False)
    if not await Cluster.exists().where(mine):
        raise NotFound("这一稿没有类号 {n}，可能刚重新归类过。请重新列出。", n=wish.cluster)
    stands = await Disposition.select().where(Disposition.cluster == wish.cluster).first()
    version = stands["version"] if stands else 0
    if stands and (stands["outcome"], stands["reason"]) == (wish.outcome.value, wish.reason):
        return False
    if wish.version is not None and wish.version != version:
        raise Conflict(
            "列出以后有人处理过这一类：表里是第 {said} 版，现在是第 {now} 版。请重新列出再填。",
            said=wish.version,
            now=version,
        )
    if dry_run:
        await unread.refuse_unread(wish.cluster)
        return True
    choices = [Choice(wish.cluster, version)]
    await decide_all(actor, now, choices=choices, outcome=wish.outcome, reason=wish.reason)
    return True


async def _decided(round_id: int) -> dict[int, find.Row]:
    rows = await Disposition.select().where(Disposition.cluster.round == round_id)
    return {row["cluster"]: row for row in rows}
