"""Which module writes which paper of a round."""

from collections.abc import Callable

from reports.document import Document
from reports.papers import (
    adoption,
    announcement,
    catalogue,
    contact_points,
    contrast,
    departments,
    ledger,
    reader,
    results,
    summary,
)
from reports.papers.kinds import Kind, Source

WRITERS: dict[Kind, Callable[[Source], Document]] = {
    Kind.SUMMARY: summary.write,
    Kind.ADOPTION: adoption.write,
    Kind.COMPARISON: contrast.write,
    Kind.LEDGER: ledger.write,
    Kind.RESULTS: results.write,
    Kind.ANNOUNCEMENT: announcement.write,
    Kind.READER: reader.write,
    Kind.DEPARTMENTS: departments.write,
    Kind.CONTACT_POINTS: contact_points.write,
    Kind.CATALOGUE: catalogue.write,
}
"""Each takes what a round gives and writes its paper, or raises `refusals.Refused`."""
