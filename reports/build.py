"""The review report and its annex, from material to paper. This file is the table of contents."""

import datetime as dt
from collections.abc import Callable, Mapping

import jinja2
import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from reports import english, export, fonts, pdf, texts, volumes
from reports.editions import true_report
from reports.faces import House
from reports.manifest import NAME, encoded
from reports.merging.metadata import About, Attachment
from reports.model import Edition, Material
from reports.paper import LayOut, printed
from reports.render import language_of, office_of
from reports.review import ReviewReport
from reports.volumes import Volume


class Built(msgspec.Struct, frozen=True):
    """One edition of a report, and the volumes of paper that say the same."""

    report: ReviewReport
    volumes: tuple[bytes, ...]

    @property
    def pdf(self) -> bytes:
        """The first volume."""
        return self.volumes[0]


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
    annex: bool = False,
    house: House = House(),  # noqa: B008 - frozen
) -> Built:
    """Assemble, check, make printable, lay out in parts, bind: the report, or its `annex`.

    The data is carried inside the report: `opinions.csv`, `report.json`; in every volume is
    `manifest.json`, with the `versions` of what makes the report. `progress` hears the name of
    each step as it begins; `lay_out` lays parts out elsewhere; `house` is what an office's folder
    changes beside the templates in `env` and the rules in `css`. Raises `checks.UntrueReport` when
    a figure or a quotation does not hold, `fonts.FontsMissing`, and what `paper.printed` raises.
    """
    say = progress or _silent
    say("汇编")
    report = true_report(material, edition=edition, made_on=made_on, versions=versions)
    report = fonts.printable(_in(house, report, env), fonts.coverage(house.faces.covered))
    say("编排")
    found = tuple(volumes.annexes(report, env)) if annex else (volumes.main(report, env),)
    words = _words(report)
    press = pdf.Press(css, house.faces.faces)
    bound = []
    for volume in found:
        say("制版")
        made = printed(
            volume.body,
            volume.front,
            press=press,
            about=_about(report, volume),
            words=words,
            files=_files(report, volume),
            lay_out=lay_out,
            say=say,
        )
        bound.append(made)
    return Built(report, tuple(bound))


def _in(house: House, report: ReviewReport, env: jinja2.Environment) -> ReviewReport:
    """The report with the office's title, and the digest of its folder in the manifest."""
    known = replace(report.manifest, office=house.digest or UNSET)
    if language_of(env) == english.LANGUAGE:
        return replace(report, manifest=replace(known, language=english.LANGUAGE))
    return replace(report, title=texts.title(report, office_of(env)), manifest=known)


def _about(report: ReviewReport, volume: Volume) -> About:
    if report.manifest.language == english.LANGUAGE:
        return _about_in_english(report, volume)
    name = "".join(report.title) + ("" if volume.data else "附册")
    count = f"第{volume.number}册" if volume.of > 1 else ""
    return About(
        title=f"{name}{count}（{report.edition_name}）",
        running=f"{name}{count}",
        author=report.body,
        subject=f"{report.reading}，征求意见时间{report.period}",
        made_on=report.made_on,
    )


def _about_in_english(report: ReviewReport, volume: Volume) -> About:
    name = " ".join(english.title(report)) + ("" if volume.data else ", annex")
    count = f", volume {volume.number}" if volume.of > 1 else ""
    return About(
        title=f"{name}{count} ({report.edition.value} edition)",
        running=f"{name}{count}",
        author=report.body,
        subject=f"Open for comments {english.period(report)}",
        made_on=report.made_on,
        language=english.LANGUAGE,
    )


def _files(report: ReviewReport, volume: Volume) -> tuple[Attachment, ...]:
    """The data of this edition, for machines; nothing the pages do not say."""
    told = replace(report.manifest, paper="review" if volume.data else "annex")
    told = replace(told, volume=volume.number)
    listed = Attachment(NAME, "application/json", "校验清单", encoded(told))
    if not volume.data:
        return (listed,)
    return (
        Attachment("opinions.csv", "text/csv", "全部意见，每条一行", export.to_csv(report)),
        Attachment("report.json", "application/json", "报告的全部数据", export.to_json(report)),
        listed,
    )


def _words(report: ReviewReport) -> dict[str, str]:
    """What a link leads to, in words."""
    if report.manifest.language == english.LANGUAGE:
        return english.words(report)
    words = {"annex": f"{report.annex} 全部意见", "notes": "编制说明"}
    words |= {"part-1": "总体情况", "part-2": "逐条意见及处理情况", "part-3": "修改前后对照表"}
    for section in report.sections:
        words[section.anchor] = section.title
        words |= {view.anchor: f"第{view.code}类意见" for view in section.clusters}
    for listed in report.appendix:
        words[listed.anchor] = f"{report.annex}中{listed.label}的全部意见"
        for group in listed.groups:
            words[group.anchor] = f"{report.annex}中第{group.code}类的全部意见"
            words |= {one.anchor: f"{report.annex}中意见{one.number}" for one in group.entries}
    for row in report.comparison.rows if report.comparison else ():
        names = f"对照表中{row.old_label or row.new_label}"
        words |= dict.fromkeys((row.anchor, *row.anchors), names)
    return words


def _silent(_step: str) -> None:
    """For callers who do not want to hear."""
