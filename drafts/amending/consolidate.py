"""One amendment on one law: instructions in their order, then numbers, citations, the 目录."""

from collections.abc import Iterable
from typing import Final

from drafts.amending import contents, laws, table
from drafts.amending.edits import Editor
from drafts.amending.entries import read
from drafts.amending.lawtext import LawText, Part
from drafts.amending.model import Applied, CannotApply, Failed, Instruction, Verb
from drafts.amending.references import follow, moves_of
from drafts.amending.seats import Seats
from drafts.amending.style import style_of
from drafts.model import Draft

MOST: Final = 5000
"""No decision says so much: the longest at hand, on 27 laws, has 245 instructions."""


def apply(old: Draft, amendment: str, law: str | None = None) -> Applied:
    """The law as it reads after an amendment decision.

    Numbers in the decision are those of `old`, save after 改为 and 作为; `law` picks one of the
    laws an omnibus decision amends. Never raises: what cannot be done is in `failed`, and nothing
    is ever guessed. Every change of wording has a row.
    """
    said = read(amendment)
    if len(said) > MOST:
        reason = f"决定里的指令超过{MOST}条，没有套用。请分成几份。"
        return Applied(old.source, (), (Failed(said[0].text, reason),))
    chosen, refused = laws.choose(said, old.title, law)
    if not chosen:
        failed = refused or [Failed(amendment.strip()[:60], "没有读到修改的指令。")]
        return Applied(old.source, (), tuple(failed))
    return _Consolidation(old, chosen).run()


class _Consolidation:
    def __init__(self, old: Draft, said: list[Instruction]) -> None:
        self._old = old
        self._said = said
        self._law = LawText(old)
        self._style = style_of(self._law)
        self._failed: list[Failed] = []
        self._touched: dict[Part, list[Instruction]] = {}
        self._notes: dict[Part, list[str]] = {}
        self._order: Instruction | None = None

    def run(self) -> Applied:
        editor = Editor(self._law, self._style)
        for said in self._said:
            if said.verb is Verb.ORDER:
                self._order = said
                if said.reason:
                    self._failed.append(Failed(said.text, said.reason))
                continue
            try:
                self._touch(editor.do(said), said)
            except CannotApply as error:
                self._failed.append(Failed(said.text, str(error)))
        if not self._touched and self._order is None:
            return Applied(self._old.source, (), tuple(self._failed))
        seats = Seats(self._law, self._style, self._order is not None)
        seats.settle([part for part in self._touched if not part.gone])
        for part, note in seats.notes:
            self._notes.setdefault(part, []).append(note)
        last = self._order or self._said[-1]
        self._failed += [Failed(last.text, doubt) for doubt in dict.fromkeys(seats.doubts)]
        self._follow_citations(last)
        contents.rewrite(self._law)
        return self._result()

    def _touch(self, parts: Iterable[Part], said: Instruction) -> None:
        for part in parts:
            for root in table.roots(part):
                known = self._touched.setdefault(root, [])
                if said not in known:
                    known.append(said)

    def _follow_citations(self, said: Instruction) -> None:
        """Citations in what was kept go along; what cannot is a note on its article's row."""
        changed, lost = follow(self._law, moves_of(self._law))
        for part in [*changed, *(one.part for one in lost)]:
            self._touched.setdefault(table.roots(part)[0], [said])
        for one in lost:
            self._notes.setdefault(table.roots(one.part)[0], []).append(one.reason)

    def _result(self) -> Applied:
        text = self._law.text()
        made = table.rows(text, self._law, self._touched, self._notes)
        self._failed += made.failed
        return Applied(text, tuple(made.rows), tuple(self._failed), made.links)
