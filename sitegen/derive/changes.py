"""What readers may follow: the acts of states, the entries with a date of their own, and the notes on what changed in an entry."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sitegen.content_types import CONTENT_TYPES
from sitegen.derive.facts import Facts
from sitegen.model import Code, Date, Entry, Ref

DATED = {kind.name: kind.feed_date for kind in CONTENT_TYPES if kind.feed_date}
ISSUED = {kind.name: kind.issued_by for kind in CONTENT_TYPES if kind.issued_by}
KINDS = ("act", *DATED, "note")
"""The kinds of changes, in the order of the choices that readers have."""


@dataclass(frozen=True)
class Change:
    """Something dated: an act of a state (`entry`) under a treaty with its word, an entry by its own date, or a note on one.

    `number` counts the notes on an entry from 1, in their order.
    """

    kind: str
    date: Date
    entry: Entry[Any]
    treaty: Entry[Any] | None = None
    word: str = ""
    note: str = ""
    number: int = 0

    @property
    def day(self) -> datetime.date:
        """The first day that the date can mean: the one by which changes are ordered."""
        return self.date.start


def acts(states: Iterable[Code], treaties: Iterable[Ref], facts: Facts) -> Iterator[Change]:
    """The acts of some states under some treaties up to the site's date, state by state."""
    wanted = [facts.library[treaty] for treaty in treaties]
    for country in (facts.library[state] for state in states):
        for treaty in wanted:
            part = country.fields.treaties.get(treaty.ref)
            for word, act in part.acts() if part else ():
                if act.date <= facts.as_of:
                    yield Change("act", _on(act.date), country, treaty, word)


def everything(facts: Facts) -> tuple[Change, ...]:
    """The acts of the profiled states, all entries with a date and all notes, newest first."""
    entries = facts.library.entries.values()
    return _newest_first(acts(facts.states(facts.config.profiled), _treaties(facts), facts), entries, entries, facts)


def about(entry: Entry[Any], facts: Facts) -> tuple[Change, ...]:
    """What concerns a state, a treaty or an issuer, newest first: its acts or those under it, the entries that name it or
    that it issued, and the notes on all these."""
    found = [e for e in facts.library.backlinks.get(entry.ref, ()) if e.type in DATED]
    if entry.type == "country":
        return _newest_first(acts([entry.fields.iso3], _treaties(facts), facts), found, [entry, *found], facts)
    if entry.type == "treaty":
        states = [e.fields.iso3 for e in facts.library.of("country")]
        return _newest_first(acts(states, [entry.ref], facts), found, [entry, *found], facts)
    issued = [e for e in found if e.type in ISSUED and any(body.ref == entry.ref for body in ISSUED[e.type](e.fields))]
    return _newest_first((), issued, [entry, *issued], facts) if issued else ()


def _treaties(facts: Facts) -> list[Ref]:
    return [e.ref for e in facts.library.of("treaty")]


def _newest_first(
    acts_found: Iterable[Change], dated: Iterable[Entry[Any]], noted: Iterable[Entry[Any]], facts: Facts
) -> tuple[Change, ...]:
    """Changes up to the site's date; of one day, acts before entries before notes."""
    entries = (Change(e.type, DATED[e.type](e.fields), e) for e in dated if e.type in DATED)
    notes = (note for e in noted for note in _notes(e))
    found = [change for change in (*acts_found, *entries, *notes) if change.day <= facts.as_of]
    return tuple(sorted(found, key=lambda change: change.day, reverse=True))


def _notes(entry: Entry[Any]) -> Iterator[Change]:
    for number, each in enumerate(entry.fields.changes, 1):
        yield Change("note", _on(each.date), entry, note=each.note, number=number)


def _on(day: datetime.date) -> Date:
    return Date(day, day, day.isoformat())
