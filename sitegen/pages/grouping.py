"""A grouping's page: its members, its counts under every treaty, and how it differs from every other grouping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.content_types.grouping import Grouping
from sitegen.content_types.treaty import SUBJECTS
from sitegen.derive.facts import Facts
from sitegen.derive.groupings import others, parts
from sitegen.model import Code, Entry
from sitegen.pages.lines import RuleAdvice, advice_for, lead_first, under
from sitegen.pages.parts import (
    Cited,
    Row,
    TileMap,
    cited,
    entry_page,
    link,
    referring,
    register,
    short,
    state_links,
    state_rows,
    tile_map,
)
from sitegen.pages.pictures import caption, grid_picture
from sitegen.pages.tally import Tally, tally
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Comparison:
    """How a grouping differs from another: states in both, and those in one only."""

    other: Link
    both: int
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]


@dataclass(frozen=True)
class GroupingView:
    """All that a grouping's page prints. `others` counts the members without an entry, `named` are those shown by name."""

    grouping: Grouping
    body: str
    owner: Link | None
    parts: tuple[Link, ...]
    plus: tuple[Link, ...]
    treaty: Link
    register: Cited
    tally: Tally
    map: TileMap
    rows: tuple[Row, ...]
    came: tuple[tuple[Link, date], ...]
    others: int
    named: tuple[str, ...]
    subjects: tuple[tuple[str, tuple[tuple[Link, Tally], ...]], ...]
    advice: tuple[RuleAdvice, ...]
    claims: tuple[Link, ...]
    comparisons: tuple[Comparison, ...]
    sources: tuple[Cited, ...]


def _pages(entry: Entry[Grouping], shared: None, facts: Facts) -> Iterator[Page]:
    view = _view(entry, facts)
    pictures = grid_picture(entry.address, caption(facts.config.lead_treaty, entry.ref, facts), view.map, view.rows)
    yield entry_page(entry, "pages/grouping.html", view, Link("Groupings", "/groupings/"), pictures=pictures)


plan = PagesOf("grouping", _pages)
"""A page for every grouping."""


def _view(entry: Entry[Grouping], facts: Facts) -> GroupingView:
    treaty = facts.library[facts.config.lead_treaty]
    rows = state_rows(treaty.ref, facts.states(entry.ref), facts)
    without = others(entry.ref, facts.library, facts.as_of)
    return GroupingView(
        grouping=entry.fields,
        body=entry.body.html,
        owner=link(facts.library[entry.fields.owner]) if entry.fields.owner else None,
        parts=tuple(link(facts.library[part]) for part in parts(entry.fields)),
        plus=state_links(entry.fields.plus.states, facts) if entry.fields.plus else (),
        treaty=short(treaty),
        register=register(treaty.ref, facts),
        tally=tally(treaty.ref, entry.ref, facts),
        map=tile_map(rows, facts),
        rows=rows,
        came=tuple(_came(entry, facts)),
        others=len(without),
        named=tuple(member.name for member in without if member.name),
        subjects=under(SUBJECTS, ((e.fields.subject, (short(e), tally(e.ref, entry.ref, facts))) for e in lead_first(facts))),
        advice=advice_for(facts.members[entry.ref], facts),
        claims=tuple(link(e) for e in referring(entry.ref, "claim", facts)),
        comparisons=tuple(_compare(entry, other, facts) for other in facts.library.of("grouping") if other is not entry),
        sources=tuple(cited(citation, facts) for citation in entry.fields.sources),
    )


def _came(entry: Entry[Grouping], facts: Facts) -> Iterator[tuple[Link, date]]:
    """Members whose first day is known."""
    for member in entry.fields.members if entry.fields.members != "all" else ():
        if member.state and member.from_:
            yield link(facts.library[member.state]), member.from_


def _compare(entry: Entry[Grouping], other: Entry[Grouping], facts: Facts) -> Comparison:
    here, there = facts.members[entry.ref], facts.members[other.ref]
    return Comparison(link(other), len(here & there), _names(here - there, facts), _names(there - here, facts))


def _names(states: frozenset[Code], facts: Facts) -> tuple[str, ...]:
    return tuple(each.text for each in state_links(states, facts))
