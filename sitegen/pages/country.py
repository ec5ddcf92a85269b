"""A state's page: a full profile, or a short status record for states that are not profiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sitegen.charts.timeline import Timeline
from sitegen.content_types.country import Country
from sitegen.derive.facts import Facts
from sitegen.model import Entry, Ref
from sitegen.pages.acts import Act, acts
from sitegen.pages.coming import Coming, coming
from sitegen.pages.follow import with_calendar, with_feed
from sitegen.pages.lines import Advice, Occasion, RuleAdvice, Said, advice, advice_for, occasion, said
from sitegen.pages.parts import Cited, entry_page, in_time, link, referring
from sitegen.pages.pictures import state_timeline, timeline_picture
from sitegen.pages.state import (
    Encounter,
    Record,
    Spans,
    meetings,
    other_events,
    record,
    sources,
    spans,
    speaks_for,
    standings_of,
)
from sitegen.planning import PagesOf
from sitegen.site import Link, Page

MENTIONS = ("country", "treaty", "topic", "toolkit", "term", "page")
"""The types whose texts may mention a state; the others have blocks of their own."""


@dataclass(frozen=True)
class TimelineDay:
    """What a state did on one day: lines of the same act with the treaties it was done under."""

    day: date
    acts: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True)
class CountryView:
    """All that a state's page prints."""

    country: Country
    profiled: bool
    body: str
    record: Record
    parties: int
    signatories: int
    recorded: int
    picture: Timeline | None
    timeline: tuple[TimelineDay, ...]
    coming: tuple[Coming, ...]
    sources: tuple[Cited, ...]
    meetings: tuple[Encounter, ...]
    events: tuple[Occasion, ...]
    statements: tuple[Said, ...]
    statements_about: tuple[Said, ...]
    advice: tuple[RuleAdvice, ...]
    given: tuple[Advice, ...]
    claims: tuple[Link, ...]
    mentions: tuple[Link, ...]
    brief: str
    comparison: str
    previous: Link | None
    following: Link | None


def _shared(facts: Facts) -> tuple[tuple[Ref, ...], Spans]:
    """The states with a profile, in alphabetical order, and the years reported on."""
    return tuple(e.ref for e in facts.library.of("country") if facts.is_profiled(e)), spans(facts)


def _pages(entry: Entry[Country], shared: tuple[tuple[Ref, ...], Spans], facts: Facts) -> Iterator[Page]:
    profiled, years = shared
    position = profiled.index(entry.ref) if entry.ref in profiled else -1
    view = _view(
        entry,
        years,
        facts,
        link(facts.library[profiled[position - 1]]) if position > 0 else None,
        link(facts.library[profiled[position + 1]]) if -1 < position < len(profiled) - 1 else None,
    )
    pictures = timeline_picture(entry, view.picture, facts)
    page = entry_page(entry, "pages/country.html", view, Link("Countries", "/countries/"), pictures=pictures)
    yield with_calendar(with_feed(page), entry, facts)


plan = PagesOf("country", _pages, _shared)
"""A page for every state, in alphabetical order."""


def _view(entry: Entry[Country], years: Spans, facts: Facts, previous: Link | None, following: Link | None) -> CountryView:
    state = entry.fields.iso3
    groups = [standing.status.by_deposit for standing in standings_of(state, facts)]
    statements = in_time(referring(entry.ref, "statement", facts))
    events = other_events(entry, facts)
    told = {"event": events, "meeting": [met.event for met in facts.met.get(state, ())], "statement": statements}
    return CountryView(
        country=entry.fields,
        profiled=facts.is_profiled(entry),
        body=entry.body.html,
        record=record(entry, years, facts),
        parties=groups.count("party"),
        signatories=groups.count("signatory"),
        recorded=len(groups) - groups.count("unknown"),
        picture=state_timeline(entry, told, facts),
        timeline=_timeline(entry, facts),
        coming=coming(referring(entry.ref, "event", facts), (), (), facts),
        sources=sources(entry, facts),
        meetings=meetings(state, facts),
        events=tuple(occasion(e) for e in events),
        statements=tuple(said(e, facts) for e in statements if entry.ref in speaks_for(e)),
        statements_about=tuple(said(e, facts) for e in statements if entry.ref not in speaks_for(e)),
        advice=advice_for([state], facts),
        claims=tuple(link(e) for e in referring(entry.ref, "claim", facts)),
        given=tuple(advice(e, facts) for e in referring(entry.ref, "recommendation", facts)),
        mentions=tuple(link(e) for e in facts.library.backlinks.get(entry.ref, ()) if e.type in MENTIONS),
        brief=f"{entry.address}brief/",
        comparison=f"/compare/?states={entry.slug}",
        previous=previous,
        following=following,
    )


def _timeline(entry: Entry[Country], facts: Facts) -> tuple[TimelineDay, ...]:
    """The acts of a state, newest day first; acts of one word on one day stand together."""
    found = acts([entry.fields.iso3], [treaty.ref for treaty in facts.library.of("treaty")], facts)
    return tuple(TimelineDay(day, _by_word(list(same_day))) for day, same_day in groupby(found, key=lambda act: act.day))


def _by_word(same_day: list[Act]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    words = dict.fromkeys(act.word for act in same_day)
    return tuple((word, tuple(act.treaty for act in same_day if act.word == word)) for word in words)
