"""A picture for the site, for each treaty and for each profiled state, shown where their pages are shared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sitegen.cards import Card, Figure, Square
from sitegen.charts.tile_grid import places
from sitegen.derive.facts import Facts
from sitegen.model import Code, Ref
from sitegen.site import Artifact, Site


def plan(site: Site) -> Iterator[Artifact]:
    """`card.png` at the top, and beside the page of each treaty and of each profiled state."""
    facts, lead = site.facts, site.facts.config.lead_treaty
    yield Artifact("card.png", "card", _treaty(site, lead, site.frame.name, site.frame.tagline))
    for treaty in facts.library.of("treaty"):
        yield Artifact(f"{treaty.address[1:]}card.png", "card", _treaty(site, treaty.ref, site.frame.name, treaty.title))
    for country in facts.library.of("country"):
        if facts.is_profiled(country):
            yield Artifact(f"{country.address[1:]}card.png", "card", _country(site, country.fields.iso3))


def _treaty(site: Site, treaty: Ref, name: str, heading: str) -> Card:
    """The grid and the numbers of a treaty in the default grouping."""
    facts, default = site.facts, site.facts.config.default_grouping
    found = facts.count(treaty, default)
    words = (
        ("party", "parties", found.parties),
        ("signatory", "signatories", found.signatories),
        ("neither", "neither", found.neither),
    )
    return Card(
        name=name,
        heading=heading,
        squares=tuple(_squares(treaty, facts)),
        figures=tuple(Figure(number, one if number == 1 else many, one) for one, many, number in words),
        lines=(*_under(treaty, facts, heading), f"{facts.library[default].title}, by deposit"),
        day=facts.as_of,
    )


def _country(site: Site, state: Code) -> Card:
    """The numbers of a state's treaties, and its square in the grid of the lead treaty."""
    facts, lead = site.facts, site.facts.config.lead_treaty
    groups = [grid[state].status.by_deposit for grid in facts.grids.values()]
    words = (("party to", groups.count("party"), "party"), ("signatory to", groups.count("signatory"), "signatory"))
    return Card(
        name=site.frame.name,
        heading=facts.library[state].title,
        squares=tuple(_squares(lead, facts, state)),
        figures=tuple(Figure(number, word, status) for word, number, status in words),
        lines=(
            f"of {len(groups)} instruments",
            f"Grid: {facts.library[lead].fields.short}",
        ),
        day=facts.as_of,
    )


def _under(treaty: Ref, facts: Facts, heading: str) -> tuple[str, ...]:
    """The treaty's name, where the heading is another."""
    title: str = facts.library[treaty].title
    return () if title == heading else (title,)


def _squares(treaty: Ref, facts: Facts, chosen: Code | None = None) -> Iterable[Square]:
    grid = facts.grids[treaty]
    for place in places(facts.config.tile_grid, frozenset(facts.states(facts.config.default_grouping))):
        yield Square(place.row, place.column, place.code, grid[place.code].status.value, place.code == chosen)
