"""Word documents made by hand, part by part, as no library would write them."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def document(body: str, before: str = "") -> str:
    """The XML of a Word document."""
    return f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def packed(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return file.getvalue()


def docx(body: str = "", **more: str | bytes) -> bytes:
    """A small Word document with further parts."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": document(body or "<w:p><w:r><w:t>第一条　甲。</w:t></w:r></w:p>"),
    }
    return packed(parts | more)


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


def listed(words: str, use: int, level: int = 0) -> str:
    """A paragraph of the list `use`."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr>'
    return paragraph(words, number)


def level(index: int, text: str, form: str = "chineseCounting", more: str = "") -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, uses: str = "") -> str:
    """numbering.xml with one definition, used as list 1, and further uses."""
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{uses}</w:numbering>'
    )
