"""The list of states: the profiled ones with filters, the others from A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.country import Country
from sitegen.derive.facts import Facts
from sitegen.derive.status import Status
from sitegen.model import Entry
from sitegen.pages.parts import Row, link, row, short, state_rows
from sitegen.pages.tally import Tally, tally
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Line:
    """One profiled state: its line under the lead treaty, its subregion, and in how many treaties it is a party."""

    row: Row
    subregion: Link
    status_number: int
    subregion_number: int
    parties: int
    signatories: int


@dataclass(frozen=True)
class CountriesView:
    """All that the list prints. Statuses and subregions are numbered from 1 in the order given, for the filters."""

    treaty: Link
    tally: Tally
    lines: tuple[Line, ...]
    statuses: tuple[str, ...]
    subregions: tuple[str, ...]
    records: tuple[Row, ...]
    treaties: int


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    treaty = facts.library[facts.config.lead_treaty]
    profiled = [e for e in facts.library.of("country") if facts.is_profiled(e)]
    others = [e for e in facts.library.of("country") if not facts.is_profiled(e)]
    present = {facts.grids[treaty.ref][e.fields.iso3].status for e in profiled}
    statuses = tuple(status.value for status in Status if status in present)
    subregions = tuple(sorted({_subregion(e, facts).text for e in profiled}))
    view = CountriesView(
        treaty=short(treaty),
        tally=tally(treaty.ref, facts.config.profiled, facts),
        lines=tuple(_line(e, statuses, subregions, facts) for e in profiled),
        statuses=statuses,
        subregions=subregions,
        records=state_rows(treaty.ref, [e.fields.iso3 for e in others], facts),
        treaties=len(facts.library.of("treaty")),
    )
    yield Page("/countries/", "pages/countries.html", "Countries", "", view, section="/countries/")


def _line(entry: Entry[Country], statuses: tuple[str, ...], subregions: tuple[str, ...], facts: Facts) -> Line:
    state = entry.fields.iso3
    found = row(facts.grids[facts.config.lead_treaty][state], link(entry), facts)
    subregion = _subregion(entry, facts)
    groups = [grid[state].status.by_deposit for grid in facts.grids.values()]
    return Line(
        row=found,
        subregion=subregion,
        status_number=statuses.index(found.status) + 1,
        subregion_number=subregions.index(subregion.text) + 1,
        parties=groups.count("party"),
        signatories=groups.count("signatory"),
    )


def _subregion(entry: Entry[Country], facts: Facts) -> Link:
    found = facts.subregion(entry.fields.iso3)
    return link(found) if found else Link("", "")
