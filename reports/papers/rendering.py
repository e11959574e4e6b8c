"""A paper as a file of any format. This file is the table of contents."""

from collections.abc import Callable, Sequence

import jinja2

from reports import fonts, pdf
from reports.document import Document
from reports.faces import Faces
from reports.merging.metadata import About, Attachment
from reports.paper import LayOut, printed
from reports.papers import data, sheets
from reports.papers.formats import Format
from reports.papers.legible import in_lines, legible
from reports.papers.proof import anchored, proofread, tables
from reports.papers.word import to_docx
from reports.papers.workbook import to_xlsx

PAGE = "print/document_page.html"


def rendered(
    document: Document,
    form: Format,
    *,
    env: jinja2.Environment,
    css: str = "",
    lay_out: LayOut | None = None,
    say: Callable[[str], None] = lambda _step: None,
    faces: Faces = Faces(),  # noqa: B008 - frozen
    files: Sequence[Attachment] = (),
) -> bytes:
    """The paper as a file; the same paper gives the same bytes in any process.

    `env` must escape by default. For a PDF alone: `css` is the text of `sheets.STYLES` in their
    order, `lay_out` lays parts out elsewhere, `say` hears of each step, `faces` are the office's
    own fonts, `files` what it carries beside its own data. Raises `proof.Unsound`,
    `data.NoTable` where there is no table and the format has nothing else, and for a PDF
    `fonts.FontsMissing` and what `paper.printed` raises.
    """
    proofread(document)
    match form:
        case Format.PDF:
            clean = fonts.printable_paper(document, fonts.coverage(faces.covered))
            shown = in_lines(anchored(sheets.with_codes(*clean)))
            carried = (*_files(legible(document)), *files)
            return _pdf(shown, env, pdf.Press(css, faces.faces), carried, lay_out, say)
        case Format.DOCX:
            return to_docx(in_lines(anchored(legible(document))))
        case Format.XLSX:
            return to_xlsx(legible(document))
        case Format.CSV:
            return data.to_csv(legible(document))
        case Format.JSON:
            return data.to_json(legible(document))
        case Format.HTML:
            return _page(in_lines(anchored(legible(document))), env)


def _page(document: Document, env: jinja2.Environment) -> bytes:
    """One page that needs nothing else: styles and pictures are inside."""
    template = env.get_template(PAGE)
    if not env.autoescape:
        raise ValueError("the environment must have autoescape on")
    contents = "目录" if document.language.startswith("zh") else "Contents"
    return template.render(document=document, contents_title=contents).encode()


def _pdf(
    shown: Document,
    env: jinja2.Environment,
    press: pdf.Press,
    files: Sequence[Attachment],
    lay_out: LayOut | None,
    say: Callable[[str], None],
) -> bytes:
    say("编排")
    parts = sheets.body(shown, env)
    say("制版")
    return printed(
        parts,
        lambda numbers: sheets.front(shown, env, numbers),
        press=press,
        about=_about(shown),
        words=sheets.words(shown),
        files=files,
        lay_out=lay_out,
        say=say,
    )


def _about(document: Document) -> About:
    title = "".join(document.title)
    return About(
        title=title,
        running=title,
        author=document.body,
        subject="；".join(document.note) or title,
        made_on=document.made_on,
        language=document.language,
    )


def _files(document: Document) -> tuple[Attachment, ...]:
    """The data of the paper, for machines: nothing the pages do not say."""
    name = document.kind
    files = [Attachment(f"{name}.json", "application/json", "全部内容", data.to_json(document))]
    if tables(document):
        files.append(Attachment(f"{name}.csv", "text/csv", "全部表格", data.to_csv(document)))
    return tuple(files)
