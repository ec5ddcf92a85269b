"""What an editor could still do: what is unknown, doubtful, not read for a year, without a source, not translated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sitegen.derive.claims import CANNOT
from sitegen.derive.facts import Facts
from sitegen.derive.status import Standing, Status
from sitegen.model import Code, Date, Entry, Ref

YEAR = timedelta(days=365)
LIVING = ("register", "dataset", "list", "web page")
"""The kinds of sources that change; what was printed once does not."""


@dataclass(frozen=True)
class StatesOf:
    """The profiled states, in alphabetical order, of which something is not known under a treaty."""

    treaty: Ref
    states: tuple[Code, ...]


@dataclass(frozen=True)
class Doubt:
    """An entry with something that is not certain: `kind` is one of DOUBTS, `what` the detail in the content's words."""

    entry: Ref
    kind: str
    what: str = ""


DOUBTS = ("date", "inferred", "erratum", "unchecked", "needs", "claim")


@dataclass(frozen=True)
class Gaps:
    """All gaps of the content. `stale` has what was read more than a year before the site's day, oldest first; `bare`
    profiled states without a text of their own; `languages` those of the settings beyond the first."""

    unknown: tuple[StatesOf, ...]
    not_computed: tuple[StatesOf, ...]
    doubts: tuple[Doubt, ...]
    stale: tuple[tuple[date, Ref], ...]
    unsourced: tuple[Ref, ...]
    bare: tuple[Ref, ...]
    languages: tuple[str, ...]


def gaps(facts: Facts) -> Gaps:
    """Look through the whole content."""
    entries = tuple(facts.library.entries.values())
    profiled = [e for e in facts.library.of("country") if facts.is_profiled(e)]
    return Gaps(
        unknown=tuple(_states(facts, lambda standing: standing.status is Status.UNKNOWN)),
        not_computed=tuple(_states(facts, lambda standing: standing.status is Status.PARTY and not standing.in_force)),
        doubts=tuple(doubt for entry in entries for doubt in _doubts(entry, facts)),
        stale=tuple(sorted(found for entry in entries for found in _stale(entry, facts.as_of - YEAR))),
        unsourced=tuple(e.ref for e in entries if getattr(e.fields, "sources", None) == () and e.type != "treaty"),
        bare=tuple(e.ref for e in profiled if not e.body.text),
        languages=facts.config.languages[1:],
    )


def _states(facts: Facts, is_gap: Callable[[Standing], bool]) -> Iterator[StatesOf]:
    """For each treaty the profiled states whose standing is a gap."""
    for treaty, grid in facts.grids.items():
        states = tuple(state for state in facts.states(facts.config.profiled) if is_gap(grid[state]))
        if states:
            yield StatesOf(treaty, states)


def _doubts(entry: Entry[Any], facts: Facts) -> Iterator[Doubt]:
    fields = entry.fields
    if isinstance(day := getattr(fields, "date", None), Date) and day.doubtful:
        yield Doubt(entry.ref, "date", day.text)
    if getattr(fields, "confidence", "") == "inferred":
        yield Doubt(entry.ref, "inferred")
    if entry.type == "event" and fields.erratum:
        yield Doubt(entry.ref, "erratum", fields.erratum)
    if entry.type == "treaty" and fields.unchecked:
        yield Doubt(entry.ref, "unchecked", ", ".join(fields.unchecked))
    if entry.type == "recommendation" and fields.needs:
        yield Doubt(entry.ref, "needs", fields.needs)
    if entry.type == "claim" and facts.verdicts[entry.ref].verdict == CANNOT:
        yield Doubt(entry.ref, "claim", facts.verdicts[entry.ref].reason)


def _stale(entry: Entry[Any], since: date) -> Iterator[tuple[date, Ref]]:
    """Registers, lines with a day of their own and other living sources that were last read before a day."""
    if entry.type == "treaty" and entry.fields.register.checked < since:
        yield entry.fields.register.checked, entry.ref
    if entry.type == "country":
        lines = {part.checked for part in entry.fields.treaties.values() if part.checked and part.checked < since}
        yield from ((day, entry.ref) for day in lines)
    if entry.type == "source" and entry.fields.kind in LIVING and entry.fields.checked < since:
        yield entry.fields.checked, entry.ref
