"""Where the templates are and how they speak: the Jinja environment of pages and papers."""

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path

import jinja2

from consult import __version__, i18n
from consult.lifecycle import SHANGHAI
from drafts.numerals import to_chinese
from reports.papers.kinds import NAMES
from reports.review import CHANNEL_NAMES, KIND_NAMES, verdict_of

_SHOWN_DIGITS = 10


@cache
def template_dir() -> Path:
    """The folder of templates: inside the package when installed, beside it in a checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"


def read(name: str) -> str:
    """A template file as it is, such as `print/review.css`."""
    return (template_dir() / name).read_text(encoding="utf-8")


@cache
def environment(locale: str = "zh-CN") -> jinja2.Environment:
    """The environment of a locale: autoescape on, an unknown name is an error."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_dir()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalog = i18n.translations(locale)
    env.install_gettext_callables(catalog.gettext, catalog.ngettext, newstyle=False)  # type: ignore[attr-defined]
    env.globals.update(locale=locale, static=static, version=__version__)
    env.filters.update(_filters(locale))
    return env


def static(path: str) -> str:
    """The address of a static file; its hash makes it cacheable for ever."""
    return f"/static/{static_hash()}/{path}"


@cache
def static_hash() -> str:
    """One short hash over all style sheets and scripts."""
    digest = hashlib.sha256()
    for folder in ("css", "js"):
        for file in sorted((template_dir() / folder).rglob("*.*")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:_SHOWN_DIGITS]


def _filters(locale: str) -> dict[str, object]:
    say = i18n.translate(locale)
    english = locale == "en"
    return {
        "date": _date_en if english else _date_zh,
        "datetime": lambda moment: (
            f"{(_date_en if english else _date_zh)(moment)} {moment.astimezone(SHANGHAI):%H:%M}"
        ),
        "number": lambda value: f"{value:,}",
        "reading": lambda value: f"Reading {value}" if english else f"{to_chinese(value)}审",
        "outcome": lambda value: say(verdict_of(value).word),
        "channel": lambda value: say(CHANNEL_NAMES[value]),
        "kind": lambda value: say(KIND_NAMES[value]),
        "paper": lambda value: say(NAMES[value]),
    }


def _day(moment: dt.date | dt.datetime) -> dt.date:
    return moment.astimezone(SHANGHAI).date() if isinstance(moment, dt.datetime) else moment


def _date_zh(moment: dt.date | dt.datetime) -> str:
    day = _day(moment)
    return f"{day.year}年{day.month}月{day.day}日"


def _date_en(moment: dt.date | dt.datetime) -> str:
    day = _day(moment)
    return f"{day.day} {day:%B} {day.year}"
