"""Whom the presidencies of the conferences met: order in time, never cause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.event import Event, Participant
from sitegen.derive.groupings import members
from sitegen.links import Library
from sitegen.model import Code, Entry


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
