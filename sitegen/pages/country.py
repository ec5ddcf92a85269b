"""A state's page: a full profile, or a short status record for states that are not profiled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sitegen.content_types.country import Country
from sitegen.content_types.treaty import SUBJECTS
from sitegen.derive.due_dates import DueDate, due, next_due
from sitegen.derive.facts import Facts
from sitegen.derive.status import Standing, Status
from sitegen.model import Entry, Ref
from sitegen.pages.acts import Act, acts
from sitegen.pages.coming import Coming, coming
from sitegen.pages.follow import with_calendar, with_feed
from sitegen.pages.lines import Advice, Occasion, RuleAdvice, Said, advice, advice_for, occasion, said
from sitegen.pages.parts import Cited, Row, entry_page, in_time, link, referring, row, short
from sitegen.site import Link, Page

MENTIONS = ("country", "treaty", "topic", "toolkit", "term", "page")
"""The types whose texts may mention a state; the others have blocks of their own."""


@dataclass(frozen=True)
class SubjectRows:
    """The lines of the treaties on one subject."""

    subject: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class TimelineDay:
    """What a state did on one day: lines of the same act with the treaties it was done under."""

    day: date
    acts: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True)
class Duty:
    """A report due under a treaty: when it first fell due and when it is due next."""

    treaty: Link
    first: DueDate | None
    coming: DueDate | None
    name: str
    article: str


@dataclass(frozen=True)
class Membership:
    """A grouping that a state belongs to, and since when, where that is known."""

    grouping: Link
    kind: str
    since: date | None
    inferred: bool


@dataclass(frozen=True)
class Report:
    """The years on which a state reported to a register, among all years that the register has."""

    register: Cited
    years: tuple[tuple[int, bool], ...]
    reported: int


@dataclass(frozen=True)
class Encounter:
    """A meeting of the outreach with the state: the occasion and the offices met."""

    occasion: Occasion
    offices: tuple[str, ...]


@dataclass(frozen=True)
class CountryView:
    """All that a state's page prints."""

    country: Country
    profiled: bool
    body: str
    lead: Row
    lead_treaty: Link
    subregion: Link | None
    subjects: tuple[SubjectRows, ...]
    parties: int
    signatories: int
    unknown: tuple[Link, ...]
    timeline: tuple[TimelineDay, ...]
    duties: tuple[Duty, ...]
    coming: tuple[Coming, ...]
    memberships: tuple[Membership, ...]
    reports: tuple[Report, ...]
    undated: tuple[Link, ...]
    sources: tuple[Cited, ...]
    meetings: tuple[Encounter, ...]
    events: tuple[Occasion, ...]
    statements: tuple[Said, ...]
    statements_about: tuple[Said, ...]
    advice: tuple[RuleAdvice, ...]
    given: tuple[Advice, ...]
    claims: tuple[Link, ...]
    mentions: tuple[Link, ...]
    previous: Link | None
    following: Link | None


def plan(facts: Facts) -> Iterator[Page]:
    """A page for every state, in alphabetical order."""
    profiled = [e for e in facts.library.of("country") if facts.is_profiled(e)]
    for entry in facts.library.of("country"):
        position = profiled.index(entry) if entry in profiled else -1
        page = entry_page(
            entry,
            "pages/country.html",
            _view(
                entry,
                facts,
                link(profiled[position - 1]) if position > 0 else None,
                link(profiled[position + 1]) if -1 < position < len(profiled) - 1 else None,
            ),
            Link("Countries", "/countries/"),
        )
        yield with_calendar(with_feed(page), entry, facts)


def _view(entry: Entry[Country], facts: Facts, previous: Link | None, following: Link | None) -> CountryView:
    state = entry.fields.iso3
    standings = [facts.grids[treaty.ref][state] for treaty in facts.library.of("treaty")]
    lead = facts.grids[facts.config.lead_treaty][state]
    groups = [standing.status.by_deposit for standing in standings]
    subjects = _subjects(standings, facts)
    subregion = facts.subregion(state)
    statements = in_time(referring(entry.ref, "statement", facts))
    return CountryView(
        country=entry.fields,
        profiled=facts.is_profiled(entry),
        body=entry.body.html,
        lead=row(lead, short(facts.library[lead.treaty]), facts),
        lead_treaty=link(facts.library[lead.treaty]),
        subregion=link(subregion) if subregion else None,
        subjects=subjects,
        parties=groups.count("party"),
        signatories=groups.count("signatory"),
        unknown=tuple(short(facts.library[s.treaty]) for s in standings if s.status is Status.UNKNOWN),
        timeline=_timeline(entry, facts),
        duties=tuple(_duties(standings, facts)),
        coming=coming(referring(entry.ref, "event", facts), (), (), facts),
        memberships=tuple(_memberships(entry, facts)),
        reports=tuple(_reports(entry, facts)),
        undated=tuple(each.label for group in subjects for each in group.rows if each.status == "party" and not each.in_force),
        sources=_sources(entry, facts),
        meetings=tuple(Encounter(occasion(m.event), m.offices) for m in facts.met.get(state, ())),
        events=tuple(occasion(e) for e in _events(entry, facts)),
        statements=tuple(said(e, facts) for e in statements if entry.ref in speaks_for(e)),
        statements_about=tuple(said(e, facts) for e in statements if entry.ref not in speaks_for(e)),
        advice=advice_for([state], facts),
        claims=tuple(link(e) for e in referring(entry.ref, "claim", facts)),
        given=tuple(advice(e, facts) for e in referring(entry.ref, "recommendation", facts)),
        mentions=tuple(link(e) for e in facts.library.backlinks.get(entry.ref, ()) if e.type in MENTIONS),
        previous=previous,
        following=following,
    )


def _events(entry: Entry[Country], facts: Facts) -> tuple[Entry[Any], ...]:
    """The events that name the state, other than the meetings of the outreach with it, in order of time."""
    met_at = {meeting.event.ref for meeting in facts.met.get(entry.fields.iso3, ())}
    return in_time(e for e in referring(entry.ref, "event", facts) if e.ref not in met_at)


def speaks_for(entry: Entry[Any]) -> tuple[Ref, ...]:
    """Those on whose behalf a statement is made."""
    return tuple(body.ref for body in entry.fields.on_behalf_of if body.ref)


def _subjects(standings: list[Standing], facts: Facts) -> tuple[SubjectRows, ...]:
    """The lines of the treaties that the state has a known part in, by subject."""
    known = [s for s in standings if s.status not in (Status.UNKNOWN, Status.NO_PART)]
    treaties = facts.library
    groups = []
    for subject in SUBJECTS:
        rows = [row(s, short(treaties[s.treaty]), facts) for s in known if treaties[s.treaty].fields.subject == subject]
        lead_first = sorted(rows, key=lambda each: each.label.address != treaties[facts.config.lead_treaty].address)
        groups += [SubjectRows(subject, tuple(lead_first))] if rows else []
    return tuple(groups)


def _timeline(entry: Entry[Country], facts: Facts) -> tuple[TimelineDay, ...]:
    """The acts of a state, newest day first; acts of one word on one day stand together."""
    found = acts([entry.fields.iso3], [treaty.ref for treaty in facts.library.of("treaty")], facts)
    return tuple(TimelineDay(day, _by_word(list(same_day))) for day, same_day in groupby(found, key=lambda act: act.day))


def _by_word(same_day: list[Act]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    words = dict.fromkeys(act.word for act in same_day)
    return tuple((word, tuple(act.treaty for act in same_day if act.word == word)) for word in words)


def _duties(standings: list[Standing], facts: Facts) -> Iterator[Duty]:
    """What the state must report as a party, where the treaty's entry says so."""
    for standing in standings:
        treaty = facts.library[standing.treaty]
        if standing.in_force and standing.status is not Status.WITHDRAWN:
            for obligation in treaty.fields.obligations:
                coming = next_due(obligation, standing.in_force, facts.as_of)
                first = next(iter(due(obligation, standing.in_force, facts.as_of)), None)
                yield Duty(short(treaty), first, coming, obligation.name, obligation.article)


def _memberships(entry: Entry[Country], facts: Facts) -> Iterator[Membership]:
    for grouping in facts.groupings_of(entry.fields.iso3):
        listed = grouping.fields.members if grouping.fields.members != "all" else ()
        since = next((m.from_ for m in listed if m.state == entry.fields.iso3), None)
        yield Membership(link(grouping), grouping.fields.kind, since, grouping.fields.confidence == "inferred")


def _reports(entry: Entry[Country], facts: Facts) -> Iterator[Report]:
    for register, years in entry.fields.reporting.items():
        known = [y for e in facts.library.of("country") for y in e.fields.reporting.get(register, ())]
        source = facts.library[register]
        span = tuple((year, year in years) for year in range(min(known), max(known) + 1)) if known else ()
        yield Report(Cited(link(source), "", source.fields.checked), span, len(years))


def _sources(entry: Entry[Country], facts: Facts) -> tuple[Cited, ...]:
    """Every source that the page draws on, once: those of the lines first, then of the text and of the base facts."""
    lines = [(facts.library[treaty].fields.register, part) for treaty, part in entry.fields.treaties.items()]
    read = {part.source or register.source: part.checked or register.checked for register, part in lines}
    refs = [*read, *(ref for _, part in lines for ref in part.also)]
    refs += [ref for ref, _, _ in entry.body.refs if ref.type == "source"]
    refs += [citation.source for citation in entry.fields.sources]
    found = [facts.library[ref] for ref in dict.fromkeys(refs)]
    return tuple(Cited(link(e), "", read.get(e.ref, e.fields.checked)) for e in found)
