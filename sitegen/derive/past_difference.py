"""What changes on the dated pages of treaties and in the published counts of past days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sitegen.derive.facts import Facts
from sitegen.derive.sides import Sides
from sitegen.model import Code, Ref


class Numbers(NamedTuple):
    """The states of a grouping by deposit."""

    parties: int
    signatories: int
    neither: int


@dataclass(frozen=True)
class PastStatusChange:
    """A state that stands in another list of a treaty on some of its dated pages: their days, and its status."""

    state: str
    treaty: str
    days: tuple[date, ...]
    before: str
    after: str


@dataclass(frozen=True)
class PastCountChange:
    """Past days on which the numbers of a treaty in a grouping differ by as much each; the numbers are those of the first."""

    treaty: str
    grouping: str
    days: tuple[date, ...]
    before: Numbers
    after: Numbers


def numbers(treaty: Ref, grouping: Ref, facts: Facts, day: date | None = None) -> Numbers:
    """The numbers of a treaty in a grouping on the site's day or another."""
    found = facts.count(treaty, grouping, day)
    return Numbers(found.parties, found.signatories, found.neither)


def past_statuses(sides: Sides) -> Iterator[PastStatusChange]:
    """The states that stand in other lists of dated pages."""
    for treaty in sides.both("treaty"):
        found: dict[tuple[Code, str, str], list[date]] = {}
        for day in _days(treaty, sides):
            was, now = _statuses(treaty, day, sides.before), _statuses(treaty, day, sides.after)
            for state, status in was.items():
                if state in now and now[state] != status:
                    found.setdefault((state, status, now[state]), []).append(day)
        for (state, old, new), days in sorted(found.items(), key=lambda each: (sides.name(each[0][0]), each[1])):
            yield PastStatusChange(sides.name(state), sides.title(treaty), tuple(days), old, new)


def past_counts(sides: Sides) -> Iterator[PastCountChange]:
    """The counts of past days, where both have them."""
    for treaty in sides.both("treaty"):
        days = _days(treaty, sides)
        for grouping in sides.both("grouping"):
            found: dict[tuple[int, ...], list[tuple[date, Numbers, Numbers]]] = {}
            for day in days:
                was, now = (numbers(treaty, grouping, facts, day) for facts in (sides.before, sides.after))
                if was != now:
                    found.setdefault(tuple(new - old for old, new in zip(was, now, strict=True)), []).append((day, was, now))
            for alike in found.values():
                titles, (_, was, now) = (sides.title(treaty), sides.title(grouping)), alike[0]
                yield PastCountChange(*titles, tuple(day for day, *_ in alike), was, now)


def _days(treaty: Ref, sides: Sides) -> tuple[date, ...]:
    """The days for which a treaty has a dated page in both, but for the site's own."""
    shared = set(sides.before.dates[treaty]).intersection(sides.after.dates[treaty])
    return tuple(day for day in sorted(shared) if not day == sides.before.as_of == sides.after.as_of)


def _statuses(treaty: Ref, day: date, facts: Facts) -> dict[Code, str]:
    sets = facts.past.treaties[treaty].sets.on(day)
    return {state: status.value.replace("-", " ") for status, states in sets.items() for state in states}
