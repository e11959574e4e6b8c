"""A paper read as a person reads it: one line a paragraph, tables row by row."""

from collections.abc import Iterator

from reports.document import Block, Cell, Document, Heading, Paragraph, Style, Table


def lines(document: Document) -> list[str]:
    """Every line of a paper: headings with #, cells between bars, pictures in brackets."""
    return [line for part in document.sections for block in part.blocks for line in _lines(block)]


def told(document: Document) -> str:
    """The title and all lines, as the golden files have them."""
    return "\n".join([*document.title, *lines(document)])


def tables(document: Document) -> list[Table]:
    """The tables of a paper in order."""
    return [b for part in document.sections for b in part.blocks if isinstance(b, Table)]


def word(cell: Cell) -> str:
    """What a cell says, its paragraphs joined by /."""
    if isinstance(cell, int):
        return str(cell)
    return "/".join("".join(run.text for run in runs) for runs in cell)


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            mark = "" if block.style is Style.BODY else f"[{block.style}] "
            yield mark + "".join(run.text for run in block.runs)
        case Table():
            yield "| " + " | ".join(column.title for column in block.columns) + " |"
            for row in block.rows:
                yield "| " + " | ".join(map(word, row.cells)) + " |"
        case _:
            yield f"[{block.alt}]"
