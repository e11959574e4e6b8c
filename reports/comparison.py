"""修改前后对照表: the rows of a comparison as a committee reads them.

Layout after the BMJ's Handbuch der Rechtsförmlichkeit, part F: both texts side by side, changes
emphasised in form and not only in colour, the compared texts named at the head.
"""

from collections import defaultdict
from itertools import groupby

from drafts.annexes import annexes
from drafts.model import Change, Draft, LinkStatus, Op, Row
from drafts.numerals import to_chinese
from reports.model import Material, Outcome
from reports.places import Place, Places
from reports.review import Cited, Comparison, ComparisonRow, Link, verdict_of

LONG = 120
CITED = 6
_WORDS = {
    Change.CHANGED: ("修改{n}条", "修改{n}个附件"),
    Change.ADDED: ("新增{n}条", "新增{n}个附件"),
    Change.REMOVED: ("删去{n}条", "删去{n}个附件"),
    Change.MOVED: ("移动{n}条", "移动{n}个附件"),
    Change.SPLIT: ("拆分{n}条", "拆分{n}个附件"),
    Change.MERGED: ("合并{n}条", "合并{n}个附件"),
    Change.RENUMBERED: ("仅条序变动{n}条", "仅条序变动{n}个附件"),
    Change.SAME: ("未修改{n}条", "未修改{n}个附件"),
}
"""What is said of so many articles, and of so many annexes."""


def comparison(material: Material, where: Places) -> Comparison | None:
    """The table of this reading's draft against the next one's; as long as there is none, of the
    law in force against the draft that amends it; None where there is neither."""
    new = material.next_draft
    if new is None:
        return against_law(material)
    cites = {
        place.address: _cites(place, where, material)
        for place in where.all
        if place.address is not None
    }
    reading = material.facts.reading
    return Comparison(
        old_name=reading_name(reading),
        new_name=reading_name(reading + 1),
        old_sha256=material.draft.sha256,
        new_sha256=new.sha256,
        summary=_summary(material.changes),
        rows=_Table(material.draft, new, material.changes, cites).rows(),
    )


def against_law(material: Material) -> Comparison | None:
    """The table of the law in force against this reading's draft, which amends it; else None."""
    law = material.law
    if law is None:
        return None
    return Comparison(
        old_name="现行文本",
        new_name="修改后文本",
        old_sha256=law.sha256,
        new_sha256=material.draft.sha256,
        summary=_summary(material.amended),
        rows=_Table(law, material.draft, material.amended, {}).rows(),
        law=law.title,
    )


def reading_name(reading: int) -> str:
    """一审稿, 二审稿 …"""
    return f"{to_chinese(reading)}审稿"


def row_anchors(material: Material) -> dict[str, str]:
    """For each article of this reading's draft in the table, the anchor of its first row."""
    against_law = material.next_draft is None
    anchors: dict[str, str] = {}
    for at, row in enumerate(material.amended if against_law else material.changes, start=1):
        address = row.new if against_law else row.old
        if address is not None:
            anchors.setdefault(address, f"d-{at}")
    return anchors


def _summary(changes: tuple[Row, ...]) -> str:
    counts: dict[tuple[bool, Change], set[str]] = defaultdict(set)
    for row in changes:
        one_side = row.old if row.change is Change.SPLIT else row.new
        named = one_side or row.old or ""
        counts[_is_annex(row), row.change].add(named)
    parts = [
        words[annex].format(n=len(counts[annex, change]))
        for annex in (False, True)
        for change, words in _WORDS.items()
        if counts[annex, change]
    ]
    return "，".join(parts)


def _is_annex(row: Row) -> bool:
    return (row.new or row.old or "").rpartition("__")[2].startswith("annex")


class _Table:
    """Names, texts and citations that every row needs."""

    def __init__(
        self,
        old: Draft,
        new: Draft,
        changes: tuple[Row, ...],
        cites: dict[str, tuple[Cited, ...]],
    ) -> None:
        self.old_labels, self.new_labels = labels(old), labels(new)
        self.old_texts = {unit.address: unit.text for unit in old.articles()}
        self.new_texts = {unit.address: unit.text for unit in new.articles()}
        self.changes = changes
        self.cites = cites
        self.splits: dict[str, list[str]] = defaultdict(list)
        self.merges: dict[str, list[str]] = defaultdict(list)
        for row in changes:
            if row.old and row.new and row.change is Change.SPLIT:
                self.splits[row.old].append(row.new)
            if row.old and row.new and row.change is Change.MERGED:
                self.merges[row.new].append(row.old)

    def rows(self) -> tuple[ComparisonRow, ...]:
        """Rows in the order given; stretches of unchanged articles drawn into one line each."""
        numbered = list(enumerate(self.changes, start=1))
        result: list[ComparisonRow] = []
        for key, group in groupby(numbered, key=lambda pair: self._stretch(pair[1])):
            stretch = list(group)
            if key is None:
                result.extend(self._row(at, row) for at, row in stretch)
            else:
                result.append(self._collapsed(stretch))
        return tuple(result)

    def _stretch(self, row: Row) -> Change | None:
        """What a row may be drawn together with; None for rows that stand alone."""
        quiet = row.change in {Change.SAME, Change.RENUMBERED} and not _is_annex(row)
        return row.change if quiet and not self.cites.get(row.old or "") else None

    def _collapsed(self, stretch: list[tuple[int, Row]]) -> ComparisonRow:
        old = [self.old_labels.get(row.old or "", "") for _, row in stretch]
        new = [self.new_labels.get(row.new or "", "") for _, row in stretch]
        same = stretch[0][1].change is Change.SAME
        return ComparisonRow(
            anchor=f"d-{stretch[0][0]}",
            anchors=tuple(f"d-{at}" for at, _ in stretch[1:]),
            change=stretch[0][1].change,
            old_label=_span(old),
            new_label=_span(new),
            old=(),
            new=(),
            note="未修改。" if same else "仅条序变动，文字未修改。",
            cites=(),
            collapsed=True,
        )

    def _row(self, at: int, row: Row) -> ComparisonRow:
        old, new = self._sides(row)
        length = sum(len(text) for _, text in old), sum(len(text) for _, text in new)
        return ComparisonRow(
            anchor=f"d-{at}",
            anchors=(),
            change=row.change,
            old_label=self.old_labels.get(row.old or "", ""),
            new_label=self.new_labels.get(row.new or "", ""),
            old=old,
            new=new,
            note=self._note(row),
            cites=self._cites(row),
            long=max(length) > LONG,
        )

    def _sides(self, row: Row) -> tuple[tuple[tuple[Op, str], ...], tuple[tuple[Op, str], ...]]:
        """The runs of both columns. Of a split or merged article the whole side is shown once and
        unmarked: what went to another article was not struck."""
        old = tuple(op for op in row.ops if op[0] is not Op.INSERT)
        new = tuple(op for op in row.ops if op[0] is not Op.DELETE)
        if row.change is Change.SPLIT and row.old:
            first = self.splits[row.old][0] == row.new
            old = ((Op.KEEP, self.old_texts[row.old]),) if first else ()
        if row.change is Change.MERGED and row.new:
            first = self.merges[row.new][0] == row.old
            new = ((Op.KEEP, self.new_texts[row.new]),) if first else ()
        return old, new

    def _cites(self, row: Row) -> tuple[Cited, ...]:
        """What the row answers; of a split article, in its first row only."""
        if row.change is Change.SPLIT and row.old and self.splits[row.old][0] != row.new:
            return ()
        return self.cites.get(row.old or "", ())

    def _note(self, row: Row) -> str:
        old = self.old_labels.get(row.old or "", "")
        new = self.new_labels.get(row.new or "", "")
        renumbered = f"，序号改为{new}" if old != new else ""
        words = {
            Change.SAME: "未修改。",
            Change.RENUMBERED: f"仅{'附件序号' if _is_annex(row) else '条序'}变动，文字未修改。",
            Change.CHANGED: f"文字修改{renumbered}。",
            Change.ADDED: "新增附件。" if _is_annex(row) else "新增一条。",
            Change.REMOVED: "删去本附件。" if _is_annex(row) else "删去本条。",
            Change.MOVED: f"移至{new}{self._also_changed(row)}。",
            Change.SPLIT: f"{old}拆分为{self._joined(self.splits, row.old, self.new_labels)}。",
            Change.MERGED: f"{self._joined(self.merges, row.new, self.old_labels)}合并为{new}。",
        }[row.change]
        doubt = row.status is LinkStatus.PROPOSED
        return f"{words}（对应关系为系统推定，待核定。）" if doubt else words

    def _also_changed(self, row: Row) -> str:
        changed = any(op is not Op.KEEP for op, _ in row.ops)
        return "，并作文字修改" if changed else "，文字未修改"

    def _joined(self, table: dict[str, list[str]], key: str | None, names: dict[str, str]) -> str:
        return "、".join(names.get(address, "") for address in table.get(key or "", []))


def labels(draft: Draft) -> dict[str, str]:
    """What each article and annex is called; an annex without a number by its title."""
    names = {unit.address: unit.label or "" for unit in draft.articles()}
    return names | {one.address: one.label or one.heading or "附件" for one in annexes(draft)}


def _cites(place: Place, where: Places, material: Material) -> tuple[Cited, ...]:
    """The clusters of a place that were adopted, and those that were in part."""
    found: list[Cited] = []
    for outcome in (Outcome.ADOPTED, Outcome.PARTLY):
        answered = [
            cluster
            for cluster in place.clusters
            if (decision := material.dispositions.get(cluster.id)) and decision.outcome is outcome
        ]
        if answered:
            links = [
                Link(where.codes[cluster.id], where.anchors[cluster.id])
                for cluster in answered[:CITED]
            ]
            size = sum(
                member.id not in material.exceptions
                for cluster in answered
                for member in cluster.members
            )
            found.append(Cited(verdict_of(outcome), tuple(links), len(answered), size))
    return tuple(found)


def _span(labels: list[str]) -> str:
    if len(labels) < 3:
        return "、".join(labels)
    return f"{labels[0]}至{labels[-1]}"
