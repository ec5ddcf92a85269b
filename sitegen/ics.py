"""Calendars as iCalendar text (RFC 5545, with the names of RFC 7986)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MOST_OCTETS = 75
"""The length of a line without its break (RFC 5545, 3.1)."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class Day:
    """Something on whole days, from `start` to `end` inclusive; `uid` never changes, `address` is absolute."""

    uid: str
    start: date
    end: date
    summary: str
    description: str
    location: str
    address: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Calendar:
    """A calendar as of a day; `address` is its own, `page` that of the page it belongs to, both absolute."""

    product: str
    name: str
    description: str
    address: str
    page: str
    as_of: date
    days: tuple[Day, ...]


def written(calendar: Calendar) -> bytes:
    """The calendar as a file of `text/calendar` in UTF-8: lines of at most 75 octets that end in CR LF."""
    return b"".join(folded(line) + b"\r\n" for line in _lines(calendar))


def folded(line: str) -> bytes:
    """A line in UTF-8, broken where it is too long, never within a character (RFC 5545, 3.1)."""
    rest = line.encode()
    parts = []
    room = MOST_OCTETS
    while len(rest) > room:
        end = room
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(rest[:end])
        rest, room = rest[end:], MOST_OCTETS - 1
    return b"\r\n ".join([*parts, rest])


def text(value: str) -> str:
    """A value of the type TEXT (RFC 5545, 3.3.11); characters that it may not have are left out."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return CONTROL.sub("", BREAK.sub(r"\\n", escaped))


def _lines(calendar: Calendar) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//{text(calendar.product)}//EN"
    yield "CALSCALE:GREGORIAN"
    for name in ("NAME", "X-WR-CALNAME"):
        yield f"{name}:{text(calendar.name)}"
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        yield f"{name}:{text(calendar.description)}"
    yield f"URL:{calendar.page}"
    yield f"SOURCE;VALUE=URI:{calendar.address}"
    yield "REFRESH-INTERVAL;VALUE=DURATION:P1D"
    for day in calendar.days:
        yield from _event(day, f"{calendar.as_of:%Y%m%d}T000000Z")
    yield "END:VCALENDAR"


def _event(day: Day, stamp: str) -> Iterator[str]:
    """One VEVENT; the day after the last one ends it (RFC 5545, 3.6.1)."""
    yield "BEGIN:VEVENT"
    yield f"UID:{text(day.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{day.start:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day.end + timedelta(days=1):%Y%m%d}"
    yield "SEQUENCE:0"
    yield f"SUMMARY:{text(day.summary)}"
    yield from _known("DESCRIPTION", text(day.description))
    yield from _known("LOCATION", text(day.location))
    yield f"URL:{day.address}"
    yield from _known("CATEGORIES", ",".join(text(each) for each in day.categories))
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _known(name: str, value: str) -> Iterable[str]:
    return (f"{name}:{value}",) if value else ()
