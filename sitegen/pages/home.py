"""The home page: where the states stand under the lead treaty, what changed, what is next, and ways in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.derive.due_dates import next_due
from sitegen.derive.facts import Facts
from sitegen.derive.status import Status
from sitegen.pages.acts import Act, acts
from sitegen.pages.parts import Cited, Row, Tally, TileMap, link, register, state_rows, tally, tile_map
from sitegen.pages.pictures import caption, grid_picture
from sitegen.site import Link, Page

LATEST = 10


@dataclass(frozen=True)
class Coming:
    """A day that is coming: what falls due under which treaty, by which article, and for how many states of the grouping."""

    day: date
    name: str
    article: str
    treaty: Link
    states: int


@dataclass(frozen=True)
class HomeView:
    """All that the home page prints."""

    treaty: Link
    treaty_title: str
    register: Cited
    grouping: Link
    tally: Tally
    map: TileMap
    rows: tuple[Row, ...]
    latest: tuple[Act, ...]
    coming: tuple[Coming, ...]
    states: int
    treaties: int
    groupings: int


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    treaty = facts.library[facts.config.lead_treaty]
    default = facts.config.default_grouping
    states = facts.states(default)
    rows = state_rows(treaty.ref, states, facts)
    view = HomeView(
        treaty=Link(treaty.fields.short, treaty.address),
        treaty_title=treaty.title,
        register=register(treaty.ref, facts),
        grouping=link(facts.library[default]),
        tally=tally(treaty.ref, default, facts),
        map=tile_map(rows, facts),
        rows=rows,
        latest=acts(states, [e.ref for e in facts.library.of("treaty")], facts)[:LATEST],
        coming=tuple(_coming(facts)),
        states=len(facts.library.of("country")),
        treaties=len(facts.library.of("treaty")),
        groupings=len(facts.library.of("grouping")),
    )
    pictures = grid_picture("/", caption(treaty.ref, default, facts), view.map, rows)
    yield Page("/", "pages/home.html", facts.config.title, facts.config.tagline, view, section="/", pictures=pictures)


def _coming(facts: Facts) -> Iterator[Coming]:
    """The next day of each obligation for the states of the default grouping, nearest first."""
    found: dict[tuple[date, str, str, Link], int] = {}
    for treaty in facts.library.of("treaty"):
        for obligation in treaty.fields.obligations:
            for state in facts.states(facts.config.default_grouping):
                standing = facts.grids[treaty.ref][state]
                coming = (
                    standing.in_force and standing.status is Status.PARTY and next_due(obligation, standing.in_force, facts.as_of)
                )
                if coming:
                    key = (coming.day, obligation.name, obligation.article, Link(treaty.fields.short, treaty.address))
                    found[key] = found.get(key, 0) + 1
    for (day, name, article, link_to), states in sorted(found.items(), key=lambda item: item[0][:2]):
        yield Coming(day, name, article, link_to, states)
