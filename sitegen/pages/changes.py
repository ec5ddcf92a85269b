"""What changed: the dated acts of the profiled states under all treaties, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.derive.facts import Facts
from sitegen.pages.acts import YearOfActs, acts, by_year
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class ChangesView:
    """All that the page prints."""

    grouping: Link
    years: tuple[YearOfActs, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    profiled = facts.config.profiled
    found = acts(facts.states(profiled), [e.ref for e in facts.library.of("treaty")], facts)
    view = ChangesView(link(facts.library[profiled]), by_year(found))
    yield Page("/changes/", "pages/changes.html", "Changes", "", view, section="")
