"""What a paper can be handed out as."""

from enum import StrEnum

from reports.papers.kinds import Kind


class Format(StrEnum):
    """What a paper can be handed out as; the value is the ending of the file's name."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
    HTML = "html"


MEDIA_TYPES: dict[Format, str] = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.HTML: "text/html; charset=utf-8",
}

_LAID_OUT_ELSEWHERE = (Kind.REVIEW, Kind.ANNEX)
_OF_WORDS = (Kind.ANNOUNCEMENT, Kind.READER)
_FOR_TABLES = (Format.XLSX, Format.CSV)

FORMATS: dict[Kind, tuple[Format, ...]] = {
    Kind.REVIEW: (Format.PDF, Format.CSV, Format.JSON),
    Kind.ANNEX: (Format.PDF,),
} | {
    kind: tuple(one for one in Format if kind not in _OF_WORDS or one not in _FOR_TABLES)
    for kind in Kind
    if kind not in _LAID_OUT_ELSEWHERE
}
"""The formats each kind of paper can be handed out as, the first by default."""
