"""Annexes beside the articles: each gathers what is said of it, and is compared as a whole.

An annex has no number that a link between articles could follow; between two drafts it is known by
its title. Articles inside an annex are articles: they gather and are compared for themselves.
"""

from collections import defaultdict
from collections.abc import Iterator

from drafts.diff import ops
from drafts.model import Change, Draft, Kind, LinkStatus, Row, Unit

_MARKED = frozenset({Kind.ITEM, Kind.SUBITEM, Kind.HEADING})


def annexes(draft: Draft) -> tuple[Unit, ...]:
    """The annexes of a draft in order."""
    return tuple(unit for unit in draft.walk() if unit.kind is Kind.ANNEX)


def gathered(draft: Draft) -> dict[str, Unit]:
    """For each address the article, or else the annex, under which its comments are gathered."""
    return dict(draft.gathering)


def words_of(annex: Unit) -> str:
    """What an annex says below its title, line by line, without the articles it may have."""
    own = [] if annex.text == (annex.heading or "") else [annex.text]
    return "\n".join([*own, *_lines(annex)])


def _lines(unit: Unit) -> Iterator[str]:
    for child in unit.children:
        if child.kind is Kind.ARTICLE:
            continue
        mark = child.label or "" if child.kind in _MARKED else ""
        if mark or child.text:
            yield mark + child.text
        yield from _lines(child)


def compare_annexes(old: Draft, new: Draft) -> tuple[Row, ...]:
    """A row for each annex of two drafts: those of one title are one annex, the rest are removed
    or added. In the order of the new draft, what is gone last. One that has nothing but articles
    has a row only where it was added or removed."""
    before: dict[str, list[Unit]] = defaultdict(list)
    for annex in annexes(old):
        before[_title(annex)].append(annex)
    rows = []
    for annex in annexes(new):
        same = before[_title(annex)]
        rows.append(_row(same.pop(0) if same else None, annex))
    rows += [_row(annex, None) for annex in annexes(old) if annex in before[_title(annex)]]
    return tuple(row for row in rows if row.ops or not (row.old and row.new))


def _title(annex: Unit) -> str:
    return "".join((annex.heading or annex.label or "").split())


def _row(old: Unit | None, new: Unit | None) -> Row:
    was, becomes = (words_of(one) if one else "" for one in (old, new))
    return Row(
        old=old.address if old else None,
        new=new.address if new else None,
        change=_change(old, new, same=was == becomes),
        score=1.0,
        status=LinkStatus.AUTOMATIC,
        ops=ops(was, becomes),
    )


def _change(old: Unit | None, new: Unit | None, *, same: bool) -> Change:
    if old is None or new is None:
        return Change.REMOVED if new is None else Change.ADDED
    if not same:
        return Change.CHANGED
    return Change.SAME if old.label == new.label else Change.RENUMBERED
