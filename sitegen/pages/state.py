"""What is told of one state wherever it is told: on its page, in its brief and in the comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sitegen.content_types.country import Country
from sitegen.content_types.treaty import SUBJECTS
from sitegen.derive.due_dates import DueDate, owed
from sitegen.derive.facts import Facts
from sitegen.derive.readings import told_by
from sitegen.derive.status import Standing, Status
from sitegen.model import Code, Entry, Ref
from sitegen.pages.lines import Occasion, occasion
from sitegen.pages.parts import Cited, Row, in_time, link, referring, row, short
from sitegen.site import Link


@dataclass(frozen=True)
class SubjectRows:
    """The lines of the treaties on one subject."""

    subject: str
    rows: tuple[Row, ...]


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


Spans = Mapping[Ref, tuple[int, int]]
"""The first and the last year of each register."""


@dataclass(frozen=True)
class Record:
    """Where a state stands and what follows from it, as its page and its brief print it; `undated` are the treaties whose
    entry into force for it is not computed."""

    lead: Row
    lead_treaty: Link
    subregion: Link | None
    subjects: tuple[SubjectRows, ...]
    unknown: tuple[Link, ...]
    undated: tuple[Link, ...]
    duties: tuple[Duty, ...]
    reports: tuple[Report, ...]
    memberships: tuple[Membership, ...]


@dataclass(frozen=True)
class Encounter:
    """A meeting of the outreach with the state: the occasion and the offices met."""

    occasion: Occasion
    offices: tuple[str, ...]


def record(entry: Entry[Country], years: Spans, facts: Facts) -> Record:
    """The record of a state on the site's day."""
    standings = standings_of(entry.fields.iso3, facts)
    lead = facts.grids[facts.config.lead_treaty][entry.fields.iso3]
    subjects = by_subject(standings, facts)
    subregion = facts.subregion(entry.fields.iso3)
    return Record(
        lead=row(lead, short(facts.library[lead.treaty]), facts),
        lead_treaty=link(facts.library[lead.treaty]),
        subregion=link(subregion) if subregion else None,
        subjects=subjects,
        unknown=unknown(standings, facts),
        undated=undated(subjects),
        duties=tuple(duties(standings, facts)),
        reports=tuple(reports(entry, years, facts)),
        memberships=tuple(memberships(entry, facts)),
    )


def standings_of(state: Code, facts: Facts) -> tuple[Standing, ...]:
    """Where a state stands under every treaty on the site's day, in the order of the library."""
    return tuple(facts.grids[treaty.ref][state] for treaty in facts.library.of("treaty"))


def meetings(state: Code, facts: Facts) -> tuple[Encounter, ...]:
    """The meetings of the outreach with a state, in order of time."""
    return tuple(Encounter(occasion(met.event), met.offices) for met in facts.met.get(state, ()))


def other_events(entry: Entry[Country], facts: Facts) -> tuple[Entry[Any], ...]:
    """The events that name the state, other than the meetings of the outreach with it, in order of time."""
    met_at = {meeting.event.ref for meeting in facts.met.get(entry.fields.iso3, ())}
    return in_time(e for e in referring(entry.ref, "event", facts) if e.ref not in met_at)


def speaks_for(entry: Entry[Any]) -> tuple[Ref, ...]:
    """Those on whose behalf a statement is made."""
    return tuple(body.ref for body in entry.fields.on_behalf_of if body.ref)


def by_subject(standings: Iterable[Standing], facts: Facts) -> tuple[SubjectRows, ...]:
    """The lines of the treaties that the state has a known part in, by subject."""
    known = [s for s in standings if s.status not in (Status.UNKNOWN, Status.NO_PART)]
    treaties = facts.library
    groups = []
    for subject in SUBJECTS:
        rows = [row(s, short(treaties[s.treaty]), facts) for s in known if treaties[s.treaty].fields.subject == subject]
        lead_first = sorted(rows, key=lambda each: each.label.address != treaties[facts.config.lead_treaty].address)
        groups += [SubjectRows(subject, tuple(lead_first))] if rows else []
    return tuple(groups)


def unknown(standings: Iterable[Standing], facts: Facts) -> tuple[Link, ...]:
    """The treaties of which no register was read that tells the state's part."""
    return tuple(short(facts.library[each.treaty]) for each in standings if each.status is Status.UNKNOWN)


def undated(groups: Iterable[SubjectRows]) -> tuple[Link, ...]:
    """The treaties to which the state is a party since a day that is not computed."""
    return tuple(row.label for group in groups for row in group.rows if row.status == "party" and not row.in_force)


def duties(standings: Iterable[Standing], facts: Facts) -> Iterator[Duty]:
    """What the state must report as a party, where the treaty's entry says so."""
    for standing in standings:
        treaty = facts.library[standing.treaty]
        for each in owed(treaty.fields, standing, facts.as_of):
            first = each.first if each.first.day <= facts.as_of else None
            yield Duty(short(treaty), first, each.coming, each.obligation.name, each.obligation.article)


def memberships(entry: Entry[Country], facts: Facts) -> Iterator[Membership]:
    """The groupings that a state belongs to on the site's day, in alphabetical order."""
    for grouping in facts.groupings_of(entry.fields.iso3):
        listed = grouping.fields.members if grouping.fields.members != "all" else ()
        since = next((m.from_ for m in listed if m.state == entry.fields.iso3), None)
        yield Membership(link(grouping), grouping.fields.kind, since, grouping.fields.confidence == "inferred")


def spans(facts: Facts) -> Spans:
    """The first and the last calendar year that any state reported on, by register."""
    years: dict[Ref, set[int]] = {}
    for state in facts.library.of("country"):
        for register, reported in state.fields.reporting.items():
            years.setdefault(register, set()).update(reported)
    return {register: (min(found), max(found)) for register, found in years.items() if found}


def reports(entry: Entry[Country], years: Spans, facts: Facts) -> Iterator[Report]:
    """The state's record in each register that holds one of it; `years` are the spans of the registers."""
    for register, reported in entry.fields.reporting.items():
        source = facts.library[register]
        first, last = years.get(register, (1, 0))
        span = tuple((year, year in reported) for year in range(first, last + 1))
        yield Report(Cited(link(source), "", source.fields.checked), span, len(reported))


def sources(entry: Entry[Country], facts: Facts, name: Callable[[Entry[Any]], Link] = link) -> tuple[Cited, ...]:
    """Every source that the page draws on, once: those of the lines first, then of the text and of the base facts."""
    lines = [(facts.library[treaty].fields, part) for treaty, part in entry.fields.treaties.items()]
    told = [
        told_by(part, treaty, facts.library, act) for treaty, part in lines for act in (None, *(act for _, act in part.acts()))
    ]
    read = dict(sorted(told, key=lambda each: each[1]))  # the last day where there are several
    refs = [*(ref for ref, _ in told), *(ref for _, part in lines for ref in part.also)]
    refs += [ref for ref, *_ in entry.body.refs if ref.type == "source"]
    refs += [citation.source for citation in entry.fields.sources]
    found = [facts.library[ref] for ref in dict.fromkeys(refs)]
    return tuple(Cited(name(e), "", read.get(e.ref, e.fields.checked)) for e in found)
