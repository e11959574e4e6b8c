"""What a decision changes in a law in force: kept with the draft that is the consolidated text,
and shown article by article."""

from collections import defaultdict

import msgspec

from consult.services.records import find
from consult.tables import Amendment
from drafts import diff, matcher, model
from drafts.address import label
from drafts.amendment import AmendRow, Applied, Failed
from drafts.model import Change, Kind, Link, LinkStatus, Op, Row, Unit

_NAMES = {Kind.TITLE: "名称", Kind.PREAMBLE: "序言", Kind.ANNEX: "附件"}
_DIVISIONS = (Kind.PART, Kind.SUBPART, Kind.CHAPTER, Kind.SECTION, Kind.HEADING)
_KEPT = (Change.SAME, Change.RENUMBERED)


class Sources(msgspec.Struct, frozen=True):
    """A law in force, the decision to amend it, and what applying the one to the other gave.
    `title` is the decision's own."""

    base: model.Draft
    base_file_name: str
    title: str
    text: str
    file_name: str
    sha256: str
    applied: Applied


class Outcome(msgspec.Struct, frozen=True):
    """What of an applied decision is kept beside the consolidated text."""

    rows: tuple[AmendRow, ...]
    failed: tuple[Failed, ...]
    links: tuple[tuple[str, str], ...]


class AmendedRow(msgspec.Struct, frozen=True):
    """One article, or another part of the law such as its name, before and after: `row` has the
    addresses (None for both where it is no article) and the words; `instruction` is what the
    decision says, "" where nothing changed; `note` is what a person should look at."""

    row: Row
    old_label: str
    new_label: str
    caption: str
    instruction: str
    note: str

    @property
    def changed(self) -> bool:
        """Whether the decision changes it: its words, or by its own words its place."""
        moved = self.row.change is Change.MOVED and not self.instruction
        still = moved and all(op is Op.KEEP for op, _ in self.row.ops)
        return self.row.change not in _KEPT and not still


class AmendedView(msgspec.Struct, frozen=True):
    """A law in force beside its consolidated text, in the order of the latter. `others` are
    changes outside the articles.

    `of` says where each article of the consolidated text comes from: several rows for a merged
    one. `gone` has the articles that stood right before another one and are gone; "" is the end.
    `headings` has what became of the names of chapters, by their address.
    """

    title: str
    text: str
    sha256: str
    base: model.Draft
    rows: tuple[AmendedRow, ...]
    others: tuple[AmendedRow, ...]
    failed: tuple[Failed, ...]
    of: dict[str, tuple[AmendedRow, ...]]
    gone: dict[str, tuple[AmendedRow, ...]]
    headings: dict[str, AmendedRow]

    @property
    def base_title(self) -> str:
        """The name of the law in force."""
        return self.base.title

    @property
    def changed(self) -> tuple[AmendedRow, ...]:
        """The articles that are changed, added or gone."""
        return tuple(one for one in self.rows if one.changed)


async def keep(draft_id: int, sources: Sources) -> None:
    """Keep the sources of a draft just inserted, inside the transaction that is open."""
    applied = sources.applied
    await Amendment.insert(
        Amendment(
            draft=draft_id,
            title=sources.title,
            file_name=sources.file_name,
            sha256=sources.sha256,
            text=sources.text,
            base_title=sources.base.title,
            base_file_name=sources.base_file_name,
            base_sha256=sources.base.sha256,
            base_text=sources.base.source,
            base_tree=find.pack(sources.base),
            outcome=msgspec.json.encode(
                Outcome(applied.rows, applied.failed, applied.links)
            ).decode(),
        )
    )


async def drop(draft_id: int) -> None:
    """Take away the sources of a draft that is replaced."""
    await Amendment.delete().where(Amendment.draft == draft_id)


async def hashes(draft_id: int) -> tuple[str, str] | None:
    """The digests of the law in force and of the decision; None for a draft loaded whole."""
    row = (
        await Amendment.select(Amendment.base_sha256, Amendment.sha256)
        .where(Amendment.draft == draft_id)
        .first()
    )
    return (row["base_sha256"], row["sha256"]) if row else None


async def view(draft: find.Row) -> AmendedView | None:
    """What the decision changes, for a draft row; None for a draft loaded whole."""
    row = await Amendment.select().where(Amendment.draft == draft["id"]).first()
    if row is None:
        return None
    kept = msgspec.json.decode(row["base_tree"], type=find.Tree)
    base = model.Draft(kept.title, row["base_text"], row["base_sha256"], kept.units, kept.findings)
    outcome = msgspec.json.decode(row["outcome"], type=Outcome)
    return beside(
        base,
        await find.tree(draft),
        outcome,
        title=row["title"],
        text=row["text"],
        sha256=row["sha256"],
    )


def beside(
    base: model.Draft, new: model.Draft, outcome: Outcome, *, title: str, text: str, sha256: str
) -> AmendedView:
    """The law in force and the consolidated text, article by article.

    Which article became which is what the decision said; an article a person has split otherwise
    since is one of its own.
    """
    old_units = {unit.address: unit for unit in base.articles()}
    new_units = {unit.address: unit for unit in new.articles()}
    links = [
        Link(old, now, Change.CHANGED, matcher.likeness(*pair), LinkStatus.AUTOMATIC)
        for old, now in outcome.links
        if (pair := _pair(old_units.get(old), new_units.get(now)))
    ]
    said = _Said(outcome.rows)
    rows = tuple(
        _row(row, old_units.get(row.old or ""), new_units.get(row.new or ""), said)
        for row in diff.compare_with(base, new, links)
    )
    elsewhere = [
        (one, _other(one, base))
        for one in outcome.rows
        if one.old_address not in old_units and one.new_address is None and one.old != one.new
    ]
    arrivals: dict[str, list[AmendedRow]] = defaultdict(list)
    gone: dict[str, list[AmendedRow]] = defaultdict(list)
    following = ""
    for one in reversed(rows):
        if one.row.new:
            arrivals[one.row.new].insert(0, one)
            following = one.row.new
        else:
            gone[following].insert(0, one)
    return AmendedView(
        title=title,
        text=text,
        sha256=sha256,
        base=base,
        rows=rows,
        others=tuple(shown for _, shown in elsewhere),
        failed=outcome.failed,
        of={address: tuple(found) for address, found in arrivals.items()},
        gone={address: tuple(found) for address, found in gone.items()},
        headings=_headings(new, elsewhere),
    )


def _pair(old: Unit | None, new: Unit | None) -> tuple[Unit, Unit] | None:
    return (old, new) if old and new else None


class _Said:
    """The instructions and notes by the articles they are about."""

    def __init__(self, rows: tuple[AmendRow, ...]) -> None:
        self._by_new: dict[str, AmendRow] = {}
        self._by_old: dict[str, list[AmendRow]] = defaultdict(list)
        for row in rows:
            if row.new_address:
                self._by_new[row.new_address] = row
            elif row.old_address:
                self._by_old[row.old_address].append(row)

    def about(self, row: Row) -> tuple[str, str]:
        """The instruction and the note of a row of the comparison."""
        found = [self._by_new[row.new]] if row.new in self._by_new else []
        if row.new is None and row.old:
            found = self._by_old[row.old]
        instructions = "\n".join(dict.fromkeys(one.instruction for one in found))
        return instructions, " ".join(one.note for one in found if one.note)


def _row(row: Row, old: Unit | None, new: Unit | None, said: _Said) -> AmendedRow:
    instruction, note = said.about(row)
    shown = new or old
    return AmendedRow(
        row=row,
        old_label=_label(old),
        new_label=_label(new),
        caption=shown.caption or "" if shown else "",
        instruction=instruction if row.change not in _KEPT or note else "",
        note=note,
    )


def _other(one: AmendRow, base: model.Draft) -> AmendedRow:
    """A change outside the articles: the name of the law or of a chapter, the preamble…"""
    unit = base.find(one.old_address) if one.old_address else None
    name = (unit.label or _NAMES.get(unit.kind, "")) if unit else ""
    change = Change.CHANGED if one.old and one.new else Change.ADDED if one.new else Change.REMOVED
    words = Row(
        None, None, change, 1.0, LinkStatus.AUTOMATIC, diff.ops(one.old or "", one.new or "")
    )
    return AmendedRow(words, name if one.old else "", name, "", one.instruction, one.note or "")


def _headings(
    new: model.Draft, elsewhere: list[tuple[AmendRow, AmendedRow]]
) -> dict[str, AmendedRow]:
    """The chapters of the consolidated text whose heading is a changed one's new words."""
    renamed = {"".join((one.new or "").split()): shown for one, shown in elsewhere if one.new}
    words = {
        unit.address: "".join(new.source[unit.start : _head_end(unit)].split())
        for unit in new.walk()
        if unit.kind in _DIVISIONS
    }
    return {address: renamed[said] for address, said in words.items() if said in renamed}


def _head_end(unit: Unit) -> int:
    return unit.children[0].start if unit.children else unit.end


def _label(unit: Unit | None) -> str:
    return unit.label or label(unit.address) if unit else ""
