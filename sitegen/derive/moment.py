"""Where every state stands and who belongs to what on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.derive.groupings import members
from sitegen.derive.status import Grid, grid
from sitegen.links import Library
from sitegen.model import Code, Ref


@dataclass(frozen=True)
class Moment:
    """One day: the grid of every treaty and the members of every grouping."""

    day: date
    grids: Mapping[Ref, Grid]
    members: Mapping[Ref, frozenset[Code]]


def moment(library: Library, day: date) -> Moment:
    """Compute one day."""
    return Moment(
        day=day,
        grids={treaty.ref: grid(treaty, library, day) for treaty in library.of("treaty")},
        members={grouping.ref: members(grouping.ref, library, day) for grouping in library.of("grouping")},
    )
