"""The two editions of a report, held against each other: they differ in personal data only."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from reports import checks
from reports.assemble import assemble
from reports.model import Edition, Material
from reports.privacy import mask
from reports.review import AppendixEntry, ReviewReport

_OF_THE_EDITION = {"edition", "edition_name", "signature", "advice", "departments"}
"""`checks.names_withheld` holds every signature against what its writer agreed to,
`checks.advice_as_given` what departments said against what is told of it."""
_RUNS = {"text", "proposed", "reason"}
_LISTS = (list, tuple)


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
    comment says beyond its representative may differ where either holds personal data.
    """
    walk = _Walk(_masked(internal, public))
    yield from walk.compare(msgspec.to_builtins(internal), msgspec.to_builtins(public), "")


def _masked(internal: ReviewReport, public: ReviewReport) -> frozenset[str]:
    """The comments of which the public edition hides some words."""
    both = ({one.comment: one.parts for one in _entries(each)} for each in (internal, public))
    inside, outside = both
    return frozenset(key for key, parts in inside.items() if outside.get(key) != parts)


def _entries(report: ReviewReport) -> Iterator[AppendixEntry]:
    for section in report.appendix:
        for group in section.groups:
            yield from group.entries


class _Walk:
    """Two editions walked side by side; `masked` comments have words hidden in one of them."""

    def __init__(self, masked: frozenset[str]) -> None:
        self._masked = masked

    def compare(self, one: Any, other: Any, path: str) -> Iterator[str]:
        """Every difference below `path`, told for people."""
        if one == other:
            return
        if isinstance(one, dict) and isinstance(other, dict) and _keys(one) == _keys(other):
            for key in _keys(one):
                yield from self._field(key, one, other, f"{path}.{key}")
        elif isinstance(one, _LISTS) and isinstance(other, _LISTS) and len(one) == len(other):
            for at, (left, right) in enumerate(zip(one, other, strict=True)):
                yield from self.compare(left, right, f"{path}[{at}]")
        elif not (isinstance(one, str) and isinstance(other, str) and mask(one) == other):
            yield _told(path, one, other)

    def _field(
        self, key: str, one: dict[str, Any], other: dict[str, Any], path: str
    ) -> Iterator[str]:
        """One field of a struct: runs and quotations have ways of their own to be the same."""
        left, right = one[key], other[key]
        if key in {"additions", "more_additions"}:
            if key == "additions" and not self._may_differ(one, other) and left != right:
                yield _told(path, left, right)
        elif "cut" in one and key in {"text", "cut"}:
            if key == "text" and not _same_words(left, right):
                yield _told(path, left, right)
        elif key in _RUNS and isinstance(left, _LISTS):
            yield from self.compare(_joined(left), _joined(right), path)
        else:
            yield from self.compare(left, right, path)

    def _may_differ(self, one: dict[str, Any], other: dict[str, Any]) -> bool:
        """Whether the additions of a cluster may differ: its representative or one of those who
        add has words hidden. Their signatures differ anyway."""
        quoted = (one["quotation"], *one["additions"], *other["additions"])
        return any(quote["comment"] in self._masked for quote in quoted) or (
            [quote["text"] for quote in one["additions"]]
            == [quote["text"] for quote in other["additions"]]
        )


def _keys(one: dict[str, Any]) -> list[str]:
    """The fields of a struct that must be the same in both editions."""
    return [key for key in one if key not in _OF_THE_EDITION]


def _same_words(internal: str, public: str) -> bool:
    """Whether both begin the same words, the one masked: they may be cut at different ends."""
    masked = mask(internal)
    shared = min(len(masked), len(public), len(internal)) // 2
    return masked[:shared] == public[:shared]


def _joined(runs: Sequence[Any]) -> str:
    return "".join(text for _, text in runs)


def _told(path: str, one: object, other: object) -> str:
    return f"{path.removeprefix('.')}：内部版为“{str(one)[:40]}”，公开版为“{str(other)[:40]}”"
