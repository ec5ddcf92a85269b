"""The past of treaties and groupings: what held from which day on, so that any day is looked up and not computed again."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, TypeVar

from sitegen.content_types.country import Country
from sitegen.content_types.treaty import Treaty
from sitegen.derive.groupings import members
from sitegen.derive.status import Grid, Sets, Standing, Status, standing, turning_days
from sitegen.links import Library
from sitegen.model import Code, Entry, Ref

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Course(Generic[T]):
    """What held one after the other: the first of `values` before all `days`, each further one from its day on."""

    days: tuple[date, ...]
    values: tuple[T, ...]

    def on(self, day: date) -> T:
        """What held at the end of a day."""
        return self.values[bisect_right(self.days, day)]


@dataclass(frozen=True)
class History:
    """One treaty: the standings of each state, and the states of each status."""

    treaty: Ref
    standings: Mapping[Code, Course[Standing]]
    sets: Course[Sets]

    def grid(self, day: date) -> Grid:
        """The standing of every state at the end of a day, as `status.grid` computes it."""
        return {state: course.on(day) for state, course in self.standings.items()}


Members = Mapping[Ref, frozenset[Code]]


@dataclass(frozen=True)
class Past:
    """Every treaty, and the members of every grouping."""

    treaties: Mapping[Ref, History]
    members: Course[Members]


def past(library: Library) -> Past:
    """The past of all treaties and groupings of a library."""
    return Past({treaty.ref: history(treaty, library) for treaty in library.of("treaty")}, memberships(library))


def history(treaty: Entry[Treaty], library: Library) -> History:
    """The past of a treaty."""
    standings = {e.fields.iso3: _course(treaty, e.fields) for e in library.of("country")}
    return History(treaty.ref, standings, _sets(standings))


def _course(treaty: Entry[Treaty], state: Country) -> Course[Standing]:
    """A state's standings: the law of `status.standing`, asked once for each day on which it can give something else."""
    part = state.treaties.get(treaty.ref)
    days = turning_days(treaty.fields, part) if part else ()
    return Course(days, tuple(standing(treaty, state, day) for day in (date.min, *days)))


def _sets(standings: Mapping[Code, Course[Standing]]) -> Course[Sets]:
    """The states of each status, from the first day to the last."""
    now: dict[Status, set[Code]] = defaultdict(set)
    turns: dict[date, list[tuple[Code, Status, Status]]] = defaultdict(list)
    for state, course in standings.items():
        now[course.values[0].status].add(state)
        for day, (before, after) in zip(course.days, pairwise(course.values), strict=True):
            if before.status is not after.status:
                turns[day].append((state, before.status, after.status))
    frozen = {status: frozenset(states) for status, states in now.items()}
    found: list[Sets] = [frozen]
    for _, moved in sorted(turns.items()):
        for state, old, new in moved:
            now[old].discard(state)
            now[new].add(state)
        changed = {status for _, *both in moved for status in both}
        frozen = frozen | {status: frozenset(now[status]) for status in changed}
        found.append(frozen)
    return Course(tuple(sorted(turns)), tuple(found))


def memberships(library: Library) -> Course[Members]:
    """The members of every grouping: they change when a listed member comes, and the day after its last."""
    groupings = library.of("grouping")
    listed = [member for e in groupings if isinstance(e.fields.members, tuple) for member in e.fields.members]
    came = {member.from_ for member in listed if member.from_}
    left = {member.to + timedelta(days=1) for member in listed if member.to}
    days = tuple(sorted(came | left))
    return Course(days, tuple({e.ref: members(e.ref, library, day) for e in groupings} for day in (date.min, *days)))
