"""The committee's room: the bills with their reports, and what waits for the member."""

from collections import Counter

import msgspec

from consult.permissions import Actor, may, require
from consult.services.papers.report import ReportCard
from consult.services.room import progress as room_progress
from consult.services.room import question as room_question
from consult.services.room.question import QuestionView
from consult.services.room.shelf import versions
from consult.tables import Report


class Edition(msgspec.Struct, frozen=True):
    """The versions of one edition of a round's report, the newest first; `read` counts the
    articles this member ticked in it."""

    newest: ReportCard
    older: tuple[ReportCard, ...]
    read: int


class Reading(msgspec.Struct, frozen=True):
    """The reports on one reading of a bill."""

    reading: int
    editions: tuple[Edition, ...]


class Matter(msgspec.Struct, frozen=True):
    """A bill with its readings, the latest first."""

    slug: str
    bill: str
    readings: tuple[Reading, ...]


class Room(msgspec.Struct, frozen=True):
    """What a member finds: bills, the newest report first, new answers, questions still open."""

    matters: tuple[Matter, ...]
    answered: tuple[QuestionView, ...]
    open: tuple[QuestionView, ...]


async def enter(actor: Actor) -> Room:
    """The room as this person finds it."""
    require(actor, "report.read")
    cards = await versions(actor)
    mine = [one for one in await room_question.questions(actor) if one.mine]
    return Room(
        matters=_matters(cards, await _ticked(actor)),
        answered=tuple(one for one in mine if one.fresh),
        open=tuple(one for one in mine if not one.version),
    )


async def _ticked(actor: Actor) -> Counter[tuple[str, int, str]]:
    """How many articles a member ticked, by slug, reading and edition."""
    if not may(actor, "room.note"):
        return Counter()
    draft = Report.round.draft
    rows = await Report.select(
        Report.round,
        *(draft.reading, draft.bill.slug),  # type: ignore[union-attr]
    )
    named = {
        row["round"]: (row["round.draft.bill.slug"], row["round.draft.reading"]) for row in rows
    }
    counted = await room_progress.counts(actor)
    return Counter(
        {(*named[at], edition): n for (at, edition), n in counted.items() if at in named}
    )


def _matters(
    cards: tuple[ReportCard, ...], ticked: Counter[tuple[str, int, str]]
) -> tuple[Matter, ...]:
    bills: dict[tuple[str, str], dict[int, dict[str, list[ReportCard]]]] = {}
    for card in cards:
        readings = bills.setdefault((card.slug, card.bill), {})
        readings.setdefault(card.reading, {}).setdefault(card.edition.value, []).append(card)
    return tuple(
        Matter(
            slug,
            title,
            tuple(
                Reading(
                    number,
                    tuple(
                        Edition(kept[0], tuple(kept[1:]), ticked[slug, number, edition])
                        for edition, kept in sorted(editions.items())
                    ),
                )
                for number, editions in sorted(readings.items(), reverse=True)
            ),
        )
        for (slug, title), readings in bills.items()
    )
