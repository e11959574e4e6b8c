"""HTML to PDF. The only module that knows WeasyPrint, and it lets nothing in from outside."""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

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

    fetcher = _refusing_fetcher()
    with _listening(progress) as complaints:
        fonts = FontConfiguration()
        sheet = weasyprint.CSS(string=css, url_fetcher=fetcher, font_config=fonts)
        document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
        )
        raw = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=_IDENTIFIER)
    if complaints:
        raise Unprintable(complaints)
    return finish(raw)


def _refusing_fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    class Refusing(URLFetcher):  # type: ignore[misc]
        """Comments are hostile text: no file, no address, only our own pictures."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not url.startswith(_PICTURE):
                raise ValueError(f"不允许读取：{url[:80]}")
            return super().fetch(url, headers)

    return Refusing(allowed_protocols={"data"}, allow_redirects=False)


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
