"""The presidents' visits and meetings of 2016 to 2018: by date, by state, and the states never named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.event import Event
from sitegen.content_types.organization import KINDS
from sitegen.derive.facts import Facts
from sitegen.derive.outreach import events, states_met
from sitegen.model import Entry, Ref
from sitegen.pages.lines import Occasion, occasion
from sitegen.pages.parts import Cited, Row, link, row, state_links
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Stop:
    """One entry of the outreach: the occasion, the states met, and the other bodies met."""

    occasion: Occasion
    states: tuple[Link, ...]
    others: tuple[Link, ...]


@dataclass(frozen=True)
class StateMet:
    """A state met, where it stands under the lead treaty, and the occasions."""

    row: Row
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True)
class BodyMet:
    """A body that is no state, and the occasions on which it was met."""

    body: Link
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True)
class OutreachView:
    """All that the page prints. `never` are the profiled states that were not met; `elsewhere` states met that are not profiled."""

    treaty: Link
    grouping: Link
    stops: tuple[Stop, ...]
    met: tuple[StateMet, ...]
    elsewhere: tuple[StateMet, ...]
    never: tuple[Row, ...]
    kinds: tuple[tuple[str, tuple[BodyMet, ...]], ...]
    sources: tuple[Cited, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    treaty = facts.library[facts.config.lead_treaty]
    grid = facts.grids[treaty.ref]
    countries = facts.library.of("country")
    found = [(e, StateMet(row(grid[e.fields.iso3], link(e), facts), _occasions(e.fields.iso3, facts))) for e in countries]
    stops = tuple(_stop(event, facts) for event in events(facts.library))
    citations = dict.fromkeys(c.source for e in events(facts.library) for c in e.fields.sources)
    view = OutreachView(
        treaty=Link(treaty.fields.short, treaty.address),
        grouping=link(facts.library[facts.config.profiled]),
        stops=stops,
        met=tuple(met for e, met in found if met.occasions and facts.is_profiled(e)),
        elsewhere=tuple(met for e, met in found if met.occasions and not facts.is_profiled(e)),
        never=tuple(met.row for e, met in found if not met.occasions and facts.is_profiled(e)),
        kinds=tuple(_kinds(facts)),
        sources=tuple(Cited(link(facts.library[ref]), "", facts.library[ref].fields.checked) for ref in citations),
    )
    yield Page("/outreach/", "pages/outreach.html", "Outreach, 2016 to 2018", "", view, "/events/", (Link("Events", "/events/"),))


def _occasions(state: str, facts: Facts) -> tuple[Occasion, ...]:
    found = facts.met.get(facts.library.codes[state].fields.iso3, ())
    return tuple(occasion(meeting.event) for meeting in found)


def _stop(event: Entry[Event], facts: Facts) -> Stop:
    met = [p for p in event.fields.participants if p.as_ == "met"]
    states = {state for p in met for state in states_met(p, event, facts.library)}
    others = tuple(link(facts.library[p.organization]) for p in met if p.organization)
    return Stop(occasion(event), state_links(states, facts), tuple(dict.fromkeys(others)))


def _kinds(facts: Facts) -> Iterator[tuple[str, tuple[BodyMet, ...]]]:
    """The bodies met that are no states, by what sort of body they are."""
    for kind in KINDS:
        bodies = [e for e in facts.library.of("organization") if e.fields.kind == kind]
        found = ((e, tuple(occasion(event) for event in events(facts.library) if e.ref in _bodies_met(event))) for e in bodies)
        met = tuple(BodyMet(link(e), occasions) for e, occasions in found if occasions)
        if met:
            yield kind, met


def _bodies_met(event: Entry[Event]) -> tuple[Ref, ...]:
    return tuple(p.organization for p in event.fields.participants if p.as_ == "met" and p.organization)
