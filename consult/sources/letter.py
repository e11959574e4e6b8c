"""Letters: the words of a document or a text, and where one letter ends and the next begins."""

from consult.errors import Invalid
from consult.sources.source import Note, Source, SourceKind
from consult.spreadsheet import SheetRow
from drafts import reader
from reports.letters.dividing import letters

SUFFIXES = reader.SUFFIXES


def text_of(data: bytes, filename: str) -> str:
    """The words of a letter's file. Raises Invalid."""
    try:
        return reader.read(data, filename)
    except reader.Unreadable as error:
        raise Invalid("{reason}", field="file", reason=error) from error


def read_letters(text: str) -> Source:
    """The letters of a text, a row each, whole: a person cuts them into comments. Raises Invalid
    when there is none."""
    whole = text.replace("\x00", "")
    found = [whole[start:end].strip() for start, end in letters(whole)]
    rows = tuple(
        SheetRow(number, {"text": one})
        for number, one in enumerate((one for one in found if one), start=1)
    )
    if not rows:
        raise Invalid("没有文字。请确认选对了文件。", field="file")
    notes = (Note("文件里有 {n} 封信，请逐封核对起止。", n=len(rows)),) if len(rows) > 1 else ()
    return Source(SourceKind.LETTER, rows=rows, notes=notes)
