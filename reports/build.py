"""The review report, from material to paper. This file is the table of contents."""

import datetime as dt
from collections.abc import Callable, Mapping

import jinja2
import msgspec

from reports import checks, export, fonts, parts, pdf
from reports.assemble import assemble
from reports.manifest import NAME, encoded
from reports.merging.metadata import About, Attachment
from reports.model import Edition, Material
from reports.paper import LayOut, printed
from reports.review import ReviewReport


class Built(msgspec.Struct, frozen=True):
    """One edition of a report, and the paper that says the same."""

    report: ReviewReport
    pdf: bytes


def build(
    material: Material,
    *,
    edition: Edition,
    made_on: dt.date,
    env: jinja2.Environment,
    css: str,
    versions: Mapping[str, str] | None = None,
    progress: Callable[[str], None] | None = None,
    lay_out: LayOut | None = None,
) -> Built:
    """Assemble, check, make printable, lay out in parts, bind.

    The data is carried inside the file: `opinions.csv`, `report.json`, `manifest.json`, the last
    with the `versions` of what makes the report. `progress` hears the name of each step as it
    begins; `lay_out` lays parts out elsewhere. Raises `checks.UntrueReport` when a figure or a
    quotation does not hold, `fonts.FontsMissing`, and what `paper.printed` raises.
    """
    say = progress or _silent
    say("汇编")
    report = assemble(material, edition=edition, made_on=made_on, versions=versions)
    say("核对")
    checks.check(report, material)
    report = fonts.printable(report, fonts.coverage())
    say("编排")
    body = parts.body(report, env)
    say("制版")
    made = printed(
        body,
        lambda numbers: (parts.cover(report, env), parts.contents(report, env, numbers)),
        press=pdf.Press(css),
        about=_about(report),
        words=_words(report),
        files=_files(report),
        lay_out=lay_out,
        say=say,
    )
    return Built(report, made)


def _about(report: ReviewReport) -> About:
    return About(
        title=f"{''.join(report.title)}（{report.edition_name}）",
        running="".join(report.title),
        author=report.body,
        subject=f"{report.reading}，征求意见时间{report.period}",
        made_on=report.made_on,
    )


def _files(report: ReviewReport) -> tuple[Attachment, ...]:
    """The data of this edition, for machines; nothing the pages do not say."""
    return (
        Attachment("opinions.csv", "text/csv", "全部意见，每条一行", export.to_csv(report)),
        Attachment("report.json", "application/json", "报告的全部数据", export.to_json(report)),
        Attachment(NAME, "application/json", "校验清单", encoded(report.manifest)),
    )


def _words(report: ReviewReport) -> dict[str, str]:
    """What a link leads to, in words."""
    words = {"annex": "附件 全部意见", "notes": "编制说明"}
    words |= {"part-1": "总体情况", "part-2": "逐条意见及处理情况", "part-3": "修改前后对照表"}
    for section in report.sections:
        words[section.anchor] = section.title
        words |= {view.anchor: f"第{view.code}类意见" for view in section.clusters}
    for listed in report.appendix:
        words[listed.anchor] = f"附件中{listed.label}的全部意见"
        for group in listed.groups:
            words[group.anchor] = f"附件中第{group.code}类的全部意见"
            words |= {entry.anchor: f"附件中意见{entry.number}" for entry in group.entries}
    for row in report.comparison.rows if report.comparison else ():
        names = f"对照表中{row.old_label or row.new_label}"
        words |= dict.fromkeys((row.anchor, *row.anchors), names)
    return words


def _silent(_step: str) -> None:
    """For callers who do not want to hear."""
