"""The numbers of a treaty in a grouping, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sitegen.derive.facts import Facts
from sitegen.model import Ref
from sitegen.pages.parts import link, short
from sitegen.site import Link


@dataclass(frozen=True)
class Tally:
    """The numbers of a grouping, each with its share of a whole row of `size` states."""

    grouping: Link
    short: Link
    size: int
    parties: int
    signatories: int
    neither: int
    withdrawn: int
    unknown: int
    no_part: int
    in_force: int

    @property
    def recorded(self) -> int:
        """The states of which something is recorded: of the others nobody can say where they would be counted."""
        return self.size - self.unknown

    @property
    def are_contracting(self) -> bool:
        """Whether those counted as parties have consented to a treaty that is in force for none of them, and so are no more
        than contracting states (Vienna Convention on the Law of Treaties, Article 2(1)(f))."""
        return bool(self.parties) and not self.in_force

    @property
    def speaks_for_all(self) -> bool:
        """Whether so many are recorded that totals are of use."""
        return 2 * self.recorded >= self.size


def tally(treaty: Ref, grouping: Ref, facts: Facts, day: date | None = None) -> Tally:
    """The numbers of a treaty in a grouping on the site's date, or on another day with the members of that."""
    count = facts.count(treaty, grouping, day)
    return Tally(
        grouping=link(facts.library[grouping]),
        short=short(facts.library[grouping]),
        size=len(facts.past.members.on(day or facts.as_of)[grouping]),
        parties=count.parties,
        signatories=count.signatories,
        neither=count.neither,
        withdrawn=count.withdrawn,
        unknown=count.unknown - count.no_part,
        no_part=count.no_part,
        in_force=count.in_force,
    )


def world(facts: Facts) -> Ref:
    """The grouping that holds every state with an entry; the default one where there is none."""
    found = (e.ref for e in facts.library.of("grouping") if e.fields.kind == "world")
    return next(found, facts.config.default_grouping)
