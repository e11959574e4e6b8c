"""The two editions of a report, held against each other: they differ in personal data only."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from reports import checks
from reports.assemble import assemble
from reports.model import Edition, Material
from reports.privacy import mask
from reports.review import ReviewReport

_OF_THE_EDITION = {"edition", "edition_name"}
_ONLY_SIGNED = {"signature"}
"""`checks.names_withheld` holds every signature against what its writer agreed to."""
_RUNS = {"text", "proposed", "reason"}


def true_report(
    material: Material,
    *,
    edition: Edition,
    made_on: dt.date,
    versions: Mapping[str, str] | None = None,
) -> ReviewReport:
    """The report of one edition, tested against its material and against the other edition.

    Raises `checks.UntrueReport` with every finding.
    """
    both = {
        one: assemble(material, edition=one, made_on=made_on, versions=versions) for one in Edition
    }
    checks.check(both[edition], material)
    differing = beyond_privacy(both[Edition.INTERNAL], both[Edition.PUBLIC])
    found = [checks.Finding("两版只差个人信息", one) for one in differing]
    if found:
        raise checks.UntrueReport(found)
    return both[edition]


def beyond_privacy(internal: ReviewReport, public: ReviewReport) -> Iterator[str]:
    """Where the public edition differs from the internal one by more than masks and signatures:
    the place in the report and both values; nothing when they agree.

    A quotation may end elsewhere, for a mask is longer or shorter than what it hides; what a
    comment says beyond its representative may be nothing but personal data.
    """
    yield from _walk(msgspec.to_builtins(internal), msgspec.to_builtins(public), "")


def _walk(one: Any, other: Any, path: str) -> Iterator[str]:
    if one == other:
        return
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            if key not in _OF_THE_EDITION | _ONLY_SIGNED:
                yield from _field(key, one, other, f"{path}.{key}")
        return
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _walk(left, right, f"{path}[{at}]")
        return
    if not (isinstance(one, str) and isinstance(other, str) and mask(one) == other):
        yield f"{path.removeprefix('.')}：内部版为{_shown(one)}，公开版为{_shown(other)}"


def _field(key: str, one: dict[str, Any], other: dict[str, Any], path: str) -> Iterator[str]:
    """One field of a struct: runs and quotations have ways of their own to be the same."""
    left, right = one[key], other[key]
    if key == "additions":
        yield from _added(one, other, path)
    elif key == "more_additions":
        return
    elif key == "text" and "cut" in one:
        yield from _quoted(left, right, path)
    elif key == "cut":
        return
    elif key in _RUNS and isinstance(left, list | tuple):
        yield from _walk(_joined(left), _joined(right), path)
    else:
        yield from _walk(left, right, path)


def _quoted(left: str, right: str, path: str) -> Iterator[str]:
    masked = mask(left)
    shared = min(len(masked), len(right), len(left))
    if masked[: shared // 2] != right[: shared // 2]:
        yield f"{path.removeprefix('.')}：内部版引“{_shown(left)}”，公开版引“{_shown(right)}”"


def _added(one: dict[str, Any], other: dict[str, Any], path: str) -> Iterator[str]:
    """Additions: the public edition has none of its own, and lacks none without personal data."""
    inside = {quote["comment"]: quote["text"] for quote in one["additions"]}
    outside = {quote["comment"]: quote["text"] for quote in other["additions"]}
    if one["more_additions"] or other["more_additions"]:
        return  # which are shown of many depends on their length
    for comment in sorted(outside.keys() - inside.keys()):
        yield f"{path.removeprefix('.')}：只有公开版引了意见{comment}"
    for comment in sorted(inside.keys() - outside.keys()):
        if mask(inside[comment]) == inside[comment]:
            yield f"{path.removeprefix('.')}：只有内部版引了意见{comment}"


def _joined(runs: Sequence[Any]) -> str:
    return "".join(text for _, text in runs)


def _shown(value: object) -> str:
    return str(value)[:40]
