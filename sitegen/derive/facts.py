"""Everything that follows from the content on the site's date, gathered for the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.config import Config
from sitegen.content_types.country import Country
from sitegen.content_types.grouping import Grouping
from sitegen.derive.counts import Count, count
from sitegen.derive.groupings import members
from sitegen.derive.status import Grid, grid
from sitegen.links import Library
from sitegen.model import Code, Entry, Ref


@dataclass(frozen=True)
class Facts:
    """The library and what is derived from it on the day `as_of`: grids by treaty, members by grouping."""

    library: Library
    config: Config
    as_of: date
    grids: Mapping[Ref, Grid]
    members: Mapping[Ref, frozenset[Code]]

    def states(self, grouping: Ref) -> tuple[Code, ...]:
        """The states of a grouping in alphabetical order of their names."""
        return tuple(e.fields.iso3 for e in self.library.of("country") if e.fields.iso3 in self.members[grouping])

    def count(self, treaty: Ref, grouping: Ref) -> Count:
        return count(treaty, grouping, self.as_of, self.grids[treaty], self.members[grouping])

    def is_profiled(self, country: Entry[Country]) -> bool:
        return country.fields.iso3 in self.members[self.config.profiled]

    def groupings_of(self, state: Code) -> tuple[Entry[Grouping], ...]:
        return tuple(e for e in self.library.of("grouping") if state in self.members[e.ref])

    def subregion(self, state: Code) -> Entry[Grouping] | None:
        """The M49 subregion of a state."""
        found = (e for e in self.groupings_of(state) if e.fields.kind == "M49 subregion")
        return next(found, None)


def derive(library: Library, as_of: date) -> Facts:
    """Compute the grids and memberships of one day."""
    return Facts(
        library=library,
        config=library.settings.fields,
        as_of=as_of,
        grids={treaty.ref: grid(treaty, library, as_of) for treaty in library.of("treaty")},
        members={grouping.ref: members(grouping.ref, library, as_of) for grouping in library.of("grouping")},
    )
