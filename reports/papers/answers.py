"""Which words of the next text answer an opinion: the changed line that shares most with what was
asked and with the office's reason, in the article itself or in those the reason names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from drafts.address import BadAddress, parse
from drafts.citations import Commented
from drafts.model import Change, Draft, LinkStatus, Row
from reports.chain import Step
from reports.comparison import labels
from reports.document import Mark, Run, Runs
from reports.model import Cluster, Disposition, Outcome
from reports.normalize import fold, said
from reports.papers.changes import GAP, changed_lines

_TAKEN = {Outcome.ADOPTED, Outcome.PARTLY}
_SHARED = 5
"""What a changed line has to share before it is called an answer: pairs of characters, those of
changed words twice."""
_NAMED, _INSIDE = 8, 0.7
_LONGEST = 120


class Answer(msgspec.Struct, frozen=True):
    """Where in the next text, and the changed words; no words where the article was deleted or
    no line of it stands out."""

    place: str
    words: Runs


class Answers:
    """Finds the answers of one text's opinions in the text after it."""

    def __init__(self, step: Step, following: Draft) -> None:
        self._following = following
        self._commented = Commented(following)
        self._names = labels(following)
        self._of_old: dict[str, list[Row]] = defaultdict(list)
        self._of_new: dict[str, list[Row]] = defaultdict(list)
        for row in step.changes:
            self._of_new[row.new or ""].append(row)
            if row.status is LinkStatus.AUTOMATIC:
                self._of_old[row.old or ""].append(row)
        material = step.material
        self._comments = {one.id: one for one in material.comments} if material else {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._lines: dict[tuple[str | None, str | None], tuple[Runs, ...]] = {}

    def to(self, cluster: Cluster, decision: Disposition | None) -> Answer | None:
        """The answer to a cluster that was adopted, wholly or in part; None for others, and where
        nothing in the next text can be said to answer it."""
        if decision is None or decision.outcome not in _TAKEN:
            return None
        named = self._places(decision.reason)
        asked = self._comments.get(cluster.representative)
        wanted = _pairs(decision.reason) | _pairs(said(asked) if asked else cluster.label)
        best = self._best(self._rows(cluster.article, named), named, wanted)
        if best is not None:
            return best
        own = self._of_old.get(cluster.article or "", [])
        if any(row.change is Change.REMOVED for row in own):
            return Answer("删去本条", ())
        listed = [self._names[one] for one in _articles(named) if one in self._names]
        return Answer("、".join(dict.fromkeys(listed)), ()) if listed else None

    def _best(self, rows: Iterable[Row], named: Sequence[str], wanted: set[str]) -> Answer | None:
        """The line that shares most. What was changed counts twice what stands beside it, and a
        paragraph or item the reason names comes before others."""
        best: tuple[int, Answer] | None = None
        for row in rows:
            address = row.new or ""
            inside = _pairs(self._words_named(address, named))
            for line in self._changed(row):
                changed = _pairs(_said(line, changed=True))
                whole = _pairs(_said(line, changed=False))
                shared = len(changed & wanted) + len((whole | changed) & wanted)
                if inside and len(whole & inside) >= _INSIDE * len(whole):
                    shared += _NAMED
                if shared >= _SHARED and (best is None or shared > best[0]):
                    best = shared, Answer(self._names.get(address, ""), _trimmed(line))
        return best[1] if best else None

    def _rows(self, article: str | None, named: Sequence[str]) -> list[Row]:
        """The article's own rows, then those of the articles the reason names."""
        rows = list(self._of_old.get(article, [])) if article else []
        for address in _articles(named):
            rows += [row for row in self._of_new.get(address, []) if row not in rows]
        return [row for row in rows if row.new]

    def _changed(self, row: Row) -> tuple[Runs, ...]:
        key = row.old, row.new
        if key not in self._lines:
            self._lines[key] = changed_lines(row.ops)
        return self._lines[key]

    def _places(self, reason: str) -> tuple[str, ...]:
        """The provisions of the next text that a reason names; 原第九条 is one of this text."""
        if reason not in self._named:
            self._named[reason] = tuple(
                target
                for one in self._commented.find(reason)
                if one.law is None and reason[max(0, one.start - 1) : one.start] != "原"
                for target in one.targets
            )
        return self._named[reason]

    def _words_named(self, article: str, named: Sequence[str]) -> str:
        """The words of the paragraphs and items of an article that the reason names."""
        below = [one for one in named if one.startswith(f"{article}__")]
        units = [self._following.find(one) for one in below]
        return "\n".join(unit.text for unit in units if unit)


def _articles(named: Sequence[str]) -> list[str]:
    found: list[str] = []
    for address in named:
        try:
            parse(address)
        except BadAddress:
            continue
        found.append(address.split("__para_")[0].split("__item_")[0])
    return list(dict.fromkeys(found))


def _said(line: Runs, *, changed: bool) -> str:
    """The words of a line that were changed, or all that the new text has of it."""
    if changed:
        return " ".join(run.text for run in line if run.mark in (Mark.INSERTED, Mark.DELETED))
    return "".join(run.text for run in line if run.mark in (Mark.PLAIN, Mark.INSERTED))


def _pairs(text: str) -> set[str]:
    words = fold(text)
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _trimmed(line: Runs) -> Runs:
    """The line from its beginning, to about `_LONGEST` characters."""
    shown: list[Run] = []
    room = _LONGEST
    for run in line:
        if len(run.text) > room:
            return (*shown, Run(run.text[:room], run.mark), GAP) if room else (*shown, GAP)
        shown.append(run)
        room -= len(run.text)
    return tuple(shown)
