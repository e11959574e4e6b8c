"""Split a draft: any text becomes a tree whose top-level units tile it, character for character.

Loose candidates for every mark, one best run of article numbers, the outline around it, and a
finding for each decision a person should look at. Levels: 立法法 (2023) art. 65.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from drafts.foreign import western
from drafts.model import Draft, Finding, Kind, Unit
from drafts.rulings import Ruling, apply
from drafts.splitting import candidates
from drafts.splitting.assembly import Assembler
from drafts.splitting.doubts import doubt_characters, doubt_run, doubt_skipped
from drafts.splitting.endings import annex_lines, own_annexes, table_annexes
from drafts.splitting.layout import layout_of
from drafts.splitting.lines import Line, lines_of
from drafts.splitting.outline import outline
from drafts.splitting.pieces import Reader
from drafts.splitting.quotes import Quotes
from drafts.splitting.sequence import best_run
from drafts.splitting.tree import Findings, Node, freeze

FEWEST_NUMBERED: Final = 2
MOST_LINES: Final = 30_000
MOST_ARTICLES: Final = 10_000


def split(source: str, rulings: Sequence[Ruling] = (), noted: Sequence[Finding] = ()) -> Draft:
    """The tree of a draft, after what people decided about it.

    `noted` are findings from before the split, such as those of reading the file: people answer
    them like the splitter's own. Total and lossless: takes any string and any rulings, raises
    nothing, loses nothing.
    """
    ruled = _ruled(source, rulings, noted)
    known = frozenset(noted)
    own = Findings.shortened(tuple(one for one in ruled.findings if one not in known))
    if known:
        kept = (one for one in ruled.findings if one in known)
        own = tuple(sorted((*kept, *own), key=lambda one: one.start))
    return msgspec.structs.replace(ruled, findings=own)


def doubts(
    source: str, rulings: Sequence[Ruling] = (), noted: Sequence[Finding] = ()
) -> tuple[Finding, ...]:
    """Every doubt about a split, where `split` tells a long row of one rule in short."""
    return _ruled(source, rulings, noted).findings


def _ruled(source: str, rulings: Sequence[Ruling], noted: Sequence[Finding]) -> Draft:
    findings = Findings()
    lines = lines_of(source)
    whole = _structure(source, lines, findings) if len(lines) <= MOST_LINES else None
    title, nodes = whole or ("", _unsplit(source, findings))
    doubt_characters(source, findings)
    draft = Draft(
        title=title,
        source=source,
        sha256=hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
        units=freeze(nodes),
        findings=findings.every(),
    )
    return apply(draft, rulings, noted)


def _structure(source: str, lines: list[Line], findings: Findings) -> tuple[str, list[Node]] | None:
    """The title and the nodes; None when there are more articles than numbers for them."""
    if western.is_latin(source):
        return western.structure(source, lines, findings)
    layout = layout_of(source, lines)
    quotes = Quotes(source, lines)
    annexes = annex_lines(source, lines, quotes)
    resets = [one.start for one in annexes]
    possible = candidates.articles(source, lines, quotes, layout.page)
    run = best_run(possible, resets)
    if len(run) > MOST_ARTICLES:
        return None
    counted = [] if run else _numbered_run(source, lines, quotes, resets)
    plan = outline(source, lines, quotes, run or counted, findings, bool(run))
    begins = [one.begin for one in run or counted] + [one.start for one in plan.headings]
    annexes = own_annexes(annexes, run or counted, min(begins, default=0))
    if run and not annexes:
        annexes = table_annexes(source, lines, run[-1].begin)
    doubt_run(run, annexes, findings)
    doubt_skipped(possible, run, findings)
    reader = Reader(source, lines, layout, quotes, findings)
    assembler = Assembler(reader, plan, run, counted, annexes)
    nodes = assembler.nodes()
    return assembler.title, nodes


def _unsplit(source: str, findings: Findings) -> list[Node]:
    """No law is so long (民法典: 3,000 lines, 1,260 articles); one unit keeps the whole text."""
    text = f"文本超过{MOST_LINES}行或者{MOST_ARTICLES}条，没有切分。请分成几个文件后再上传。"
    findings.add("too-long", 0, text)
    return [Node(Kind.TEXT, 0, len(source))]


def _numbered_run(
    source: str, lines: list[Line], quotes: Quotes, resets: list[int]
) -> list[candidates.Candidate]:
    """The 一、 二、 level of a text that has no 条 (修正案, 决定, 意见)."""
    run = best_run(candidates.numbered(source, lines, quotes), resets)
    return run if len(run) >= FEWEST_NUMBERED else []


def to_json(draft: Draft) -> dict[str, Any]:
    """A draft as `consult split --json` prints it: title, length, sha256, units, findings."""
    return {
        "title": draft.title,
        "length": len(draft.source),
        "sha256": draft.sha256,
        "units": [_unit_json(unit) for unit in draft.units],
        "findings": [
            {"rule": one.rule, "start": one.start, "message": one.message} for one in draft.findings
        ],
    }


def _unit_json(unit: Unit) -> dict[str, Any]:
    return {
        "kind": unit.kind.value,
        "label": unit.label,
        "number": list(unit.number) if unit.number else None,
        "heading": unit.heading,
        "caption": unit.caption,
        "address": unit.address,
        "start": unit.start,
        "end": unit.end,
        "text": unit.text,
        "children": [_unit_json(child) for child in unit.children],
    }
