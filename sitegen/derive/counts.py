"""How many states of a grouping stand where: each count is the size of a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from sitegen.derive.status import Grid, Sets, Standing, Status
from sitegen.model import Code, Ref

GROUPS = ("party", "signatory", "neither", "withdrawn", "unknown")
"""The categories by deposit, in the order in which they are shown."""


class Count(NamedTuple):
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
    found: dict[Status, set[Code]] = {}
    for state in states:
        found.setdefault(grid[state].status, set()).add(state)
    return count_sets(treaty, grouping, day, {status: frozenset(each) for status, each in found.items()}, frozenset(states))


def count_sets(treaty: Ref, grouping: Ref, day: date, sets: Sets, states: frozenset[Code]) -> Count:
    """Count the states of a grouping among the states of each status of the same day."""
    sizes = {status: len(states & found) for status, found in sets.items() if found}
    party, no_part = sizes.get(Status.PARTY, 0), sizes.get(Status.NO_PART, 0)
    return Count(
        treaty=treaty,
        grouping=grouping,
        day=day,
        parties=party + sizes.get(Status.DEPOSITED, 0),
        signatories=sizes.get(Status.SIGNATORY, 0),
        neither=sizes.get(Status.NEITHER, 0),
        unknown=sizes.get(Status.UNKNOWN, 0) + no_part,
        withdrawn=sizes.get(Status.WITHDRAWN, 0),
        in_force=party,
        no_part=no_part,
    )
