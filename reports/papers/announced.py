"""An announcement as Markdown that staff can edit, and back into the blocks of a paper.

Title and signature are not among them: they follow from the round and the day it is published.
"""

import io
from collections.abc import Iterable

import segno

from drafts import markup
from reports.document import Block, Heading, Mark, Paragraph, Picture, Run, Style, said

CODE = "【二维码】"
"""Stands for the code of the draft's address."""
_QR_SIDE = 4
"""Blank modules around the code (ISO/IEC 18004:2015, 6.3.8)."""
_TOP = 2
"""The level of Markdown our first headings have: above them stands the title of the page."""


def markdown(blocks: Iterable[Block]) -> str:
    """Blocks of an announcement as Markdown, one a paragraph."""
    return "\n\n".join(filter(None, map(_markdown, blocks))) + "\n"


def read(text: str, url: str) -> tuple[Block, ...]:
    """The blocks that Markdown says; its code leads to `url` and is left out without one.

    Raises drafts.markup.TooLong.
    """
    return tuple(_block(line, url) for line in markup.to_lines(text) if line.text != CODE or url)


def code(url: str) -> Picture:
    """The address as a QR code (ISO/IEC 18004), the same drawing for the same address."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=_QR_SIDE, xmldecl=False, svgns=True, nl=False, scale=3
    )
    return Picture(out.getvalue().decode(), f"二维码，内容是{url}", "扫描二维码提出意见")


def _markdown(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + _TOP - 1)} {markup.plain(block.text)}"
        case Paragraph(style=Style.ADDRESS):
            return f"<{''.join(run.text for run in block.runs)}>"
        case Paragraph():
            return markup.plain("".join(run.text for run in block.runs).strip())
        case Picture():
            return CODE
        case _:
            return ""


def _block(line: markup.Line, url: str) -> Block:
    if line.text == CODE:
        return code(url)
    if line.level:
        return Heading(min(max(line.level - _TOP + 1, 1), 3), line.text)
    if len(line.words) == 1 and line.words[0].link == line.words[0].text:
        return Paragraph(said(line.text), Style.ADDRESS)
    runs = tuple(
        Run(_led(one), Mark.STRONG if one.strong else Mark.PLAIN) for one in line.words if one.text
    )
    return Paragraph((*said(f"{line.mark} " if line.mark else ""), *runs))


def _led(one: markup.Words) -> str:
    """On paper a link says where it leads."""
    return f"{one.text}（{one.link}）" if one.link not in ("", one.text) else one.text
