"""What stands in a calendar: events on their days, and the days on which parties' reports fall due next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sitegen.content_types import CONTENT_TYPES
from sitegen.content_types.treaty import Obligation
from sitegen.derive.due_dates import owed
from sitegen.derive.facts import Facts
from sitegen.model import Code, Date, Entry

SPANS = {kind.name: kind.calendar_span for kind in CONTENT_TYPES if kind.calendar_span}


@dataclass(frozen=True)
class Duty:
    """A coming day on which a report falls due under a treaty, the calendar year it covers (0 for none), and from whom."""

    day: date
    treaty: Entry[Any]
    obligation: Obligation
    covers: int
    states: tuple[Code, ...]


@dataclass(frozen=True)
class Calendar:
    """Entries with the days on which they take place, in order of time; how many are known only by month or year; and
    the coming duties."""

    entries: tuple[tuple[Date, Entry[Any]], ...]
    left_out: int
    duties: tuple[Duty, ...]

    def __bool__(self) -> bool:
        return bool(self.entries or self.duties)


def everything(facts: Facts) -> Calendar:
    """The calendar of the whole site."""
    return _calendar(facts.library.entries.values(), facts.library.of("treaty"), _all_states(facts), facts)


def about(entry: Entry[Any], facts: Facts) -> Calendar:
    """The calendar of a state or of a treaty: the entries that name it, and the state's duties or those of all parties."""
    found = facts.library.backlinks.get(entry.ref, ())
    if entry.type == "country":
        return _calendar(found, facts.library.of("treaty"), [entry.fields.iso3], facts)
    return _calendar(found, [entry], _all_states(facts), facts)


def _calendar(entries: Iterable[Entry[Any]], treaties: Iterable[Entry[Any]], states: Iterable[Code], facts: Facts) -> Calendar:
    found = spans(entries)
    placed = tuple((span, entry) for span, entry in found if on_days(span))
    return Calendar(placed, len(found) - len(placed), duties(treaties, states, facts))


def spans(entries: Iterable[Entry[Any]]) -> list[tuple[Date, Entry[Any]]]:
    """The entries that take place at some time, in order of time."""
    found = [(SPANS[e.type](e.fields), e) for e in entries if e.type in SPANS]
    return sorted(found, key=lambda each: (each[0].start, each[0].end, each[1].slug))


def on_days(span: Date) -> bool:
    """Whether a date is a day or a span of days: what is known only by month or year has no place in a calendar."""
    return all(len(part) == len("YYYY-MM-DD") for part in span.text.split("/"))


def coming(entries: Iterable[Entry[Any]], facts: Facts) -> list[tuple[Date, Entry[Any]]]:
    """The entries that begin after the site's date, in order of time."""
    return [(span, entry) for span, entry in spans(entries) if span.start > facts.as_of]


def duties(treaties: Iterable[Entry[Any]], states: Iterable[Code], facts: Facts) -> tuple[Duty, ...]:
    """The next day after the site's date on which each obligation falls due for some states, nearest first; states whose
    obligation falls due on one day stand together, in the order given."""
    wanted = tuple(states)
    found: list[Duty] = []
    for treaty in treaties:
        found += _next(treaty, wanted, facts)
    return tuple(sorted(found, key=lambda duty: (duty.day, duty.obligation.name)))


def _next(treaty: Entry[Any], states: tuple[Code, ...], facts: Facts) -> Iterator[Duty]:
    """The next day of each obligation for each party that the treaty is in force for, or has a day to enter into force for."""
    days: dict[tuple[Obligation, date, int], list[Code]] = {}
    for state in states:
        for each in owed(treaty.fields, facts.grids[treaty.ref][state], facts.as_of):
            if each.coming:
                days.setdefault((each.obligation, each.coming.day, each.coming.covers), []).append(state)
    for (obligation, day, covers), owing in days.items():
        yield Duty(day, treaty, obligation, covers, tuple(owing))


def _all_states(facts: Facts) -> tuple[Code, ...]:
    return tuple(e.fields.iso3 for e in facts.library.of("country"))
