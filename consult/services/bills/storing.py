"""What is kept of a split draft: its tree, its provisions, its links to the reading before, and
the passports of its articles. Only services call this, inside the transaction that is open."""

import datetime as dt
import hashlib

import msgspec

from consult.engine import bulk_insert, engine_of
from consult.services.bills import alignment, amended, passport
from consult.services.bills.amended import Sources
from consult.services.records import find
from consult.services.search import index as search_index
from consult.tables import Alignment, Bill, Draft, Provision, Ruling
from drafts import model, rulings
from drafts.annexes import gathered
from drafts.model import Finding, Kind

_UNPLACED = frozenset({Kind.TITLE, Kind.NOTE, Kind.TOC, Kind.SIGNATURE})


async def rulings_of(bill: int, reading: int) -> list[find.Row]:
    """The rows of what people decided about a reading, the oldest first."""
    return (
        await Ruling.select()
        .where((Ruling.bill == bill) & (Ruling.reading == reading))
        .order_by(Ruling.id)
    )


async def rulings_at(slug: str, reading: int) -> list[find.Row]:
    """`rulings_of` a bill that may not be there yet."""
    bill = await Bill.select(Bill.id).where(Bill.slug == slug).first()
    return await rulings_of(bill["id"], reading) if bill else []


def meant(rows: list[find.Row]) -> list[rulings.Ruling]:
    """Rows of rulings as the splitter takes them."""
    return [
        rulings.Ruling(
            action=rulings.Action(row["action"]),
            anchor=row["anchor"],
            occurrence=row["occurrence"],
            at=row["at_char"],
            kind=Kind(row["kind"]) if row["kind"] else None,
            rule=row["rule"],
        )
        for row in rows
    ]


def digest(made: list[rulings.Ruling]) -> str:
    """What tells one set of rulings from another; "" for none."""
    return hashlib.sha256(msgspec.json.encode(made)).hexdigest() if made else ""


class Split(msgspec.Struct, frozen=True):
    """A text that arrived as `file_name`, split after the rulings `made`. `noted` are findings
    from before the split; `sources` is what it was made of, where it was not loaded whole."""

    file_name: str
    draft: model.Draft
    made: tuple[rulings.Ruling, ...]
    noted: tuple[Finding, ...] = ()
    sources: Sources | None = None

    @property
    def title(self) -> str:
        """What people are asked about: the decision, where a law in force is amended."""
        return (self.sources.title if self.sources else self.draft.title) or self.file_name


async def store(now: dt.datetime, bill: int, reading: int, split: Split) -> find.Row:
    """A new draft with everything that hangs on it."""
    draft = split.draft
    await Draft.insert(
        Draft(
            bill=bill,
            reading=reading,
            title=split.title,
            file_name=split.file_name,
            sha256=draft.sha256,
            text=draft.source,
            tree=find.pack(draft),
            rulings=digest(list(split.made)),
            noted=msgspec.json.encode(split.noted).decode(),
            loaded_at=now,
        )
    )
    row = await find.draft_at(bill, reading)
    assert row is not None  # noqa: S101 - inserted two lines above, same transaction
    if split.sources:
        await amended.keep(row["id"], split.sources)
    await alignment.record(bill, row, draft)
    await _store_provisions(row, draft, {})
    await passport.assign(bill, reading)
    return row


async def noted(draft_id: int) -> tuple[Finding, ...]:
    """The findings from before the split of a draft."""
    row = await Draft.select(Draft.noted).where(Draft.id == draft_id).first()
    return msgspec.json.decode(row["noted"], type=tuple[Finding, ...]) if row else ()


async def split_again(row: find.Row, draft: model.Draft, made: list[rulings.Ruling]) -> None:
    """Put another tree in the place of a draft's; what people decided about links and the
    passports of articles at the same address stay."""
    held = await passport.held(row["id"])
    judged = await alignment.decided(row["id"])
    await _clear(row)
    own = draft.title if await amended.hashes(row["id"]) is None else ""
    row = {**row, "title": own or row["title"], "rulings": digest(made)}
    await Draft.update(
        {
            Draft.tree: find.pack(draft),
            Draft.title: row["title"],
            Draft.rulings: row["rulings"],
        }
    ).where(Draft.id == row["id"])
    await alignment.record(row["bill"], row, draft)
    await alignment.judge_again(row, draft, judged)
    await _store_provisions(row, draft, held)
    await passport.assign(row["bill"], row["reading"])


async def remove(row: find.Row) -> None:
    """Take away a draft on which nothing hangs."""
    await _clear(row)
    await amended.drop(row["id"])
    await Draft.delete().where(Draft.id == row["id"])


async def lock(row: find.Row) -> None:
    """Hold a draft until the transaction ends, so that no round opens on it meanwhile."""
    if engine_of(Draft).engine_type == "postgres":
        await Draft.raw("SELECT id FROM draft WHERE id = {} FOR UPDATE", row["id"])


async def is_free(row: find.Row) -> bool:
    """Whether neither a round nor a later draft hangs on a draft."""
    later = await find.draft_at(row["bill"], row["reading"] + 1)
    return later is None and await find.round_of(row["id"]) is None


async def _clear(row: find.Row) -> None:
    await Alignment.delete().where(Alignment.new_draft == row["id"])
    await Provision.delete().where(Provision.draft == row["id"])
    await search_index.drop_draft(row["id"])


async def _store_provisions(row: find.Row, draft: model.Draft, held: dict[str, int]) -> None:
    within = {address: place.address for address, place in gathered(draft).items()}
    placed = [node for node in draft.walk() if node.kind not in _UNPLACED]
    rows = [
        (
            row["id"],
            held.get(node.address) if node.kind is Kind.ARTICLE else None,
            node.kind.value,
            node.address,
            within.get(node.address, ""),
            node.start,
            node.end,
            position,
        )
        for position, node in enumerate(placed)
    ]
    columns = ("draft", "passport", "kind", "address", "article", "start_at", "end_at", "position")
    await bulk_insert(Provision, columns, rows)
    await search_index.put_draft(row, draft)
