"""A treaty's page: facts, the schematic map, counts for every grouping, lists and acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.content_types.grouping import KINDS
from sitegen.content_types.treaty import Treaty
from sitegen.derive.facts import Facts
from sitegen.derive.status import Status
from sitegen.model import Entry
from sitegen.pages.acts import ActsOfDay, acts, by_day, by_year
from sitegen.pages.coming import Coming, coming
from sitegen.pages.dates import Dates, dates
from sitegen.pages.follow import with_calendar, with_feed
from sitegen.pages.growth import GrowthView, grown, growth_picture
from sitegen.pages.lines import Occasion, occasion, under
from sitegen.pages.parts import Cited, Row, TileMap, cited, entry_page, in_time, link, referring, register, state_rows, tile_map
from sitegen.pages.pictures import caption, grid_picture
from sitegen.pages.tally import Tally, tally, world
from sitegen.planning import PagesOf
from sitegen.site import Link, Page

LISTED = tuple(status for status in Status if status is not Status.NO_PART)


@dataclass(frozen=True)
class TreatyView:
    """All that a treaty's page prints; `statuses` counts the states of the world, `latest` are the acts of all states after the last dated page (`since`), `years` all acts of
    the default grouping's; `outreach` counts the meetings and visits that the page of the outreach
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
    statuses: tuple[tuple[str, int], ...]
    states: str
    kinds: tuple[tuple[str, tuple[Tally, ...]], ...]
    dates: Dates | None
    growth: GrowthView | None
    since: date | None
    latest: tuple[ActsOfDay, ...]
    years: tuple[tuple[int, int, tuple[ActsOfDay, ...]], ...]
    coming: tuple[Coming, ...]
    events: tuple[Occasion, ...]
    outreach: int
    claims: tuple[Link, ...]
    advice: int
    sources: tuple[Cited, ...]


def _pages(entry: Entry[Treaty], shared: None, facts: Facts) -> Iterator[Page]:
    view = _view(entry, facts)
    page = entry_page(
        entry,
        "pages/treaty.html",
        view,
        Link("Treaties", "/treaties/"),
        description=entry.fields.full_title or entry.title,
        pictures=grid_picture(entry.address, caption(entry.ref, facts.config.default_grouping, facts), view.map, view.rows)
        | growth_picture(entry, view.growth, facts),
    )
    yield with_calendar(with_feed(page), entry, facts)


plan = PagesOf("treaty", _pages)
"""A page for every treaty."""


def _view(entry: Entry[Treaty], facts: Facts) -> TreatyView:
    default = facts.config.default_grouping
    states = facts.states(default)
    rows = state_rows(entry.ref, states, facts)
    everywhere = [e.fields.iso3 for e in facts.library.of("country")]
    events = referring(entry.ref, "event", facts)
    rule = entry.fields.effect.source if entry.fields.effect else None
    found = acts(everywhere, [entry.ref], facts)
    sets = facts.past.treaties[entry.ref].sets.on(facts.as_of)
    since = max(facts.dates[entry.ref], default=None)
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
        world=tally(entry.ref, world(facts), facts),
        map=tile_map(rows, facts),
        rows=rows,
        statuses=tuple((status.value, len(sets[status])) for status in LISTED if sets.get(status)),
        states=f"{entry.address}states/",
        kinds=under(KINDS, ((e.fields.kind, tally(entry.ref, e.ref, facts)) for e in facts.library.of("grouping"))),
        dates=dates(entry, facts),
        growth=grown(entry, sorted(act.day for act in found), facts),
        since=since,
        latest=by_day(act for act in found if since is None or act.day > since),
        years=tuple((each.year, len(each.acts), by_day(each.acts)) for each in by_year(acts(states, [entry.ref], facts))),
        coming=coming(events, [entry], everywhere, facts),
        events=tuple(occasion(e) for e in reversed(in_time(events)) if not e.fields.process or e.fields.series),
        outreach=sum(bool(e.fields.process and not e.fields.series) for e in events),
        claims=tuple(link(e) for e in referring(entry.ref, "claim", facts)),
        advice=len(referring(entry.ref, "recommendation", facts)),
        sources=tuple(cited(citation, facts) for citation in entry.fields.sources),
    )
