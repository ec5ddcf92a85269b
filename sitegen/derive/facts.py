"""Everything that follows from the content on the site's date, gathered for the pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sitegen.config import Config
from sitegen.content_types.country import Country
from sitegen.content_types.grouping import Grouping
from sitegen.content_types.recommendation import Recommendation
from sitegen.derive.claims import Verdict, days_named, verdict
from sitegen.derive.counts import Count, count_sets
from sitegen.derive.dates import dates_of, published
from sitegen.derive.history import Past, past
from sitegen.derive.moment import Moment, moment
from sitegen.derive.outreach import Meeting, met
from sitegen.derive.status import Grid
from sitegen.derive.targets import Targets, targets
from sitegen.links import Library
from sitegen.model import Code, Entry, Ref


@dataclass(frozen=True)
class Facts:
    """The library and what is derived from it: the past of treaties and groupings, the `dates` for which each treaty has a
    dated page, the moments of the days that matter, whom the outreach met, the states that recommendations with a rule
    mean, and the verdicts of claims."""

    library: Library
    config: Config
    as_of: date
    past: Past
    dates: Mapping[Ref, tuple[date, ...]]
    moments: Mapping[date, Moment]
    met: Mapping[Code, tuple[Meeting, ...]]
    targets: Mapping[Ref, Targets]
    verdicts: Mapping[Ref, Verdict]

    @property
    def grids(self) -> Mapping[Ref, Grid]:
        """The grid of each treaty on the site's day."""
        return self.moments[self.as_of].grids

    @property
    def members(self) -> Mapping[Ref, frozenset[Code]]:
        """The members of each grouping on the site's day."""
        return self.moments[self.as_of].members

    def states(self, grouping: Ref) -> tuple[Code, ...]:
        """The states of a grouping in alphabetical order of their names."""
        return tuple(e.fields.iso3 for e in self.library.of("country") if e.fields.iso3 in self.members[grouping])

    def count(self, treaty: Ref, grouping: Ref, day: date | None = None) -> Count:
        """The numbers of a treaty in a grouping, on the site's day or another, with the members of that day."""
        day = day or self.as_of
        return count_sets(treaty, grouping, day, self.past.treaties[treaty].sets.on(day), self.past.members.on(day)[grouping])

    def published(self, treaty: Ref) -> tuple[date, ...]:
        """The days for which the counts of a treaty are published."""
        return published(self.dates[treaty], self.as_of)

    def is_profiled(self, country: Entry[Country]) -> bool:
        return country.fields.iso3 in self.members[self.config.profiled]

    def groupings_of(self, state: Code) -> tuple[Entry[Grouping], ...]:
        return tuple(e for e in self.library.of("grouping") if state in self.members[e.ref])

    def subregion(self, state: Code) -> Entry[Grouping] | None:
        """The M49 subregion of a state."""
        found = (e for e in self.groupings_of(state) if e.fields.kind == "M49 subregion")
        return next(found, None)


def derive(library: Library, as_of: date) -> Facts:
    """Compute the days that the pages need (the site's, and those that recommendations and claims name) and what hangs on them."""
    config: Config = library.settings.fields
    days = {as_of}
    days |= {min(e.fields.issued.end, as_of) for e in library.of("recommendation")}
    days |= {day for e in library.of("claim") for day in days_named(e.fields, as_of)}
    before = past(library)
    moments = {day: moment(before, day) for day in sorted(days)}
    outreach = met(library)
    return Facts(
        library=library,
        config=config,
        as_of=as_of,
        past=before,
        dates={e.ref: dates_of(e, library, as_of) for e in library.of("treaty")},
        moments=moments,
        met=outreach,
        targets={e.ref: found for e in library.of("recommendation") if (found := _targets(e, library, moments, as_of, outreach))},
        verdicts={e.ref: verdict(e, library, moments, config.default_grouping, as_of) for e in library.of("claim")},
    )


def renewed(facts: Facts, library: Library) -> Facts:
    """The facts with a library that differs in bodies alone: only what holds entries is made again."""
    return dataclasses.replace(facts, library=library, met=met(library))


def _targets(
    entry: Entry[Recommendation], library: Library, moments: Mapping[date, Moment], as_of: date, outreach: Mapping[Code, object]
) -> Targets | None:
    return targets(entry, library, moments[min(entry.fields.issued.end, as_of)], moments[as_of], outreach)
