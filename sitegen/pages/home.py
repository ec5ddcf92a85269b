"""The home page: where the states stand under the lead treaty, what changed, what is next, and ways in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.acts import Act, acts
from sitegen.pages.coming import Coming, coming
from sitegen.pages.follow import with_all
from sitegen.pages.parts import Cited, Row, TileMap, link, register, state_rows, tile_map
from sitegen.pages.pictures import caption, grid_picture
from sitegen.pages.tally import Tally, tally
from sitegen.site import Link, Page

LATEST = 10


@dataclass(frozen=True)
class HomeView:
    """All that the home page prints; `dated` leads to the choice of a past day, `owner` to the organization whose list of states
    the grouping is, `short` is the abbreviation by which the grouping's title names it."""

    treaty: Link
    treaty_title: str
    register: Cited
    grouping: Link
    owner: Link | None
    short: str
    tally: Tally
    map: TileMap
    rows: tuple[Row, ...]
    latest: tuple[Act, ...]
    coming: tuple[Coming, ...]
    dated: Link | None
    states: int
    treaties: int
    groupings: int


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    treaty = facts.library[facts.config.lead_treaty]
    default = facts.config.default_grouping
    states = facts.states(default)
    rows = state_rows(treaty.ref, states, facts)
    owner = _named_in_short(facts.library[default], facts)
    view = HomeView(
        treaty=Link(treaty.fields.short, treaty.address),
        treaty_title=treaty.title,
        register=register(treaty.ref, facts),
        grouping=link(facts.library[default]),
        owner=link(owner) if owner else None,
        short=owner.fields.abbreviation if owner else "",
        tally=tally(treaty.ref, default, facts),
        map=tile_map(rows, facts),
        rows=rows,
        latest=acts(states, [e.ref for e in facts.library.of("treaty")], facts)[:LATEST],
        coming=coming(facts.library.of("event"), facts.library.of("treaty"), states, facts),
        dated=Link(treaty.fields.short, f"{treaty.address}#published") if facts.dates[treaty.ref] else None,
        states=len(facts.library.of("country")),
        treaties=len(facts.library.of("treaty")),
        groupings=len(facts.library.of("grouping")),
    )
    pictures = grid_picture("/", caption(treaty.ref, default, facts), view.map, rows)
    page = Page("/", "pages/home.html", facts.config.title, facts.config.tagline, view, section="/", pictures=pictures)
    yield with_all(page, facts)


def _named_in_short(grouping: Entry[Any], facts: Facts) -> Entry[Any] | None:
    """The organization whose list it is, where the title has only its abbreviation."""
    owner = facts.library[grouping.fields.owner] if grouping.fields.owner else None
    return owner if owner and owner.fields.abbreviation in grouping.title.split() else None
