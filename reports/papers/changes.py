"""How the words of an article changed, in running text: only the lines that did, as a few lines."""

from collections.abc import Iterable

from drafts.model import Op
from reports.document import Mark, Run, Runs

_MARKS = {Op.KEEP: Mark.PLAIN, Op.DELETE: Mark.DELETED, Op.INSERT: Mark.INSERTED}
_NEAR = 14
"""Characters of unchanged words kept on either side of a change."""
GAP = Run("……", Mark.QUIET)


def changed_lines(ops: Iterable[tuple[Op, str]]) -> tuple[Runs, ...]:
    """The lines of an article in which something was deleted or inserted, unchanged stretches
    in them cut to a few characters around the changes."""
    lines: list[list[tuple[Op, str]]] = [[]]
    for op, text in ops:
        first, *more = text.split("\n")
        lines[-1].append((op, first))
        lines += [[(op, line)] for line in more]
    said = ([(op, text) for op, text in line if text.strip()] for line in lines)
    return tuple(_shortened(line) for line in said if any(op is not Op.KEEP for op, _ in line))


def _shortened(line: list[tuple[Op, str]]) -> Runs:
    runs: list[Run] = []
    for at, (op, text) in enumerate(line):
        if op is not Op.KEEP:
            runs.append(Run(text, _MARKS[op]))
            continue
        head = text[:_NEAR] if at else ""
        tail = text[-_NEAR:] if at + 1 < len(line) else ""
        if len(head) + len(tail) + len(GAP.text) >= len(text):
            runs.append(Run(text))
            continue
        runs += [run for run in (Run(head), GAP, Run(tail)) if run.text]
    return tuple(runs)
