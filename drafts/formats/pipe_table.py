"""A table as lines of text: the Markdown pipe table, which the splitter knows."""

from typing import Final

MOST_COLUMNS: Final = 60


def pipe_table(rows: list[list[str]]) -> list[str]:
    """One line a row, the rule of hyphens below the first; rows without words are left out."""
    cells = [[" ".join(cell.replace("|", "｜").split()) for cell in row] for row in rows]
    written = [row[:MOST_COLUMNS] for row in cells if any(row)]
    if not written:
        return []
    width = max(len(row) for row in written)
    lines = [_line(row + [""] * (width - len(row))) for row in written]
    return [lines[0], _line(["---"] * width), *lines[1:]]


def _line(row: list[str]) -> str:
    return f"| {' | '.join(row)} |"
