"""The volumes a report is bound in: the report itself, and where it is long its annex apart.

A committee reads the report; the list of all comments is there to look things up. Each volume has
its own cover and contents; a link to another volume is plain text there.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import jinja2
import msgspec
from msgspec.structs import replace

from reports import parts
from reports.merging.sheets import Matter
from reports.parts import Part
from reports.render import page
from reports.review import ReviewReport

VOLUME = 26
"""How many parts of the list of all comments make a volume: some nine hundred pages."""
_LINK = re.compile(r'<a\b([^>]*?) href="x-consult:([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)
_ANCHOR = re.compile(r'\bid="([^"]+)"')


class Volume(msgspec.Struct, frozen=True):
    """One bound paper: its body, and its front once pages are numbered. Only the main volume
    carries the `data`; `number` and `of` count the volumes of an annex."""

    body: tuple[Part, ...]
    front: Callable[[Mapping[str, int]], Sequence[Part]]
    data: bool = False
    number: int = 1
    of: int = 1


def main(report: ReviewReport, env: jinja2.Environment) -> Volume:
    """The report: figures, articles, comparison, and the list of all comments if it is short."""
    body = [parts.overview(report, env), *parts.articles(report, env)]
    if report.comparison:
        body.append(parts.comparison(report, env, whole=not report.comparison.apart))
    if not report.apart:
        body += parts.appendix(report, env)
    body.append(parts.notes(report, env))

    def front(numbers: Mapping[str, int]) -> Sequence[Part]:
        return (
            Part("封面", page("cover", report, env), Matter.COVER),
            Part("目录", page("contents", report, env, numbers=numbers), Matter.FRONT),
        )

    return Volume(_within(body), front, data=True)


def annexes(report: ReviewReport, env: jinja2.Environment) -> Iterator[Volume]:
    """The list of all comments in volumes of its own; before it the comparison, if that is
    apart too."""
    report = replace(report, apart=True)
    listed = list(parts.appendix(report, env))
    if report.comparison and report.comparison.apart:
        listed.insert(0, parts.comparison(report, env, whole=True))
    starts = range(0, len(listed), VOLUME)
    of = len(starts)
    for number, start in enumerate(starts, start=1):
        body = _within(listed[start : start + VOLUME])
        yield Volume(body, _annex_front(report, env, number, of), number=number, of=of)


def _annex_front(
    report: ReviewReport, env: jinja2.Environment, number: int, of: int
) -> Callable[[Mapping[str, int]], Sequence[Part]]:
    def front(numbers: Mapping[str, int]) -> Sequence[Part]:
        count = {"number": number, "of": of}
        contents = page("annex_contents", report, env, numbers=numbers, **count)
        return (
            Part("封面", page("annex_cover", report, env, **count), Matter.COVER),
            Part("目录", contents, Matter.FRONT),
        )

    return front


def _within(body: Sequence[Part]) -> tuple[Part, ...]:
    """The parts without links that lead out of the volume."""
    here = {anchor for part in body for anchor in _ANCHOR.findall(part.html)}

    def kept(link: re.Match[str]) -> str:
        inside = link[2] in here
        return link[0] if inside else f"<span{link[1]}{link[3]}>{link[4]}</span>"

    return tuple(replace(part, html=_LINK.sub(kept, part.html)) for part in body)
