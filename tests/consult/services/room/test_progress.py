"""Ticks: only what a member ticked, theirs alone, and honest about a version that changed."""

import pytest
from msgspec.structs import replace

from consult.errors import NotAllowed, NotFound
from consult.services.room import progress as room_progress
from consult.services.room.progress import progress_of, tick
from consult.tables import AuditEntry
from reports.review import ReviewReport
from tests.consult.cast import AFTER
from tests.consult.rooms import CHEN, LIN, ZHOU, seat, small_report

pytestmark = pytest.mark.anyio


def reworded(report: ReviewReport, anchor: str) -> ReviewReport:
    """The report with another reason on one article."""
    sections = [
        replace(one, blocks=tuple(replace(block, reason="另有理由。") for block in one.blocks))
        if one.anchor == anchor
        else one
        for one in report.sections
    ]
    return replace(report, sections=tuple(sections))


async def test_a_tick_is_the_members_own_and_can_be_taken_back(dogs: str) -> None:
    sealed = await seat()
    before = await AuditEntry.count()
    for anchor in ("t-1", "t-2", "t-2"):
        await tick(CHEN, AFTER, sealed, anchor)
    assert (await progress_of(CHEN, sealed)).read == {"t-1", "t-2"}
    assert (await progress_of(LIN, sealed)).read == set()
    assert (await progress_of(ZHOU, sealed)).read == set()
    assert await room_progress.counts(CHEN) == {(sealed.round, "public"): 2}
    await tick(CHEN, AFTER, sealed, "t-1", read=False)
    assert (await progress_of(CHEN, sealed)).read == {"t-2"}
    assert await AuditEntry.count() == before
    with pytest.raises(NotAllowed):
        await tick(ZHOU, AFTER, sealed, "t-1")
    with pytest.raises(NotFound):
        await tick(CHEN, AFTER, sealed, "t-77")


async def test_in_the_next_version_only_what_reads_the_same_still_counts(dogs: str) -> None:
    first = await seat()
    for section in first.book.report.sections:
        await tick(CHEN, AFTER, first, section.anchor)
    second = await seat(reworded(small_report(), "t-2"), "cd" * 32)
    progress = await progress_of(CHEN, second)
    assert progress.changed == {"t-2"}
    assert progress.read == {"t-1", "t-3"}
    await tick(CHEN, AFTER, second, "t-2")
    assert (await progress_of(CHEN, second)).changed == set()
    assert (await progress_of(CHEN, first)).changed == {"t-2"}, "the old one reads differently"
