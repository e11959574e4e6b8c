"""Files of opinions as they reach an office: read from their bytes, in one shape."""

from collections.abc import Mapping

from consult.sources.source import Source
from consult.sources.table import read_table

__all__ = ["read_source"]


def read_source(
    data: bytes, filename: str, columns: Mapping[str, str] | None = None, sheet: str = ""
) -> Source:
    """What a file of opinions holds. `columns` maps our names to the headers of a table, "" for a
    column that is not to be taken; `sheet` chooses one of a workbook. Raises Invalid (a 4xx).
    """
    return read_table(data, filename, columns, sheet)
