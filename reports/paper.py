"""A paper: its parts laid out, numbered, furnished with contents and bound into one PDF."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from reports import pdf
from reports.merging.binding import Binding, bind
from reports.merging.metadata import About, Attachment
from reports.merging.sheets import Sheets, page_numbers
from reports.parts import Part

LayOut = Callable[[Sequence[Part]], Iterable[bytes]]
"""Lays out parts and gives their pages in the same order, from this process or from others."""


def printed(
    body: Sequence[Part],
    front: Callable[[Mapping[str, int]], Sequence[Part]],
    *,
    press: pdf.Press,
    about: About,
    words: Mapping[str, str],
    files: Sequence[Attachment] = (),
    lay_out: LayOut | None = None,
    say: Callable[[str], None] = lambda _step: None,
) -> bytes:
    """The paper of these parts as PDF.

    `front` makes the front matter once it is known on which page of the body each anchor stands;
    `words` say in words where a link to an anchor leads. The same input gives the same bytes.
    Raises `pdf.Unprintable`, `typefaces.StrangeFont` and `binding.DeadLink`.
    """
    laid = (lay_out or _here(press, say))(body)
    sheets = [_sheets(part, own) for part, own in zip(body, laid, strict=True)]
    say("装订")
    before = [_sheets(part, press.sheets(part.html)) for part in front(page_numbers(sheets))]
    binding = Binding(
        about=about,
        words=words,
        specimen=lambda letters: press.sheets(_specimen(letters)),
        subset=press.subset,
        families=press.families,
        colours=pdf.colour_profile(),
        files=tuple(files),
    )
    return bind([*before, *sheets], binding)


def _here(press: pdf.Press, say: Callable[[str], None]) -> LayOut:
    def lay_out(parts: Sequence[Part]) -> Iterable[bytes]:
        for at, part in enumerate(parts, start=1):
            yield press.sheets(part.html)
            say(f"制版 {100 * at // len(parts)}%")

    return lay_out


def _sheets(part: Part, pages: bytes) -> Sheets:
    return Sheets(pages, part.matter, part.level)


def _specimen(letters: str) -> str:
    shown = escape(letters)
    return (
        '<!doctype html><html lang="zh-CN"><title>字样</title><body class="specimen">'
        f'<p class="folio">{shown}</p><p class="head">{shown}</p></body></html>'
    )
