"""Bills by what the public can do with them now, and under whatever else people know them by."""

import datetime as dt
import itertools
import re
from collections import defaultdict
from collections.abc import Collection
from enum import StrEnum

import msgspec

from consult.lifecycle import SHANGHAI, RoundState
from consult.services.bills.bill import BillCard, ReadingView, list_bills
from consult.services.bills.initials import OTHER, initial
from consult.services.decisions.assignment import WITHDRAWN
from consult.services.records import find
from consult.tables import Bill, Responsibility

SUBJECT_LIMIT = 100
_PLACES = ("省", "市", "县", "区", "州", "盟", "旗")
_BETWEEN = re.compile(r"[、,，;；\s]+")


class Standing(StrEnum):
    """Where a bill stands for the public, in the order people look for it."""

    OPEN = "open"
    SCHEDULED = "scheduled"
    CLOSED = "closed"
    NONE = "none"


class Order(StrEnum):
    """How a directory is arranged."""

    BODY = "body"
    SUBJECT = "subject"
    DEPARTMENT = "department"
    STATE = "state"
    YEAR = "year"
    NAME = "name"


class State(StrEnum):
    """How far a bill has come for the public, in the order of a directory."""

    OPEN = "open"
    WAITING = "waiting"
    RESULTS = "results"
    SCHEDULED = "scheduled"
    NONE = "none"


class HomeCard(msgspec.Struct, frozen=True):
    """A bill on the home page, and the reading that says where it stands."""

    bill: BillCard
    standing: Standing
    view: ReadingView | None


class Entry(msgspec.Struct, frozen=True):
    """A bill in the directory."""

    slug: str
    title: str
    body: str
    state: State


class Group(msgspec.Struct, frozen=True):
    """Bills under one heading, in the order of the alphabet. `name` is that of a body, subject
    or department ("": those without), a `State`, a year or a letter; `body` is the id of the body
    they are gathered under."""

    name: str
    body: int | None
    entries: tuple[Entry, ...]


async def home(now: dt.datetime) -> tuple[HomeCard, ...]:
    """All bills: what is open, the earliest to close first; what opens next; what has closed, the
    latest first; the rest."""
    cards = [_card(bill) for bill in await list_bills(now)]
    order = list(Standing)
    return tuple(sorted(cards, key=lambda card: (order.index(card.standing), _urgency(card))))


async def directory(order: Order, now: dt.datetime) -> tuple[Group, ...]:
    """Every bill under its body, each of its subjects, each department that answers for some of
    it, how far it has come, each year it was before the public in, or the letter of its name
    behind the place."""
    cards = {card.bill.slug: card for card in await home(now)}
    duties = await _departments() if order is Order.DEPARTMENT else {}
    rows = await Bill.select(
        *(Bill.id, Bill.slug, Bill.title, Bill.subject, Bill.body, Bill.body.name, Bill.created_at)
    )
    groups: defaultdict[tuple[str, int | None], list[Entry]] = defaultdict(list)
    for row in rows:
        card = cards.get(row["slug"])
        if card is None:  # loaded between the two questions
            continue
        entry = Entry(row["slug"], row["title"], row["body.name"], _state(card))
        for name in _headings(order, row, card, duties):
            groups[name, row["body"] if order is Order.BODY else None].append(entry)
    return tuple(
        Group(name, body, tuple(sorted(entries, key=lambda one: _alphabet(one.title))))
        for (name, body), entries in sorted(groups.items(), key=lambda one: _rank(order, one[0][0]))
    )


def _headings(
    order: Order, row: find.Row, card: HomeCard, duties: dict[int, set[str]]
) -> Collection[str]:
    if order is Order.BODY:
        return (row["body.name"],)
    if order is Order.SUBJECT:
        return subjects(row["subject"]) or ("",)
    if order is Order.DEPARTMENT:
        return duties.get(row["id"]) or ("",)
    if order is Order.STATE:
        return (_state(card).value,)
    if order is Order.YEAR:
        return _years(row, card)
    return (initial(_without_place(row["title"], row["body.name"])),)


def _without_place(title: str, body: str) -> str:
    """A title without the place it shares with its body: 云川市公园条例 is looked for under 公."""
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(title, body, strict=False))
    place = "".join(one for one, _ in same)
    return title.removeprefix(place) if place.endswith(_PLACES) else title


def _years(row: find.Row, card: HomeCard) -> set[str]:
    """The years in which a round on it opened; without any, the year it came here."""
    opened = [view.round.opens for view in card.bill.readings if view.round]
    moments = opened or [row["created_at"]]
    return {str(one.astimezone(SHANGHAI).year) for one in moments}


def _rank(order: Order, name: str) -> tuple[bool, int, bytes]:
    """Where a heading stands: what has none last, states as they follow, the newest year first."""
    if order is Order.STATE:
        return False, list(State).index(State(name)), b""
    if order is Order.YEAR:
        return False, -int(name), b""
    return name in {"", OTHER}, 0, _alphabet(name)


def _state(card: HomeCard) -> State:
    if card.standing is Standing.CLOSED:
        out = card.view and card.view.round and card.view.round.results
        return State.RESULTS if out else State.WAITING
    return State(card.standing.value)


async def _departments() -> dict[int, set[str]]:
    """The departments that answer for something of each bill: by the last word on each article."""
    rows = await Responsibility.select(
        *(Responsibility.bill, Responsibility.address, Responsibility.task),
        Responsibility.department.name,
    ).order_by(Responsibility.reading, Responsibility.id)
    last = {(row["bill"], row["address"], row["department.name"]): row["task"] for row in rows}
    found: defaultdict[int, set[str]] = defaultdict(set)
    for (bill, _address, name), task in last.items():
        if task != WITHDRAWN:
            found[bill].add(name)
    return found


def subjects(words: str) -> tuple[str, ...]:
    """The subjects in what was typed, between commas, 、 or blanks."""
    return tuple(dict.fromkeys(one for one in _BETWEEN.split(words) if one))


def _card(bill: BillCard) -> HomeCard:
    rounds = [view for view in bill.readings if view.round]
    for standing in (Standing.OPEN, Standing.SCHEDULED, Standing.CLOSED):
        for view in reversed(rounds):
            if view.round and view.round.state is RoundState(standing.value):
                return HomeCard(bill, standing, view)
    return HomeCard(bill, Standing.NONE, None)


def _urgency(card: HomeCard) -> float:
    if card.view is None or card.view.round is None:
        return 0
    round_ = card.view.round
    if card.standing is Standing.CLOSED:
        return -round_.closes.timestamp()
    return (round_.closes if card.standing is Standing.OPEN else round_.opens).timestamp()


def _alphabet(name: str) -> bytes:
    """GB 18030 has the common characters in the order of their pinyin."""
    return name.encode("gb18030", "replace")
