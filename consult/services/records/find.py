"""Finding rows by the names people use. Only services call this; rows do not leave them."""

from collections.abc import Iterable
from typing import Any

import msgspec
from piccolo.columns import Column

from consult.errors import NotFound
from consult.permissions import Actor
from consult.tables import Bill, Draft, Round
from drafts import model

Row = dict[str, Any]
Where = Any
"""A condition on rows, as the query builder makes it; its own types do not compose."""

_trees: dict[tuple[object, ...], model.Draft] = {}
_DRAFT = (
    *(Draft.id, Draft.bill, Draft.reading, Draft.title, Draft.sha256, Draft.rulings),
    Draft.loaded_at,
)


def _columns(alias: str, columns: Iterable[Column], prefix: str = "") -> str:
    names = (column._meta.db_column_name for column in columns)
    return ", ".join(f'{alias}."{name}" AS "{prefix}{name}"' for name in names)


# The rows nearly every request begins with. Written out, because making such a statement takes the
# query builder three times as long as the database takes to answer it.
_ROUND_COLUMNS = _columns("r", Round._meta.columns)
_ROUND_OF = f"SELECT {_ROUND_COLUMNS} FROM round r WHERE r.draft = {{}}"  # noqa: S608 - our names
_DRAFT_AT = f"SELECT {_columns('d', _DRAFT)} FROM draft d WHERE d.bill = {{}} AND d.reading = {{}}"  # noqa: S608
_BILL = (
    f'SELECT {_columns("b", Bill._meta.columns)}, o.name AS "body.name" FROM bill b '  # noqa: S608
    "JOIN body o ON o.id = b.body WHERE b.slug = {}"
)
_DRAFT_AND_ROUND = (
    f"SELECT {_columns('d', _DRAFT, 'of_')}, {_ROUND_COLUMNS} FROM bill b "  # noqa: S608 - our names
    "JOIN draft d ON d.bill = b.id JOIN round r ON r.draft = d.id "
    "WHERE b.slug = {} AND d.reading = {}"
)


class Tree(msgspec.Struct, frozen=True):
    """What of a split draft is kept as JSON beside its text."""

    title: str
    units: tuple[model.Unit, ...]
    findings: tuple[model.Finding, ...]


def own(actor: Actor, body: Any) -> Where:
    """Rows of the actor's own organ, by the column that says whose they are; all of them for
    people of the whole site."""
    return body.is_not_null() if actor.body is None else body == actor.body


async def bill_row(slug: str) -> Row:
    """The bill with this slug. Raises NotFound."""
    rows: list[Row] = await Bill.raw(_BILL, slug)
    if not rows:
        raise NotFound("没有找到法规案“{slug}”。请核对网址或名称。", slug=slug)
    return rows[0]


async def draft_row(slug: str, reading: int) -> Row:
    """The draft of a bill at a reading, without its text. Raises NotFound."""
    bill = await bill_row(slug)
    row = await draft_at(bill["id"], reading)
    if row is None:
        raise NotFound("“{bill}”还没有第{n}次审议的文本。", bill=bill["title"], n=reading)
    return row


async def draft_at(bill_id: int, reading: int) -> Row | None:
    """The draft of a bill at a reading, or None."""
    rows: list[Row] = await Draft.raw(_DRAFT_AT, bill_id, reading)
    return rows[0] if rows else None


async def drafts_of(bill_ids: list[int]) -> list[Row]:
    """The drafts of some bills in the order of their readings, without texts."""
    if not bill_ids:
        return []
    return await Draft.select(*_DRAFT).where(Draft.bill.is_in(bill_ids)).order_by(Draft.reading)


async def round_of(draft_id: int) -> Row | None:
    """The round on a draft, or None."""
    rows: list[Row] = await Round.raw(_ROUND_OF, draft_id)
    return rows[0] if rows else None


async def round_row(slug: str, reading: int) -> tuple[Row, Row]:
    """The draft and the round of a bill at a reading. Raises NotFound when there is none."""
    rows: list[Row] = await Round.raw(_DRAFT_AND_ROUND, slug, reading)
    if not rows:
        draft = await draft_row(slug, reading)
        raise NotFound("《{draft}》还没有公开征求意见。", draft=draft["title"])
    both = rows[0]
    draft = {name.removeprefix("of_"): both.pop(name) for name in [*both] if name.startswith("of_")}
    return draft, both


async def lock_round(round_id: int) -> None:
    """Hold a round's row until the transaction ends: work on a whole round takes turns."""
    await Round.update({Round.next_number: Round.next_number}).where(Round.id == round_id)


async def draft_of_round(round_id: int) -> tuple[Row, str]:
    """The draft a round is about, and the slug of its bill."""
    row = (
        await Round.select(Round.draft.reading, Round.draft.bill.slug)  # type: ignore[union-attr]
        .where(Round.id == round_id)
        .first()
    )
    if row is None:
        raise NotFound("没有这一轮征求意见。")
    slug = row["draft.bill.slug"]
    return await draft_row(slug, row["draft.reading"]), slug


async def tree(draft: Row) -> model.Draft:
    """The split text of a draft row; kept in memory under the text and the rulings that gave it,
    and the row: a file may tell other findings with the same text."""
    key = draft["sha256"], draft["rulings"], draft["id"], draft["loaded_at"]
    known = _trees.get(key)
    if known is None:
        stored = await Draft.select(Draft.text, Draft.tree).where(Draft.id == draft["id"]).first()
        if stored is None:
            raise NotFound("这份草案刚被替换，请刷新后再看。")
        kept = msgspec.json.decode(stored["tree"], type=Tree)
        known = model.Draft(
            title=kept.title,
            source=stored["text"],
            sha256=draft["sha256"],
            units=kept.units,
            findings=kept.findings,
        )
        _trees[key] = known
    return known


def pack(draft: model.Draft) -> str:
    """The JSON kept beside the text of a draft."""
    return msgspec.json.encode(Tree(draft.title, draft.units, draft.findings)).decode()


def article_of(draft: model.Draft, address: str) -> model.Unit | None:
    """The article, or else the annex, that holds the provision at `address`, or None."""
    return draft.gathering.get(address)
