"""iCalendar text: lines that fold and values that are escaped, with the library `icalendar` as the strict referee."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from sitegen import ics

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=400)
DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def unfolded(raw: bytes) -> bytes:
    return raw.replace(b"\r\n ", b"")


def printable(value: str) -> str:
    """A value as a calendar may have it: line feeds, and none of the other control characters."""
    return CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


@given(TEXT)
def test_a_folded_line_is_short_whole_and_unfolds_to_itself(value: str) -> None:
    line = f"SUMMARY:{ics.text(value)}"
    folded = ics.folded(line)
    parts = folded.split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    assert all(part.decode() for part in parts)  # no character is split
    assert unfolded(folded).decode() == line


def test_a_line_is_folded_only_where_it_must_be() -> None:
    assert ics.folded("x" * 75) == b"x" * 75
    assert ics.folded("x" * 76) == b"x" * 75 + b"\r\n x"
    assert ics.folded("x" * 74 + "é") == b"x" * 74 + b"\r\n \xc3\xa9"
    assert [len(part) for part in ics.folded("x" * 200).split(b"\r\n")] == [75, 75, 52]


def test_marks_of_the_format_are_escaped() -> None:
    assert ics.text("a,b;c\\d\ne\r\nf\x07g\th") == "a\\,b\\;c\\\\d\\ne\\nfg\th"


@given(TEXT, TEXT, TEXT, DAYS, st.integers(0, 30), st.lists(TEXT, max_size=3))
def test_the_referee_reads_what_is_written(
    summary: str, description: str, location: str, start: date, more: int, categories: list[str]
) -> None:
    end = start + timedelta(days=more)
    day = ics.Day("a@b.example", start, end, summary, description, location, "https://b.example/a/", tuple(categories))
    raw = ics.written(ics.Calendar("Us", "Ours", description, "https://b.example/c.ics", "https://b.example/", start, (day,)))
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    found = Calendar.from_ical(raw)
    (event,) = found.walk("VEVENT")
    assert not found.errors
    assert not event.errors
    assert str(event["SUMMARY"]) == printable(summary)
    assert str(event.get("DESCRIPTION", "")) == printable(description)
    assert str(event.get("LOCATION", "")) == printable(location)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (start, end + timedelta(days=1))
    assert event["DTSTAMP"].dt.date() == start
