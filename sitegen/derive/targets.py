"""The states that a recommendation's rule means, on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sitegen.content_types.recommendation import Recommendation, Rule
from sitegen.derive.moment import Moment
from sitegen.links import Library
from sitegen.model import Code, Entry


@dataclass(frozen=True)
class Targets:
    """The states that a rule means today and meant when the advice was issued, and those that left and joined since."""

    issued: date
    then: frozenset[Code]
    today: frozenset[Code]

    @property
    def left(self) -> frozenset[Code]:
        return self.then - self.today

    @property
    def joined(self) -> frozenset[Code]:
        return self.today - self.then


def targets(entry: Entry[Recommendation], library: Library, then: Moment, now: Moment, met: Collection[Code]) -> Targets | None:
    """The states of a recommendation at two moments; None where it has no rule."""
    rule = entry.fields.applies_to
    if rule is None:
        return None
    return Targets(then.day, states(rule, library, then, met), states(rule, library, now, met))


def states(rule: Rule, library: Library, moment: Moment, met: Collection[Code]) -> frozenset[Code]:
    """The states that a rule means at a moment; `met` are the states of the outreach."""
    everyone = frozenset(Code(code) for code in library.codes)
    if rule.all:
        return everyone.intersection(*(states(part, library, moment, met) for part in rule.all))
    if rule.any:
        return frozenset().union(*(states(part, library, moment, met) for part in rule.any))
    if rule.not_:
        return everyone - states(rule.not_, library, moment, met)
    if rule.treaty:
        grid = moment.grids[rule.treaty]
        return frozenset(state for state, found in grid.items() if found.status.by_deposit == rule.status)
    if rule.grouping:
        return moment.members[rule.grouping]
    if rule.country:
        return frozenset({library[rule.country].fields.iso3})
    return frozenset(met)
