"""A paper made fit for a kind of file: characters it cannot hold, lines that are paragraphs."""

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum

import msgspec
from msgspec.structs import replace

from reports.document import Block, Cell, Document, Paragraph, Row, Run, Runs, Section, Table

# What XML 1.0, 2.2 leaves out: Word files, workbooks and pages cannot hold these.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BREAK = re.compile("\r\n?")


def legible(document: Document) -> Document:
    """The paper with 〔U+XXXX〕 for characters no XML file can hold, and one kind of line break."""
    return mapped(document, _possible)


def mapped(document: Document, change: Callable[[str], str]) -> Document:
    """The paper with every text changed; what stays as it is is shared, not copied."""
    changed = _mapped(document, change)
    if not isinstance(changed, Document):
        raise TypeError(changed)
    return changed


def in_lines(document: Document) -> Document:
    """The paper with a paragraph for each line of text, and no empty ones between them.

    An anchor stays at the first. For renderings that set paragraphs; tables of data keep breaks.
    """
    return replace(document, sections=tuple(map(_section, document.sections)))


def lines(runs: Runs) -> tuple[Runs, ...]:
    """Runs cut where their text breaks; lines without text are left out."""
    if not any("\n" in run.text for run in runs):
        return (runs,) if plain(runs).strip() else ()
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *further = run.text.split("\n")
        found[-1].append(replace(run, text=first))
        found += [[replace(run, text=text)] for text in further]
    kept = (tuple(run for run in line if run.text) for line in found)
    return tuple(line for line in kept if any(run.text.strip() for run in line))


def plain(runs: Iterable[Run]) -> str:
    """The words without their marks."""
    return "".join(run.text for run in runs)


def cell_text(cell: Cell) -> str:
    """The words of a cell, a line a paragraph; a number as its digits."""
    return str(cell) if isinstance(cell, int) else "\n".join(map(plain, cell))


def _section(section: Section) -> Section:
    blocks = tuple(piece for block in section.blocks for piece in _pieces(block))
    return replace(section, blocks=blocks)


def _pieces(block: Block) -> Iterator[Block]:
    match block:
        case Paragraph():
            for at, line in enumerate(lines(block.runs) or ((),)):
                yield replace(block, runs=line, anchor="" if at else block.anchor)
        case Table():
            yield replace(block, rows=tuple(map(_row, block.rows)))
        case _:
            yield block


def _row(row: Row) -> Row:
    cells = tuple(map(_cell, row.cells))
    return row if cells == row.cells else replace(row, cells=cells)


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, int):
        return cell
    return tuple(line for runs in cell for line in lines(runs))


def _possible(text: str) -> str:
    return _IMPOSSIBLE.sub(_code, _BREAK.sub("\n", text))


def _code(found: re.Match[str]) -> str:
    return f"〔U+{ord(found[0]):04X}〕"


def _mapped(value: object, change: Callable[[str], str]) -> object:
    match value:
        case Enum():
            return value
        case str():
            return change(value)
        case tuple():
            found = tuple(_mapped(one, change) for one in value)
            return (
                found
                if any(new is not old for new, old in zip(found, value, strict=True))
                else value
            )
        case msgspec.Struct():
            held = {name: getattr(value, name) for name in value.__struct_fields__}
            changes = {
                name: new for name, old in held.items() if (new := _mapped(old, change)) is not old
            }
            return replace(value, **changes) if changes else value
        case _:
            return value
