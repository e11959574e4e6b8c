"""Where the next draft has what this one says: the article after the article."""

from collections import defaultdict

from drafts.model import Change, LinkStatus, Op, Row
from reports.comparison import labels
from reports.model import Material

NONE = "—"
"""There is no next draft, or nothing that could be followed into it."""
_QUIET = {Change.SAME, Change.RENUMBERED}


def successors(material: Material) -> dict[str, str]:
    """For each article and annex of this reading's draft, what answers to it in the next: 第五条,
    several where it was split, 删去. It says where no word was changed, and where the link still
    waits for a person's word. Empty without a next draft."""
    if material.next_draft is None:
        return {}
    names = labels(material.next_draft)
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in material.changes:
        if row.old is not None:
            rows[row.old].append(row)
    return {address: _told(found, names) for address, found in rows.items()}


def _told(rows: list[Row], names: dict[str, str]) -> str:
    new = [names.get(row.new, row.new) for row in rows if row.new is not None]
    unchanged = "（文字未改）" if new and all(map(_same, rows)) else ""
    doubt = any(row.status is LinkStatus.PROPOSED for row in rows)
    return ("、".join(new) or "删去") + unchanged + ("（待核定）" if doubt else "")


def _same(row: Row) -> bool:
    kept = all(op is Op.KEEP for op, _ in row.ops)
    return row.change in _QUIET or (row.change is Change.MOVED and kept)
