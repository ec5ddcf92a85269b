"""Whom the presidencies of the conferences met: order in time, never cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.content_types.event import Event, Participant
from sitegen.derive.groupings import members
from sitegen.links import Library
from sitegen.model import Code, Entry

KINDS = ("representatives of states", "governments in their capitals", "international and regional organizations", "others")


@dataclass(frozen=True)
class Meeting:
    """An event of the outreach at which a state was met."""

    event: Entry[Event]
    offices: tuple[str, ...]


def met(library: Library) -> dict[Code, tuple[Meeting, ...]]:
    """The states met in the outreach, each with its meetings in order of time."""
    found: dict[Code, list[Meeting]] = {}
    for event in events(library):
        offices: dict[Code, list[str]] = {}
        for participant in event.fields.participants:
            for state in states_met(participant, event, library):
                offices.setdefault(state, []).append(participant.office)
        for state, names in offices.items():
            found.setdefault(state, []).append(Meeting(event, tuple(name for name in names if name)))
    return {state: tuple(meetings) for state, meetings in found.items()}


def events(library: Library) -> tuple[Entry[Event], ...]:
    """The events of the outreach in order of time."""
    found = [e for e in library.of("event") if e.fields.process]
    return tuple(sorted(found, key=lambda e: (e.fields.date.start, e.fields.date.end, e.slug)))


def states_met(participant: Participant, event: Entry[Event], library: Library) -> Iterator[Code]:
    """The states that a participant stands for, if it was met: itself, or the members of a grouping on the event's day."""
    if participant.as_ == "met" and participant.country:
        yield library[participant.country].fields.iso3
    if participant.as_ == "met" and participant.grouping:
        yield from sorted(members(participant.grouping, library, event.fields.date.start))


def kinds(event: Entry[Event]) -> tuple[str, ...]:
    """The kinds of those met at an event."""
    met_there = [p for p in event.fields.participants if p.as_ == "met"]
    found: Mapping[str, bool] = {
        KINDS[0]: any((p.country and not p.office) or p.grouping for p in met_there),
        KINDS[1]: any(p.country and p.office for p in met_there),
        KINDS[2]: any(p.organization and p.organization.slug in () for p in met_there),
        KINDS[3]: any(p.organization or not (p.country or p.grouping) for p in met_there),
    }
    return tuple(kind for kind, there in found.items() if there)
