"""The pieces of a report as HTML documents, written by `templates/print/`."""

import base64
import re
from typing import Any

import jinja2

from drafts.numerals import to_chinese
from reports import english
from reports.advice import total
from reports.breakdowns import kind_bar, letter_bar, region_bars
from reports.charts import channel_bars, timeline, verdict_bars
from reports.chinese import long_date, percent
from reports.drawing import Chart
from reports.office import Office
from reports.review import ReviewReport, verdict_of
from reports.texts import speaker

CHINESE = "zh-CN"
TEMPLATES = {CHINESE: "print/part.html", english.LANGUAGE: "print/en/part.html"}
_PARAGRAPH = re.compile(r"\n\s*(?=\S)")
_NUMBERS = ("图一", "图二", "图三", "图四", "图五", "图六")
_LAST_BREAK = re.compile(r"\n\s*\Z")


def page(piece: str, report: ReviewReport, env: jinja2.Environment, **more: Any) -> str:
    """One piece of the report (`templates/print/PIECE.html`) as an HTML document without
    its style sheet; pictures are data: URIs inside.

    Links are addresses of the scheme `x-consult:`, for the target may stand in another piece.
    `env` must escape by default: comments are hostile text; its global `office`, if it has one, is
    the Office whose letterhead and wording are used, and `language` "en" for the English edition
    (`templates/print/en/`). Raises ValueError when it does not escape, and
    jinja2's errors when a template asks for what the report has not.
    """
    language = language_of(env)
    template = env.get_template(TEMPLATES[language])
    office = office_of(env)
    if not env.autoescape:
        raise ValueError("the environment must have autoescape on")
    charts = _charts(report) if piece == "overview" and language == CHINESE else {}
    return template.render(
        piece=piece,
        report=report,
        long_date=long_date,
        verdict_of=verdict_of,
        total=total,
        percent=percent,
        indented=indented,
        office=office,
        text=speaker(office.texts),
        chinese=to_chinese,
        **(english.FUNCTIONS if language == english.LANGUAGE else {}),
        **charts,
        **more,
    )


def office_of(env: jinja2.Environment) -> Office:
    """Whose letterhead and wording an environment's papers bear."""
    office = env.globals.get("office")
    return office if isinstance(office, Office) else Office()


def language_of(env: jinja2.Environment) -> str:
    """The language an environment's papers are written in: zh-CN unless it says en."""
    return english.LANGUAGE if env.globals.get("language") == english.LANGUAGE else CHINESE


def _charts(report: ReviewReport) -> dict[str, Any]:
    """The pictures there is something for, numbered in the order of the page."""
    figures = report.figures
    drawn = {
        "channel_chart": channel_bars(figures),
        "kind_chart": kind_bar(figures),
        "letter_chart": letter_bar(figures),
        "region_chart": region_bars(figures),
        "time_chart": timeline(figures, report.opens, report.closes),
    }
    shown = {name: chart for name, chart in drawn.items() if chart}
    pictures: dict[str, Any] = dict.fromkeys(drawn)
    for chart, number in zip(shown, _NUMBERS, strict=False):
        pictures[chart] = _picture(shown[chart], number)
    last = _NUMBERS[len(shown)]
    pictures["verdict_charts"] = [_picture(c, last) for c in verdict_bars(report.sections)]
    return pictures


def indented(text: str, *, more: bool = False) -> str:
    """Text whose further paragraphs begin with two blanks, as the first does by its style.

    `more` says that a run of the same text follows: a break at the end begins its paragraph.
    """
    text = _PARAGRAPH.sub("\n\u3000\u3000", text)
    return _LAST_BREAK.sub("\n\u3000\u3000", text) if more else text


def _picture(chart: Chart, number: str) -> dict[str, str]:
    source = base64.b64encode(chart.svg.encode()).decode("ascii")
    return {"src": f"data:image/svg+xml;base64,{source}", "alt": chart.alt, "number": number}
