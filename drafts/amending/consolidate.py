"""One amendment on one law: instructions in their order, then numbers, citations, the 目录."""

from collections.abc import Iterable

from drafts.amending import contents, laws, table
from drafts.amending.edits import Editor
from drafts.amending.entries import read
from drafts.amending.lawtext import LawText, Part
from drafts.amending.model import Applied, CannotApply, Failed, Instruction, Number, Verb
from drafts.amending.references import Moves, follow
from drafts.amending.seats import Seats
from drafts.amending.style import style_of
from drafts.amending.wording import edit_old
from drafts.model import Draft, Kind


def apply(old: Draft, amendment: str, law: str | None = None) -> Applied:
    """The law as it reads after an amendment decision.

    Numbers in the decision are those of `old`, save after 改为 and 作为; `law` picks one of the
    laws an omnibus decision amends. Never raises: what cannot be done is in `failed`, and nothing
    is ever guessed. Every change of wording has a row.
    """
    chosen, refused = laws.choose(read(amendment), old.title, law)
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
        moves = _moves(self._law)
        for part in self._law.root.walk():
            if part.kind not in {Kind.PARAGRAPH, Kind.ITEM, Kind.SUBITEM} or "第" not in part.own:
                continue
            article = part.above(Kind.ARTICLE)
            if part.above(Kind.ANNEX):
                continue
            fixed = follow(part.own, article.number if article else None, moves)
            root = table.roots(part)[0]
            if edit_old(part, fixed.edits):
                self._touched.setdefault(root, [said])
            for lost in fixed.lost:
                if edit_old(part, [], lost):
                    self._touched.setdefault(root, [said])
                    note = f"引用的{lost}已经删去，没有改动，请核对。"
                    self._notes.setdefault(root, []).append(note)

    def _result(self) -> Applied:
        text = "".join(part.text() for part in self._law.root.children)
        made = table.rows(self._old, text, self._law, self._touched, self._notes)
        self._failed += made.failed
        return Applied(text, tuple(made.rows), tuple(self._failed))


def _moves(law: LawText) -> Moves:
    """What the old numbers have become."""
    articles: dict[Number, Number | None] = {}
    paragraphs: dict[tuple[Number, int], tuple[Number, int | None] | None] = {}
    items: dict[tuple[Number, int, int], int | None] = {}
    for part in law.everything():
        if part.number is None:
            continue
        now = part.became if part.gone and part.became else part
        articles[part.number] = None if now.gone else now.final or now.number
        if part.gone or now is not part:
            continue
        for row in part.children:
            if row.kind is not Kind.PARAGRAPH or row.number is None or not row.unit:
                continue
            old = row.number[0]
            if row.became:
                paragraphs[part.number, old] = (row.became.final or (1, 0), None)
            elif row.gone and not _rewritten(part):
                paragraphs[part.number, old] = None
            elif not row.gone:
                paragraphs[part.number, old] = (part.number, (row.final or row.number)[0])
            for item in row.children:
                if item.kind is Kind.ITEM and item.number and item.unit:
                    new = (item.final or item.number)[0]
                    items[part.number, old, item.number[0]] = None if item.gone else new
    return Moves(articles, paragraphs, items, _chapters(law))


def _rewritten(article: Part) -> bool:
    """Whether an article was replaced as a whole, so that its old 款 have no successors."""
    return not any(one.unit for one in article.living(Kind.PARAGRAPH))


def _chapters(law: LawText) -> dict[int, int | None]:
    found: dict[int, int | None] = {}
    for part in law.divisions:
        if part.kind is Kind.CHAPTER and part.number and not part.number[1]:
            new = None if part.gone else (part.final or part.number)[0]
            found[part.number[0]] = new
    return found
