"""The brief on a state: one printed sheet for a delegate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

from sitegen.content_types.country import Country
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.lines import Occasion, RuleAdvice, Said, advice_for, occasion, said
from sitegen.pages.parts import Cited, in_time, link, referring, short
from sitegen.pages.state import Encounter, Record, Spans, SubjectRows, meetings, other_events, record, sources, spans, speaks_for
from sitegen.planning import PagesOf
from sitegen.site import Link, Page

T = TypeVar("T")

MOST_MEETINGS, MOST_EVENTS, MOST_STATEMENTS, MOST_ADVICE = 4, 3, 2, 12
"""What fits on one sheet, of A4 and of Letter, beside the treaties of a state that takes part in all; the browser tests print."""


@dataclass(frozen=True)
class Some(Generic[T]):
    """What is shown of a list, and how many more the profile has."""

    shown: tuple[T, ...]
    more: int


@dataclass(frozen=True)
class Gathering:
    """An event that names the state, or a meeting of the outreach with it."""

    occasion: Occasion
    outreach: bool


@dataclass(frozen=True)
class ReadOn:
    """The sources that were read as at one day; None where no day is held."""

    day: date | None
    sources: tuple[Link, ...]


@dataclass(frozen=True)
class BriefView:
    """All that a brief prints; `halves` are the treaties in two columns of about one height."""

    profile: Link
    formal_name: str
    record: Record
    halves: tuple[tuple[SubjectRows, ...], ...]
    gatherings: Some[Gathering]
    statements: Some[Said]
    advice: Some[RuleAdvice]
    sources: tuple[ReadOn, ...]


def _pages(entry: Entry[Country], years: Spans, facts: Facts) -> Iterator[Page]:
    yield Page(
        address=f"{entry.address}brief/",
        template="pages/brief.html",
        title=f"{entry.title}: brief",
        description="",
        view=_view(entry, years, facts),
        section="/countries/",
        trail=(Link("Countries", "/countries/"), link(entry)),
        source=entry.path,
        data=f"{entry.address}index.json",
        entry=entry.ref,
        listed=False,
    )


plan = PagesOf("country", _pages, spans)
"""A brief for every state, below its page; the sitemap leaves it out, since the page has all it says."""


def _view(entry: Entry[Country], years: Spans, facts: Facts) -> BriefView:
    state, found = entry.fields.iso3, record(entry, years, facts)
    spoken = [said(e, facts) for e in _newest(referring(entry.ref, "statement", facts)) if entry.ref in speaks_for(e)]
    return BriefView(
        profile=link(entry),
        formal_name=entry.fields.formal_name if entry.fields.formal_name != entry.title else "",
        record=found,
        halves=halves(found.subjects),
        gatherings=gatherings(meetings(state, facts), [occasion(e) for e in in_time(other_events(entry, facts))]),
        statements=some(spoken, MOST_STATEMENTS),
        advice=some_of_each(advice_for([state], facts), MOST_ADVICE),
        sources=by_day(sources(entry, facts, short)),
    )


def _newest(entries: Iterable[Entry[Any]]) -> tuple[Entry[Any], ...]:
    return in_time(entries)[::-1]


def some(found: Sequence[T], most: int) -> Some[T]:
    """The first of a list, and how many more there are."""
    return Some(tuple(found[:most]), max(0, len(found) - most))


def gatherings(met: Sequence[Encounter], others: Sequence[Occasion]) -> Some[Gathering]:
    """The newest meetings of the outreach and the newest other events, each given in order of time, together newest first."""
    of_outreach = some([Gathering(each.occasion, True) for each in met[::-1]], MOST_MEETINGS)
    of_others = some([Gathering(each, False) for each in others[::-1]], MOST_EVENTS)
    shown = sorted((*of_outreach.shown, *of_others.shown), key=lambda each: each.occasion.date.start, reverse=True)
    return Some(tuple(shown), of_outreach.more + of_others.more)


def some_of_each(groups: Sequence[RuleAdvice], most: int) -> Some[RuleAdvice]:
    """At most so many recommendations, taken from each rule in turn, so that no rule goes short for another; `more`
    counts those left out."""
    places = [(turn, position) for position, group in enumerate(groups) for turn in range(len(group.advice))]
    taken = [position for _, position in sorted(places)[:most]]
    shown = [replace(group, advice=group.advice[: taken.count(position)]) for position, group in enumerate(groups)]
    return Some(tuple(group for group in shown if group.advice), len(places) - len(taken))


def halves(groups: Sequence[SubjectRows]) -> tuple[tuple[SubjectRows, ...], ...]:
    """Two columns of about one height, cut between subjects: a line for each subject's name and for each of its treaties."""
    heights = [1 + len(group.rows) for group in groups]
    cut = min(range(1, len(groups) + 1), key=lambda end: abs(sum(heights[:end]) - sum(heights[end:])), default=0)
    return tuple(half for half in (tuple(groups[:cut]), tuple(groups[cut:])) if half)


def by_day(found: Iterable[Cited]) -> tuple[ReadOn, ...]:
    """Sources by the day as at which they were read, the newest first, then those without a day."""
    days: dict[date | None, list[Link]] = {}
    for cited in found:
        days.setdefault(cited.checked, []).append(cited.source)
    ordered = sorted(days, key=lambda day: day or date.min, reverse=True)
    return tuple(ReadOn(day, tuple(days[day])) for day in ordered)
