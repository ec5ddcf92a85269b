"""Where every state stands and who belongs to what on one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.derive.history import Past
from sitegen.derive.status import Grid
from sitegen.model import Code, Ref


@dataclass(frozen=True)
class Moment:
    """One day: the grid of every treaty and the members of every grouping."""

    day: date
    grids: Mapping[Ref, Grid]
    members: Mapping[Ref, frozenset[Code]]


def moment(past: Past, day: date) -> Moment:
    """Look up one day."""
    grids = {treaty: history.grid(day) for treaty, history in past.treaties.items()}
    return Moment(day=day, grids=grids, members=past.members.on(day))
