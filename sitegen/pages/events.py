"""The calendar: every event by year, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sitegen.derive.facts import Facts
from sitegen.pages.lines import Occasion, occasion
from sitegen.pages.parts import in_time
from sitegen.site import Page


@dataclass(frozen=True)
class Year:
    """The events that start in a year."""

    year: int
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True)
class EventsView:
    """All that the calendar prints."""

    years: tuple[Year, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    events = in_time(facts.library.of("event"))
    by_year = [
        Year(year, tuple(occasion(e) for e in same)) for year, same in groupby(events, key=lambda e: e.fields.date.start.year)
    ]
    yield Page("/events/", "pages/events.html", "Events", "", EventsView(tuple(reversed(by_year))), section="/events/")
