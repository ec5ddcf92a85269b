"""A treaty's page: facts, the schematic map, counts for every grouping, lists and acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.treaty import Treaty
from sitegen.derive.facts import Facts
from sitegen.derive.status import Status
from sitegen.model import Entry, Ref
from sitegen.pages.acts import ActsOfDay, acts, by_day, by_year
from sitegen.pages.coming import Coming, coming
from sitegen.pages.follow import with_calendar, with_feed
from sitegen.pages.lines import Occasion, occasion
from sitegen.pages.parts import (
    Cited,
    Row,
    Tally,
    TileMap,
    cited,
    entry_page,
    in_time,
    link,
    referring,
    register,
    state_links,
    state_rows,
    tally,
    tile_map,
)
from sitegen.site import Link, Page


@dataclass(frozen=True)
class TreatyView:
    """All that a treaty's page prints; `outreach` counts the meetings and visits that the page of the outreach
    lists, `advice` the recommendations whose rule names the treaty."""

    treaty: Treaty
    body: str
    depositaries: tuple[Link, ...]
    register: Cited
    effect_source: Link | None
    grouping: Link
    tally: Tally
    world: Tally
    map: TileMap
    rows: tuple[Row, ...]
    lists: tuple[tuple[str, tuple[Link, ...]], ...]
    tallies: tuple[Tally, ...]
    years: tuple[tuple[int, int, tuple[ActsOfDay, ...]], ...]
    coming: tuple[Coming, ...]
    events: tuple[Occasion, ...]
    outreach: int
    claims: tuple[Link, ...]
    advice: int
    sources: tuple[Cited, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """A page for every treaty."""
    for entry in facts.library.of("treaty"):
        page = entry_page(
            entry,
            "pages/treaty.html",
            _view(entry, facts),
            Link("Treaties", "/treaties/"),
            description=entry.fields.full_title or entry.title,
        )
        yield with_calendar(with_feed(page), entry, facts)


def _view(entry: Entry[Treaty], facts: Facts) -> TreatyView:
    default = facts.config.default_grouping
    rows = state_rows(entry.ref, facts.states(default), facts)
    everywhere = [e.fields.iso3 for e in facts.library.of("country")]
    events = referring(entry.ref, "event", facts)
    rule = entry.fields.effect.source if entry.fields.effect else None
    found = acts(everywhere, [entry.ref], facts)
    return TreatyView(
        treaty=entry.fields,
        body=entry.body.html,
        depositaries=tuple(
            link(facts.library[ref]) for each in entry.fields.depositary if (ref := each.organization or each.country)
        ),
        register=register(entry.ref, facts),
        effect_source=link(facts.library[rule]) if rule else None,
        grouping=link(facts.library[default]),
        tally=tally(entry.ref, default, facts),
        world=tally(entry.ref, _world(facts), facts),
        map=tile_map(rows, facts),
        rows=rows,
        lists=tuple(_lists(entry, facts)),
        tallies=tuple(tally(entry.ref, grouping.ref, facts) for grouping in facts.library.of("grouping")),
        years=tuple((each.year, len(each.acts), by_day(each.acts)) for each in by_year(found)),
        coming=coming(events, [entry], everywhere, facts),
        events=tuple(occasion(e) for e in reversed(in_time(events)) if not e.fields.process or e.fields.series),
        outreach=sum(bool(e.fields.process and not e.fields.series) for e in events),
        claims=tuple(link(e) for e in referring(entry.ref, "claim", facts)),
        advice=len(referring(entry.ref, "recommendation", facts)),
        sources=tuple(cited(citation, facts) for citation in entry.fields.sources),
    )


def _lists(entry: Entry[Treaty], facts: Facts) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Every state by its status, in the order of the statuses; the states to which the treaty is not open are left out."""
    for status in Status:
        states = [state for state, found in facts.grids[entry.ref].items() if found.status is status]
        if states and status is not Status.NO_PART:
            yield status.value, state_links(states, facts)


def _world(facts: Facts) -> Ref:
    """The grouping that holds every state with an entry; the default one where there is none."""
    found = (e.ref for e in facts.library.of("grouping") if e.fields.kind == "world")
    return next(found, facts.config.default_grouping)
