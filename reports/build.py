"""The review report, from material to paper. This file is the table of contents."""

import datetime as dt
from collections.abc import Callable

import jinja2
import msgspec

from reports import checks, fonts, pdf, render
from reports.assemble import assemble
from reports.model import Edition, Material
from reports.review import ReviewReport


class Built(msgspec.Struct, frozen=True):
    """One edition of a report in its forms; all three say the same."""

    report: ReviewReport
    html: str
    pdf: bytes


def build(
    material: Material,
    *,
    edition: Edition,
    made_on: dt.date,
    env: jinja2.Environment,
    css: str,
    progress: Callable[[str], None] | None = None,
) -> Built:
    """Assemble, check, make printable, lay out, write.

    `progress` hears the name of each step as it begins. Raises `checks.UntrueReport` when a
    figure or a quotation does not hold, `fonts.FontsMissing`, and `pdf.Unprintable`.
    """
    say = progress or _silent
    say("汇编")
    report = assemble(material, edition=edition, made_on=made_on)
    say("核对")
    checks.check(report, material)
    report = fonts.printable(report, fonts.coverage())
    say("编排")
    html = render.to_html(report, env)
    say("制版")
    return Built(report, html, pdf.write(html, css, progress=progress))


def _silent(_step: str) -> None:
    """For callers who do not want to hear."""
