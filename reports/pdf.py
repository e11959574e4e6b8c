"""HTML to PDF. The only module that knows WeasyPrint, and it lets nothing in from outside."""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reports import zhjustify
from reports.finish import finish

# The identifier would otherwise be random; the file's own digest is put in its place at the end.
_IDENTIFIER = b"sandu-review-report"
_PICTURE = "data:image/svg+xml;base64,"
_LAYOUT = re.compile(r"Step 5 - Creating layout - Page (\d+)")


class Unprintable(Exception):
    """WeasyPrint complained: a glyph no font has, a broken link, a rule it does not know.

    `complaints` are its messages. A report with an empty box in it is not handed out.
    """

    def __init__(self, complaints: list[str]) -> None:
        self.complaints = complaints
        listed = "\n".join(f"· {complaint}" for complaint in complaints[:20])
        super().__init__(f"排版时发现{len(complaints)}处问题，报告没有生成：\n{listed}")


def write(html: str, css: str, *, progress: Callable[[str], None] | None = None) -> bytes:
    """Lay out one HTML document and return the PDF: tagged (PDF/UA-1), outlined, page-labelled.

    `css` is the text of the style sheet. The same input gives the same bytes on the same fonts.
    Nothing is fetched but the SVG pictures inside the HTML. Raises `Unprintable`.
    """
    # Imported here: it loads Pango, which a process that writes no report does not need.
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    _without_gdef()
    fetcher = _refusing_fetcher()
    with _listening(progress) as complaints:
        fonts = FontConfiguration()
        sheet = weasyprint.CSS(string=css + _alignment(), url_fetcher=fetcher, font_config=fonts)
        document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
        )
        raw = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=_IDENTIFIER)
    if complaints:
        raise Unprintable(complaints)
    return finish(raw)


def _alignment() -> str:
    """The rule that sets running text flush, where it can be done well."""
    import weasyprint
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    able = zhjustify.install(weasyprint.__version__, inline, line_break, boxes)
    return ".flush p, .flush li { text-align: justify }" if able else ""


def _refusing_fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    class Refusing(URLFetcher):  # type: ignore[misc]
        """Comments are hostile text: no file, no address, only our own pictures."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not url.startswith(_PICTURE):
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
    """Collects what WeasyPrint says in this thread; another thread's report is not ours."""

    def __init__(self, progress: Callable[[str], None] | None) -> None:
        super().__init__(logging.INFO)
        self.thread = threading.get_ident()
        self.progress = progress
        self.complaints: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning; pass a page number on."""
        if record.thread != self.thread:
            return
        message = record.getMessage()
        if record.levelno >= logging.WARNING:
            self.complaints.append(message)
        elif self.progress and (page := _LAYOUT.match(message)):
            self.progress(f"第{page[1]}页")


@contextmanager
def _listening(progress: Callable[[str], None] | None) -> Iterator[list[str]]:
    ear = _Ear(progress)
    logger = logging.getLogger("weasyprint")
    steps = logging.getLogger("weasyprint.progress")
    before = steps.level
    logger.addHandler(ear)
    if progress:
        steps.setLevel(logging.INFO)
    try:
        yield ear.complaints
    finally:
        steps.setLevel(before)
        logger.removeHandler(ear)
