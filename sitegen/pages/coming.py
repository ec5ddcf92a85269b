"""Days that are coming, as lines of lists: events, and reports that fall due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sitegen.derive import calendar
from sitegen.derive.calendar import Duty
from sitegen.derive.facts import Facts
from sitegen.model import Code, Date, Entry
from sitegen.pages.lines import Occasion, occasion
from sitegen.pages.parts import link, short
from sitegen.site import Link

MOST = 10
NAMED = 3
"""Up to how many parties a line names."""


@dataclass(frozen=True)
class Due:
    """A report that falls due: its name, the article, the treaty, the calendar year it covers (0 for none), from how many parties;
    where they are few, who."""

    name: str
    article: str
    treaty: Link
    covers: int
    states: int
    parties: tuple[Link, ...]


@dataclass(frozen=True)
class Coming:
    """A day that is coming, with an event or with a report that falls due."""

    date: Date
    due: Due | None = None
    event: Occasion | None = None


def coming(
    entries: Iterable[Entry[Any]], treaties: Iterable[Entry[Any]], states: Iterable[Code], facts: Facts
) -> tuple[Coming, ...]:
    """The next events of some entries and the next reports that some states owe under some treaties, nearest first."""
    found = [_due(duty, facts) for duty in calendar.duties(treaties, states, facts)]
    found += [Coming(span, event=occasion(entry)) for span, entry in calendar.coming(entries, facts)]
    return tuple(sorted(found, key=lambda each: each.date.start)[:MOST])


def _due(duty: Duty, facts: Facts) -> Coming:
    rule, few = duty.obligation, duty.states if len(duty.states) <= NAMED else ()
    parties = tuple(link(facts.library.codes[state]) for state in few)
    due = Due(rule.name, rule.article, short(duty.treaty), duty.covers, len(duty.states), parties)
    return Coming(Date(duty.day, duty.day, duty.day.isoformat()), due)
