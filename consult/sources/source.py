"""What a file of opinions holds, whatever it came as."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec

from consult.errors import ConsultError, Invalid
from consult.spreadsheet import SheetRow

_NONE: Mapping[str, str] = MappingProxyType({})


class SourceKind(StrEnum):
    """What a file is recognised as."""

    TABLE = "table"
    MAIL = "mail"
    LETTER = "letter"
    CHAT = "chat"


class Note(ConsultError):
    """Something a clerk should know of a file that was read all the same; never raised."""


class Flaw(msgspec.Struct, frozen=True):
    """A row that cannot be read: its number in the file, what is wrong and what to do."""

    row: int
    message: Invalid


class Line(msgspec.Struct, frozen=True):
    """A row of a table as the file has it, its cells under `Source.header`."""

    row: int
    cells: tuple[str, ...]


class Aside(msgspec.Struct, frozen=True):
    """Words of a row's source that are not taken as the opinion, and why: a quoted mail, a
    signature. Nothing of a body is in neither `cells["text"]` nor here."""

    row: int
    words: str
    why: Note


class Source(msgspec.Struct, frozen=True):
    """A file of opinions, read: `rows` by our column names, numbered as a clerk counts (the rows
    of a sheet, the lines of a chat, the mails of a box, the letters of a file).

    Of a table only, also one exported from a chat: `header`, its columns as they are called in
    it; `signature`, the same for files with the same header; `lines`, its rows as they are;
    `suggested`, our names and the headers they were read from; `sheets`, the names of all sheets
    and `sheet`, the one read.
    """

    kind: SourceKind
    rows: tuple[SheetRow, ...]
    header: tuple[str, ...] = ()
    signature: str = ""
    flaws: tuple[Flaw, ...] = ()
    notes: tuple[Note, ...] = ()
    asides: tuple[Aside, ...] = ()
    lines: tuple[Line, ...] = ()
    suggested: Mapping[str, str] = _NONE
    sheets: tuple[str, ...] = ()
    sheet: str = ""
