"""HTML to PDF. The only module that knows WeasyPrint, and it lets nothing in from outside.

A report is laid out in parts, each by `Press.sheets`, and bound by `reports.merging`. Parts name
their fonts without carrying them: `subset` makes each face once for the whole document.
"""

import gc
import logging
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from reports import quicker, squeezing, zhjustify
from reports.faces import OwnFace, rules
from reports.fonts import CHAIN, installed
from reports.tagging import slim

PLACEHOLDER = b"sandu-face:"
"""Begins a part's font files; family, weight and style follow, parted by tabs."""
# The identifier would otherwise be random; the file's own digest is put in its place at the end.
_IDENTIFIER = b"sandu-review-report"
_PICTURES = ("data:image/svg+xml;base64,", "data:image/png;base64,")
_FACE = "office-face:"
_NOTES = re.compile(r"::(?:foot)?note-|float:\s*footnote|@footnote|@note")
_SIZE = 10 * 1024  # of a face loaded to be subset, in Pango units; any will do


class Unprintable(Exception):
    """WeasyPrint complained: a glyph no font has, a broken link, a rule it does not know.

    `complaints` are its messages. A report with an empty box in it is not handed out.
    """

    def __init__(self, complaints: list[str]) -> None:
        self.complaints = complaints
        listed = "\n".join(f"· {complaint}" for complaint in complaints[:20])
        super().__init__(f"排版时发现{len(complaints)}处问题，报告没有生成：\n{listed}")


class Press:
    """WeasyPrint made ready once a process; then any number of parts in one style sheet.

    `faces` are an office's own fonts, which the style sheet names beside those of the chain.
    """

    def __init__(self, css: str, faces: Sequence[OwnFace] = ()) -> None:
        # Fontconfig tells a family's name in the language of the locale: 霞鹜文楷 for LXGW WenKai.
        os.environ["FC_LANG"] = "en"
        # Imported here: it loads Pango, which a process that writes no report does not need.
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        _name_fonts_only()
        _teach()
        self._fetcher = _refusing_fetcher(faces)
        self._fonts = FontConfiguration()
        self.families = frozenset({*CHAIN, *(face.alias for face in faces)})
        """The fonts a paper may be set in."""
        with _listening() as complaints:
            self._sheet = weasyprint.CSS(
                string=rules(faces) + css + _alignment(),
                url_fetcher=self._fetcher,
                font_config=self._fonts,
            )
        self._html = _reader(css)
        if complaints:
            raise Unprintable(complaints)

    def sheets(self, html: str) -> bytes:
        """Lay out one HTML document: a tagged PDF (PDF/UA-1) whose font files are placeholders.

        The same input gives the same bytes on the same fonts. Nothing is fetched but the SVG
        pictures inside the HTML. Raises `Unprintable`.
        """
        with _listening() as complaints, _without_collector():
            raw = self._set(html)
        if complaints:
            raise Unprintable(complaints)
        return raw

    def _set(self, html: str) -> bytes:
        """Apart from the waste it makes being collected: while a document is held, it is none."""
        document = self._html(string=html, url_fetcher=self._fetcher).render(
            stylesheets=[self._sheet], font_config=self._fonts, pdf_variant="pdf/ua-1"
        )
        raw: bytes = document.write_pdf(
            finisher=lambda _document, pdf: slim(pdf),
            pdf_variant="pdf/ua-1",
            pdf_identifier=_IDENTIFIER,
        )
        return raw

    def subset(self, description: str, glyphs: Mapping[int, str]) -> bytes:
        """The font file of a face, named as its placeholder names it, with these glyphs only.

        Glyph numbers stay what they are. Raises `Unprintable` when it cannot be done.
        """
        from weasyprint.pdf.fonts import Font
        from weasyprint.text.fonts import get_pango_font_key

        _without_gdef()
        with _one_reader, _listening() as complaints:
            face = _load(self._fonts.font_map, description)
            _, described, size = get_pango_font_key(face)
            font = Font(face, described, size)
            font.clean(dict(glyphs), hinting=False)
        if complaints:
            raise Unprintable(complaints)
        content: bytes = font.file_content
        return content


def complaints(css: str) -> list[str]:
    """What WeasyPrint does not understand in a style sheet, each saying `at line:column`."""
    import weasyprint

    with _listening() as said:
        weasyprint.CSS(string=css, url_fetcher=_refusing_fetcher(()))
    return said


def fingerprint() -> str:
    """What else than HTML and style sheet decides how a page looks: the program and the fonts."""
    import weasyprint

    faces = sorted((name, len(covered)) for name, covered in installed().items())
    return f"{weasyprint.__version__} {zhjustify.VERSIONS} {faces}"


def colour_profile() -> bytes:
    """The sRGB profile that says what the colours of the file mean (PDF/A, OutputIntent)."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _load(font_map: Any, description: str) -> Any:
    from weasyprint.text.ffi import ffi, gobject, pango

    family, weight, style = description.split("\t")
    context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
    wanted = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(wanted, family.encode())
    pango.pango_font_description_set_weight(wanted, int(weight))
    pango.pango_font_description_set_style(wanted, int(style))
    pango.pango_font_description_set_absolute_size(wanted, _SIZE)
    return pango.pango_font_map_load_font(font_map, context, wanted)


def _name_fonts_only() -> None:
    """Have WeasyPrint write what a font is instead of the font: no part subsets or embeds."""
    from weasyprint.pdf import fonts, stream

    if hasattr(stream.Font, "placeholder"):
        return

    class Named(fonts.Font):  # type: ignore[misc]
        """A font whose file is its description."""

        def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:
            with _reading(fonts, _nothing):  # a face is 26 MB, and every part would copy its faces
                super().__init__(pango_font, description, font_size)
            words = f"{self.family}\t{int(self.weight)}\t{int(self.style)}".encode()
            self.file_content = PLACEHOLDER + words

        placeholder = True

        def clean(self, to_unicode: Any, hinting: Any) -> None:
            """Nothing to clean."""

    stream.Font = Named


_one_reader = threading.RLock()


@contextmanager
def _reading(fonts: Any, read: Callable[[Any], bytes]) -> Iterator[None]:
    """WeasyPrint's way to read a face's file replaced by another."""
    with _one_reader:
        before, fonts.get_hb_object_data = fonts.get_hb_object_data, read
        try:
            yield
        finally:
            fonts.get_hb_object_data = before


def _nothing(_face: Any) -> bytes:
    return b""


def _teach() -> None:
    """Have WeasyPrint keep with a style what depends on the style alone, and squeeze marks."""
    import weasyprint
    from weasyprint import layout
    from weasyprint.css import computed_values, units
    from weasyprint.text import line_break

    names = ("absolute", "block", "column", "float", "grid", "inline", "preferred", "table")
    users = [getattr(layout, name) for name in names]
    users += [layout, layout.page, computed_values, units]
    quicker.install(weasyprint.__version__, layout.percent, line_break, layout.page, users)
    squeezing.install(weasyprint.__version__, line_break)


def _reader(css: str) -> Any:
    """WeasyPrint's HTML, whose own style sheet gives every element the six parts of a footnote:
    left out where no sheet speaks of footnotes."""
    import weasyprint
    from weasyprint.css.counters import CounterStyle
    from weasyprint.html import UA

    if _NOTES.search(css):
        return weasyprint.HTML
    rules = [line for line in UA.splitlines() if not _NOTES.match(line)]
    text = "\n".join(rules).replace("\n::marker", "\nli::marker")
    sheet = weasyprint.CSS(string=text, counter_style=CounterStyle())

    class Plain(weasyprint.HTML):  # type: ignore[misc]
        """HTML of papers without footnotes."""

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002 - its name
            return [sheet]

    return Plain


def _alignment() -> str:
    """The rule that sets running text flush, where it can be done well."""
    import weasyprint
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    able = zhjustify.install(weasyprint.__version__, inline, line_break, boxes)
    return ".flush p, .flush li { text-align: justify }" if able else ""


def _refusing_fetcher(faces: Sequence[OwnFace]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    own = {f"{_FACE}{at}": face.data for at, face in enumerate(faces)}

    class Refusing(URLFetcher):  # type: ignore[misc]
        """Comments are hostile text: no file, no address, only the pictures and fonts handed in."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url in own:
                return URLFetcherResponse(url, own[url])
            if not url.startswith(_PICTURES):
                raise ValueError(f"不允许读取：{url[:80]}")
            return super().fetch(url, headers)

    return Refusing(allowed_protocols={"data"}, allow_redirects=False)


def _without_gdef() -> None:
    """Have every font subset without its GDEF table, which a PDF does not read.

    HarfBuzz 6 (Debian 12) fails on LXGW WenKai's GDEF once some 900 characters are kept, and
    WeasyPrint then embeds the whole 16 MB face. Where a later WeasyPrint has no such place to
    hook into, nothing is changed, and a failed subset still fails the job as a complaint.
    """
    from weasyprint.pdf import fonts
    from weasyprint.text.ffi import ffi, harfbuzz

    library = getattr(fonts, "harfbuzz_subset", None)
    if library is None or isinstance(library, _Subsetter):
        return
    gdef = ffi.new("hb_codepoint_t[1]", [harfbuzz.hb_tag_from_string(b"GDEF", -1)])
    fonts.harfbuzz_subset = _Subsetter(library, harfbuzz, gdef)


class _Subsetter:
    """HarfBuzz's subset library with one more table to drop."""

    def __init__(self, library: Any, sets: Any, table: Any) -> None:
        self._library, self._sets, self._table = library, sets, table

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def hb_subset_or_fail(self, face: Any, wanted: Any) -> Any:
        """Subset a face; NULL when it cannot be done."""
        library = self._library
        dropped = library.hb_subset_input_set(wanted, library.HB_SUBSET_SETS_DROP_TABLE_TAG)
        self._sets.hb_set_add_sorted_array(dropped, self._table, 1)
        return library.hb_subset_or_fail(face, wanted)


class _Ear(logging.Handler):
    """Collects what WeasyPrint complains of in this thread; another thread's report is not ours."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.complaints: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        if record.thread == self.thread:
            self.complaints.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    ear = _Ear()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield ear.complaints
    finally:
        logger.removeHandler(ear)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Python's collector off while a part is laid out: parts are small, and it is slow. What was
    made meanwhile is young and is looked through afterwards; the rest of the process is not."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
        gc.collect(0)
