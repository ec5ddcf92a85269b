"""The calendar: every event by year, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sitegen.derive.facts import Facts
from sitegen.pages.coming import Coming, coming
from sitegen.pages.follow import with_all
from sitegen.pages.lines import Occasion, occasion
from sitegen.pages.parts import in_time, link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Year:
    """The events that start in a year."""

    year: int
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True)
class EventsView:
    """All that the calendar prints; `grouping` is the one whose states' reports are among what is coming."""

    grouping: Link
    coming: tuple[Coming, ...]
    years: tuple[Year, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    default = facts.config.default_grouping
    events = in_time(e for e in facts.library.of("event") if e.fields.date.start <= facts.as_of)
    by_year = [
        Year(year, tuple(occasion(e) for e in same)) for year, same in groupby(events, key=lambda e: e.fields.date.start.year)
    ]
    view = EventsView(
        grouping=link(facts.library[default]),
        coming=coming(facts.library.of("event"), facts.library.of("treaty"), facts.states(default), facts),
        years=tuple(reversed(by_year)),
    )
    yield with_all(Page("/events/", "pages/events.html", "Events", "", view, section="/events/"), facts)
