"""How many states of a grouping stand where: each count is the size of a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sitegen.derive.status import Grid, Standing, Status
from sitegen.model import Code, Ref

GROUPS = ("party", "signatory", "neither", "withdrawn", "unknown")
"""The categories by deposit, in the order in which they are shown."""


@dataclass(frozen=True)
class Count:
    """The numbers of one treaty and one grouping on one day, by deposit; `in_force` counts parties by entry into force, `no_part`
    those of `unknown` to which the treaty is not open."""

    treaty: Ref
    grouping: Ref
    day: date
    parties: int
    signatories: int
    neither: int
    unknown: int
    withdrawn: int
    in_force: int
    no_part: int


def by_deposit(grid: Grid, states: Iterable[Code]) -> dict[str, tuple[Standing, ...]]:
    """The standings of some states by category, each list in the order given."""
    lists: dict[str, list[Standing]] = {group: [] for group in GROUPS}
    for state in states:
        lists[grid[state].status.by_deposit].append(grid[state])
    return {group: tuple(found) for group, found in lists.items()}


def count(treaty: Ref, grouping: Ref, day: date, grid: Grid, states: Collection[Code]) -> Count:
    """Count the states of a grouping in a grid of the same day."""
    found = [grid[state].status for state in states]
    return Count(
        treaty=treaty,
        grouping=grouping,
        day=day,
        parties=found.count(Status.PARTY) + found.count(Status.DEPOSITED),
        signatories=found.count(Status.SIGNATORY),
        neither=found.count(Status.NEITHER),
        unknown=found.count(Status.UNKNOWN) + found.count(Status.NO_PART),
        withdrawn=found.count(Status.WITHDRAWN),
        in_force=found.count(Status.PARTY),
        no_part=found.count(Status.NO_PART),
    )


def published_dates(opened: date | None, further: Iterable[date], as_of: date) -> tuple[date, ...]:
    """The days for which counts are published: each year's end since the opening, the further days, and the site's date."""
    years = range(opened.year, as_of.year) if opened else ()
    ends = {date(year, 12, 31) for year in years}
    later = {day for day in further if day <= as_of and (opened is None or day >= opened)}
    return tuple(sorted(ends | later | {as_of}))
