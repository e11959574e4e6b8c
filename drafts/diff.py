"""How the words changed: of one article, and of every article of two drafts."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import accumulate
from typing import Any, Final

from rapidfuzz.distance import Indel

from drafts.aligning.hunks import Hunk, readable
from drafts.aligning.links import name_changes
from drafts.matcher import align
from drafts.model import Change, Draft, Link, Op, Row, Unit

LARGEST: Final = 400_000_000
"""Pairs of characters that are compared one by one, in 50 MB: two texts of 20,000 characters."""


def ops(old: str, new: str) -> tuple[tuple[Op, str], ...]:
    """The steps from one text to the other, for people to read.

    `=` and `-` spell `old`, `=` and `+` spell `new`, whatever the two strings are. Where both a
    deletion and an insertion stand at one place the deletion comes first.
    """
    if old == new:
        return ((Op.KEEP, old),) if old else ()
    steps: list[tuple[Op, str]] = []
    at = 0
    for hunk in readable(old, new, _raw_hunks(old, new)):
        steps.append((Op.KEEP, old[at : hunk.old_start]))
        steps.append((Op.DELETE, old[hunk.old_start : hunk.old_end]))
        steps.append((Op.INSERT, new[hunk.new_start : hunk.new_end]))
        at = hunk.old_end
    steps.append((Op.KEEP, old[at:]))
    return tuple(step for step in steps if step[1])


def _raw_hunks(old: str, new: str) -> list[Hunk]:
    """The shortest edit script, one hunk between two equal runs.

    It takes a bit for each pair of characters; of longer texts only the lines that differ are
    compared so.
    """
    if len(old) * len(new) <= LARGEST:
        return _hunks(old, new)
    lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at, new_at = ([0, *accumulate(map(len, side))] for side in lines)
    found: list[Hunk] = []
    for hunk in _hunks(*lines):
        a, b, c, d = (
            *(old_at[hunk.old_start], old_at[hunk.old_end]),
            *(new_at[hunk.new_start], new_at[hunk.new_end]),
        )
        if (b - a) * (d - c) > LARGEST:
            found.append(Hunk(a, b, c, d))
            continue
        found += [
            Hunk(a + x.old_start, a + x.old_end, c + x.new_start, c + x.new_end)
            for x in _hunks(old[a:b], new[c:d])
        ]
    return found


def _hunks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Hunk]:
    hunks: list[Hunk] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            continue
        hunk = Hunk(step.src_start, step.src_end, step.dest_start, step.dest_end)
        if hunks and hunks[-1].old_end == hunk.old_start and hunks[-1].new_end == hunk.new_start:
            last = hunks.pop()
            hunk = hunk._replace(old_start=last.old_start, new_start=last.new_start)
        hunks.append(hunk)
    return hunks


def compare(old: Draft, new: Draft) -> tuple[Row, ...]:
    """Two drafts article by article, aligned by the machine. See `compare_with` for the order."""
    return _rows(old, new, align(old, new))


def compare_with(old: Draft, new: Draft, links: Iterable[Link]) -> tuple[Row, ...]:
    """Two drafts article by article, aligned as `links` say (say, after people confirmed them).

    Rows come in the order of the new draft; an article that is gone stands behind the one it
    used to follow. Every article of both drafts has a row: one no link speaks of is removed or
    added. What happened is read from the pairs, so a link's own `change` need not be kept up.
    Raises ValueError when a link names an address that is not an article of its draft.
    """
    return _rows(old, new, name_changes(old, new, links))


def _rows(old: Draft, new: Draft, links: Iterable[Link]) -> tuple[Row, ...]:
    old_texts = {unit.address: unit.text for unit in old.articles()}
    new_texts = {unit.address: unit.text for unit in new.articles()}
    return tuple(
        Row(
            old=link.old,
            new=link.new,
            change=link.change,
            score=link.score,
            status=link.status,
            ops=ops(old_texts.get(link.old or "", ""), new_texts.get(link.new or "", "")),
        )
        for link in _in_reading_order(list(old.articles()), list(new.articles()), links)
    )


def _in_reading_order(old: list[Unit], new: list[Unit], links: Iterable[Link]) -> list[Link]:
    """The order of the new draft; what is gone stands where it stood in the old one."""
    old_at = {unit.address: at for at, unit in enumerate(old)}
    arrivals: dict[str, list[Link]] = defaultdict(list)
    gone: dict[int, Link] = {}
    host: dict[int, str] = {}
    for link in links:
        if link.new is None:
            gone[old_at[link.old or ""]] = link
            continue
        arrivals[link.new].append(link)
        if link.old is not None and link.change is not Change.MOVED:
            host[old_at[link.old]] = link.new
    behind: dict[str, list[Link]] = defaultdict(list)
    place = ""
    for at in range(len(old)):
        place = host.get(at, place)
        if at in gone:
            behind[place].append(gone[at])
    ordered = list(behind[""])
    for unit in new:
        ordered += sorted(arrivals[unit.address], key=lambda link: old_at.get(link.old or "", -1))
        ordered += behind[unit.address]
    return ordered


def to_json(rows: Iterable[Row]) -> dict[str, Any]:
    """The rows as `consult diff --json` prints them."""
    return {
        "rows": [
            {
                "old": row.old,
                "new": row.new,
                "change": row.change.value,
                "score": round(row.score, 4),
                "status": row.status.value,
                "ops": [[op.value, text] for op, text in row.ops],
            }
            for row in rows
        ]
    }
