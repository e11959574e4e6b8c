"""How a command prints: JSON for programs, lines and tables for people."""

from collections.abc import Iterable
from typing import Any

import click


def emit_json(value: Any) -> None:
    """One JSON value on standard output, indented, with Chinese readable."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2).decode())


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table on standard output; Chinese and Latin characters line up."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(*headings, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        grid.add_row(*(Text(str(cell)) for cell in row))
    Console().print(grid)
