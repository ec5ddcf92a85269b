"""An event's page: when, where, who took part, what was said, and what is doubtful in the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.content_types.event import Event, Participant
from sitegen.derive.dates import last_day
from sitegen.derive.facts import Facts
from sitegen.derive.outreach import states_met
from sitegen.model import Entry, Ref
from sitegen.pages.dates import address_on
from sitegen.pages.lines import Occasion, Said, occasion, said
from sitegen.pages.parts import Cited, cited, entry_page, in_time, link, links_to, numbered, referring, state_links
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Attendee:
    """Someone who took part: the body if it has a page, the office, the part taken, and the members a grouping stands for."""

    anchor: str
    body: Link | None
    office: str
    part: str
    printed: str
    members: tuple[Link, ...]


@dataclass(frozen=True)
class EventView:
    """All that an event's page prints; `dated` are its treaties as they stood on its last day, where there is a page for it."""

    event: Event
    body: str
    countries: tuple[tuple[str, Link | None], ...]
    treaties: tuple[Link, ...]
    dated: tuple[Link, ...]
    part_of: Link | None
    same_as: tuple[Link, ...]
    attendees: tuple[Attendee, ...]
    statements: tuple[Said, ...]
    within: tuple[Occasion, ...]
    sources: tuple[Cited, ...]
    previous: Occasion | None
    following: Occasion | None


Neighbours = Mapping[str, tuple[Occasion | None, Occasion | None]]


def _pages(entry: Entry[Event], neighbours: Neighbours, facts: Facts) -> Iterator[Page]:
    yield entry_page(entry, "pages/event.html", _view(entry, facts, *neighbours[entry.slug]), Link("Events", "/events/"))


def _neighbours(facts: Facts) -> Neighbours:
    """By slug the events before and after each, in time."""
    events = in_time(facts.library.of("event"))
    told = [None, *(occasion(each) for each in events), None]
    return {entry.slug: (before, after) for entry, before, after in zip(events, told, told[2:], strict=False)}


plan = PagesOf("event", _pages, _neighbours)
"""A page for every event."""


def _view(entry: Entry[Event], facts: Facts, before: Occasion | None, after: Occasion | None) -> EventView:
    fields = entry.fields
    related = in_time(referring(entry.ref, "event", facts))
    return EventView(
        event=fields,
        body=entry.body.html,
        countries=tuple((p.city, link(facts.library[p.country]) if p.country else None) for p in fields.places),
        treaties=links_to(fields.treaties, facts),
        dated=tuple(_dated(fields, facts)),
        part_of=link(facts.library[fields.part_of]) if fields.part_of else None,
        same_as=links_to(dict.fromkeys([*fields.same_as, *(e.ref for e in related if entry.ref in e.fields.same_as)]), facts),
        attendees=_attendees(entry, facts),
        statements=tuple(said(e, facts) for e in in_time(referring(entry.ref, "statement", facts))),
        within=tuple(occasion(e) for e in related if e.fields.part_of == entry.ref),
        sources=tuple(cited(citation, facts) for citation in fields.sources),
        previous=before,
        following=after,
    )


def _dated(event: Event, facts: Facts) -> Iterator[Link]:
    """The dated pages of an event's treaties for its last day."""
    day = last_day(event)
    for treaty in event.treaties:
        if day and day in facts.dates[treaty]:
            yield Link(facts.library[treaty].title, address_on(facts.library[treaty], day))


def _attendees(entry: Entry[Event], facts: Facts) -> tuple[Attendee, ...]:
    """Those who took part, each with the slug of its body as its anchor, or the word `office`."""
    participants = entry.fields.participants
    anchors = numbered(body.slug if (body := _body(p)) else "office" for p in participants)
    return tuple(_attendee(anchor, p, entry, facts) for anchor, p in zip(anchors, participants, strict=True))


def _body(participant: Participant) -> Ref | None:
    return participant.organization or participant.country or participant.grouping


def _attendee(anchor: str, participant: Participant, entry: Entry[Event], facts: Facts) -> Attendee:
    body = _body(participant)
    stands_for = states_met(participant, entry, facts.library) if participant.grouping else ()
    return Attendee(
        anchor=anchor,
        body=link(facts.library[body]) if body else None,
        office=participant.office,
        part=participant.as_,
        printed=participant.printed,
        members=state_links(stands_for, facts),
    )
