"""What is wrong with the office's style sheet and templates that only use shows."""

import datetime as dt
import re
from collections import defaultdict
from itertools import product

from msgspec.structs import replace

from consult import templating
from consult.office import sheet, specimen
from consult.office.flaws import Flaw
from consult.office.folder import Folder
from reports import pdf, volumes
from reports.assemble import assemble
from reports.model import Edition
from reports.papers import sheets
from reports.papers.formats import Format
from reports.papers.rendering import rendered
from reports.review import Replacement

_PLACE = re.compile(r" at (\d+):\d+")


def tried(folder: Folder) -> list[Flaw]:
    """What comes up when every page of the report, in both editions, and of papers with one of
    everything is written with the folder's templates. Nothing is laid out: that takes seconds."""
    env = templating.paper_environment(folder.office, folder.templates)
    try:
        for edition, day in product(Edition, (specimen.MADE_ON, specimen.DURING)):
            _write_report(edition, day, env)
        for document in specimen.papers():
            sheets.body(document, env)
            sheets.front(document, env, defaultdict(int))
            rendered(document, Format.HTML, env=env)
    except Exception as error:
        found = template_flaws(error)
        if not found:
            raise
        return found
    return []


def _write_report(edition: Edition, day: dt.date, env: templating.Environment) -> None:
    report = assemble(specimen.material(), edition=edition, made_on=day)
    report = replace(report, replaced=(Replacement("U+F0000", 1, omitted=False),))
    for volume in (volumes.main(report, env), *volumes.annexes(report, env)):
        volume.front(defaultdict(int))


def style_flaws(css: str) -> list[Flaw]:
    """The rules of `print.css` that the PDF cannot follow. They would be left out in silence."""
    return [_style_flaw(said) for said in pdf.complaints(css)] if css else []


def template_flaws(error: BaseException) -> list[Flaw]:
    """The line of an office's template where `error` came up; none where it is not the office's."""
    found = templating.fault(error)
    if found is None:
        return []
    file, line, reason = found
    return [
        Flaw(
            "{file} 第 {line} 行：这个模板用到这里出错（{reason}），材料没有生成。",
            file=file,
            line=line,
            reason=reason,
        )
    ]


def _style_flaw(said: str) -> Flaw:
    place = _PLACE.search(said)
    return Flaw(
        "{file} 第 {line} 行：这条样式不能用（{reason}）。",
        file=sheet.NAME,
        line=int(place[1]) if place else 1,
        reason=_PLACE.sub("", said).rstrip("."),
    )
