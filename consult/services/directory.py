"""Bills by what the public can do with them now, by body, by subject and by name."""

import datetime as dt
import re
from collections import defaultdict
from enum import StrEnum

import msgspec

from consult.lifecycle import RoundState
from consult.services.bill import BillCard, ReadingView, list_bills
from consult.tables import Bill

SUBJECT_LIMIT = 100
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
    NAME = "name"


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
    standing: Standing


class Group(msgspec.Struct, frozen=True):
    """Bills under one heading, in the order of the alphabet; `name` "" holds those without a
    subject, `body` is the id of the body they are gathered under."""

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
    """Every bill under its body, under each of its subjects, or by name."""
    standing = {card.bill.slug: card.standing for card in await home(now)}
    rows = await Bill.select(Bill.slug, Bill.title, Bill.subject, Bill.body, Bill.body.name)
    groups: defaultdict[tuple[str, int | None], list[Entry]] = defaultdict(list)
    for row in rows:
        state = standing.get(row["slug"], Standing.NONE)
        entry = Entry(row["slug"], row["title"], row["body.name"], state)
        if order is Order.BODY:
            groups[row["body.name"], row["body"]].append(entry)
        elif order is Order.SUBJECT:
            for name in subjects(row["subject"]) or ("",):
                groups[name, None].append(entry)
        else:
            groups["", None].append(entry)
    named = sorted(groups.items(), key=lambda item: (item[0][0] == "", _alphabet(item[0][0])))
    return tuple(
        Group(name, body, tuple(sorted(entries, key=lambda one: _alphabet(one.title))))
        for (name, body), entries in named
    )


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
