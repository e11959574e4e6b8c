"""What every rendering of a paper may rely on, looked at before any is made."""

from collections import Counter
from collections.abc import Iterator
from itertools import count

from msgspec.structs import replace

from reports.document import Block, Document, Heading, Paragraph, Picture, Row, Run, Table
from reports.papers.legible import cell_text, plain

_LONGEST_NAME = 30


class Unsound(Exception):
    """A paper that cannot be rendered truly. The message says where, for whoever writes it."""


def proofread(document: Document) -> None:
    """Raise `Unsound` unless every link has its one target, every row as many cells as its table
    has columns, every picture its words and every heading a level of 1 to 3."""
    anchors = Counter(anchor for anchor, _ in anchors_of(document))
    for anchor, times in anchors.items():
        if times > 1:
            raise Unsound(f"《{_name(document)}》中有{times}处都叫“{anchor}”，链接不知指向哪一处。")
    for section in document.sections:
        for block in section.blocks:
            _block(block, f"《{_name(document)}》“{section.name}”", anchors)


def blocks(document: Document) -> Iterator[Block]:
    """Every block in order."""
    for section in document.sections:
        yield from section.blocks


def tables(document: Document) -> tuple[Table, ...]:
    """Every table in order."""
    return tuple(block for block in blocks(document) if isinstance(block, Table))


def anchors_of(document: Document) -> Iterator[tuple[str, str]]:
    """Every anchor in order, with the words that stand there."""
    for block in blocks(document):
        match block:
            case Heading(anchor=str(anchor)) if anchor:
                yield anchor, block.text
            case Paragraph(anchor=str(anchor)) if anchor:
                yield anchor, _short(plain(block.runs))
            case Table():
                yield from ((row.anchor, _first(row)) for row in block.rows if row.anchor)


def anchored(document: Document) -> Document:
    """The paper with an anchor for every heading, so that a contents can lead there."""
    taken = {anchor for anchor, _ in anchors_of(document)}
    free = (name for number in count(1) if (name := f"h-{number}") not in taken)
    return replace(
        document,
        sections=tuple(
            replace(
                section,
                blocks=tuple(
                    replace(one, anchor=next(free))
                    if isinstance(one, Heading) and not one.anchor
                    else one
                    for one in section.blocks
                ),
            )
            for section in document.sections
        ),
    )


def _block(block: Block, where: str, anchors: Counter[str]) -> None:
    match block:
        case Heading() if block.level not in (1, 2, 3):
            raise Unsound(f"{where}的标题“{block.text}”不是一至三级标题。")
        case Picture() if not block.alt.strip():
            raise Unsound(f"{where}有一张图没有文字说明。")
        case Paragraph():
            _links(block.runs, where, anchors)
        case Table():
            if not block.columns:
                raise Unsound(f"{where}有一个表没有列。")
            for row in block.rows:
                _row(row, len(block.columns), where, anchors)
        case _:
            pass


def _row(row: Row, columns: int, where: str, anchors: Counter[str]) -> None:
    if len(row.cells) != (1 if row.spanning else columns):
        raise Unsound(f"{where}的表有一行的格数与列数不同：{_first(row)}")
    for cell in row.cells:
        if not isinstance(cell, int):
            for runs in cell:
                _links(runs, where, anchors)


def _links(runs: tuple[Run, ...], where: str, anchors: Counter[str]) -> None:
    for run in runs:
        if run.link and run.link not in anchors:
            raise Unsound(f"{where}有链接指向不存在的位置：{run.link}")


def _name(document: Document) -> str:
    return "".join(document.title)


def _first(row: Row) -> str:
    return next((_short(text) for cell in row.cells if (text := cell_text(cell).strip())), "")


def _short(text: str) -> str:
    line = text.strip().split("\n")[0]
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"
