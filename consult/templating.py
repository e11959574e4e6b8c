"""Where the templates are and how they speak: the Jinja environment of pages and papers."""

import datetime as dt
import hashlib
import traceback
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from consult import __version__, i18n
from consult.lifecycle import SHANGHAI
from consult.tongue import Tongues, speaking, told
from drafts.numerals import to_chinese
from reports.office import Office
from reports.papers.kinds import NAMES
from reports.review import CHANNEL_NAMES, KIND_NAMES, verdict_of

Environment = jinja2.Environment
_SHOWN_DIGITS = 10
_OWN = "office:"


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
    return _furnished(jinja2.Environment, jinja2.FileSystemLoader(template_dir()), locale)


def paper_environment(
    office: Office, own: Mapping[str, str], language: str = "zh-CN"
) -> jinja2.Environment:
    """The environment of papers in a language: `own` are an office's templates by the name of ours
    that each replaces. With any, all run in Jinja's sandbox, and `fault` tells where one fails."""
    kind = SandboxedEnvironment if own else jinja2.Environment
    sources = {name: (source, f"{_OWN}templates/{name}", None) for name, source in own.items()}
    loaders = [jinja2.FunctionLoader(sources.get), jinja2.FileSystemLoader(template_dir())]
    env = _furnished(kind, jinja2.ChoiceLoader(loaders), "zh-CN")
    env.globals.update(office=office, language=language)
    return env


def print_templates() -> frozenset[str]:
    """The file names of the templates of papers."""
    return frozenset(file.name for file in (template_dir() / "print").glob("*.html"))


def misspelt(source: str) -> tuple[int, str] | None:
    """The line of a template where its syntax ends, and why; None when it is well written."""
    try:
        environment().parse(source)
    except jinja2.TemplateSyntaxError as error:
        return error.lineno, error.message or ""
    return None


def fault(error: BaseException) -> tuple[str, int, str] | None:
    """The file and line of an office's template where `error` came up, and what it says; None
    when it came from elsewhere, so that it is ours."""
    if isinstance(error, jinja2.TemplateSyntaxError) and (error.filename or "").startswith(_OWN):
        return str(error.filename).removeprefix(_OWN), error.lineno, error.message or ""
    frames = traceback.extract_tb(error.__traceback__)
    written = [one for one in frames if one.filename.endswith(".html")]
    if not written or not written[-1].filename.startswith(_OWN):
        return None
    said = str(error) or type(error).__name__
    return written[-1].filename.removeprefix(_OWN), written[-1].lineno or 1, said


def _furnished(
    kind: type[jinja2.Environment], loader: jinja2.BaseLoader, locale: str
) -> jinja2.Environment:
    env = kind(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalog = i18n.translations(locale)
    say, count, filters = catalog.gettext, catalog.ngettext, _filters(locale)
    if locale != i18n.SOURCE:  # then not all words of a page are of its language
        env.add_extension(Tongues)
        say, count = speaking(say), speaking(count)
        filters = {name: speaking(words) for name, words in filters.items()}
    env.install_gettext_callables(say, count, newstyle=False)  # type: ignore[attr-defined]
    env.globals.update(locale=locale, static=static, version=__version__)
    env.filters.update(filters, retold=partial(told, locale))
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


def _filters(locale: str) -> dict[str, Callable[..., str]]:
    say = i18n.translate(locale)
    english = locale == "en"
    return {
        "date": _date_en if english else _date_zh,
        "datetime": lambda moment: (
            f"{(_date_en if english else _date_zh)(moment)} {moment.astimezone(SHANGHAI):%H:%M}"
        ),
        "number": lambda value: f"{value:,}",
        "reading": lambda value: (
            f"Reading {value}" if english else say("{n}审").format(n=to_chinese(value))
        ),
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
