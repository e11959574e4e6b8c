"""Calendars other programs read (RFC 5545): folding, escaping, days."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from consult.web.icalendar import Event, folded, icalendar

STAMP = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_every_line_has_at_most_75_octets_and_nothing_is_lost(text: str) -> None:
    pieces = list(folded(text))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == text
    assert all(piece[0] == " " for piece in pieces[1:])


def test_an_event_is_a_whole_day_and_its_words_cannot_break_out() -> None:
    event = Event(
        "a@b", dt.date(2026, 12, 31), "通报;甲,乙\\丙\r\nBEGIN:VALARM", "https://x.example/a"
    )
    lines = unfolded(icalendar("日历", STAMP, [event]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTAMP:20260301T080000Z" in lines
    assert "SUMMARY:通报\\;甲\\,乙\\\\丙\\nBEGIN:VALARM" in lines
    assert "BEGIN:VALARM" not in lines
