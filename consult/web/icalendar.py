"""All-day events as an iCalendar object (RFC 5545). Pure; no alarms: calendars have their own."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

import msgspec

MEDIA = "text/calendar; charset=utf-8"
_LONGEST = 75
_SPECIAL = re.compile(r"([\\;,])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Event(msgspec.Struct, frozen=True):
    """Something on one day. `uid` stays the same whatever becomes of it."""

    uid: str
    day: dt.date
    summary: str
    url: str


def icalendar(name: str, stamp: dt.datetime, events: Iterable[Event]) -> str:
    """A calendar called `name`; `stamp` is when it was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sandu//consult//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for one in events:
        lines += _event(one, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _event(one: Event, stamp: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(one.uid)}"
    yield f"DTSTAMP:{stamp.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(one.summary)}"
    yield f"URL:{_CONTROL.sub('', one.url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11."""
    plain = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return _SPECIAL.sub(r"\\\1", plain).replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, each after the first behind a blank (RFC 5545, 3.1);
    no character is cut in two."""
    piece, room = "", _LONGEST
    for character in line:
        size = len(character.encode())
        if size > room:
            yield piece
            piece, room = " ", _LONGEST - 1
        piece += character
        room -= size
    yield piece
