"""A treaty on a past day: figures, the schematic map and lists as they were then, and what changed since the date before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, product

from sitegen.cldr import long_date
from sitegen.content_types.treaty import Treaty
from sitegen.derive.dates import conferences, last_day
from sitegen.derive.facts import Facts
from sitegen.derive.status import Sets, Status
from sitegen.model import Code, Entry, Ref
from sitegen.pages.acts import Act, ActsOfDay, acts, by_day, entries_into_force
from sitegen.pages.dates import Dated, Dates, dates
from sitegen.pages.parts import Cited, Stand, TileMap, link, referring, register, tile_map
from sitegen.pages.tally import Tally, tally, world
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Move:
    """The states whose status went from one to another between two published dates."""

    before: str
    after: str
    states: tuple[str, ...]


@dataclass(frozen=True)
class TreatyOnDateView:
    """All that a treaty's page for a past day prints; `held` are conferences since the date before, `ended` those that ended
    on the very day; `published` are the claims for that day, `late` says that the register was read before it; `unknown`
    counts the states that no list names, because the register as read says nothing of them."""

    treaty: Link
    day: date
    previous: Dated | None
    following: Dated | None
    dates: Dates
    in_force: date | None
    register: Cited
    late: bool
    published: tuple[Link, ...]
    ended: tuple[Link, ...]
    held: tuple[Link, ...]
    grouping: Link
    tally: Tally
    world: Tally
    map: TileMap
    lists: tuple[tuple[str, tuple[Link, ...]], ...]
    unknown: int
    unknown_states: str
    moves: tuple[Move, ...]
    days: tuple[ActsOfDay, ...]


def _states(facts: Facts) -> dict[Code, Link]:
    return {e.fields.iso3: link(e) for e in facts.library.of("country")}


def _pages(entry: Entry[Treaty], states: Mapping[Code, Link], facts: Facts) -> Iterator[Page]:
    if picker := dates(entry, facts):
        for view in _views(entry, picker, states, facts):
            yield _page(entry, view)


plan = PagesOf("treaty", _pages, _states)
"""A page for each treaty and each of its dates."""


def _page(entry: Entry[Treaty], view: TreatyOnDateView) -> Page:
    on = long_date(view.day)
    return Page(
        address=f"{entry.address}on/{view.day.isoformat()}/",
        template="pages/treaty_on_date.html",
        title=f"{entry.title} on {on}",
        description=f"Parties, signatories and other states under the {entry.title} on {on}, and what had changed before.",
        view=view,
        section="/treaties/",
        trail=(Link("Treaties", "/treaties/"), link(entry)),
        entry=entry.ref,
    )


def _views(entry: Entry[Treaty], picker: Dates, states: Mapping[Code, Link], facts: Facts) -> Iterator[TreatyOnDateView]:
    """The views of a treaty's dates, in order of time."""
    done = sorted((*acts(states, [entry.ref], facts), *entries_into_force(entry.ref, facts)), key=lambda act: act.day)
    pages = list(chain.from_iterable(decade.pages for decade in picker.decades))
    for before, here, after in zip((None, *pages), pages, (*pages[1:], None), strict=False):
        last = before.day if before else date.min
        first, end = (bisect_right(done, day, key=lambda act: act.day) for day in (last, here.day))
        yield _view(entry, last, (before, here, after), picker, tuple(reversed(done[first:end])), states, facts)


def _view(
    entry: Entry[Treaty],
    last: date,
    pages: tuple[Dated | None, Dated, Dated | None],
    picker: Dates,
    done: Sequence[Act],
    states: Mapping[Code, Link],
    facts: Facts,
) -> TreatyOnDateView:
    """One day: `pages` are the dated pages before, here and after; `done` are the acts since the day `last`, newest first."""
    day, in_force, sets = pages[1].day, entry.fields.in_force, facts.past.treaties[entry.ref].sets
    read = register(entry.ref, facts)
    held = [e for e in conferences(entry.ref, facts.library) if last < e.fields.date.end <= day]
    default = facts.config.default_grouping
    return TreatyOnDateView(
        treaty=link(entry),
        day=day,
        previous=pages[0],
        following=pages[2],
        dates=picker,
        in_force=in_force if in_force and in_force <= day else None,
        register=read,
        late=read.checked is not None and read.checked < day,
        published=tuple(link(e) for e in referring(entry.ref, "claim", facts) if facts.verdicts[e.ref].day == day),
        ended=tuple(link(e) for e in held if last_day(e.fields) == day),
        held=tuple(link(e) for e in held if last_day(e.fields) != day),
        grouping=link(facts.library[default]),
        tally=tally(entry.ref, default, facts, day),
        world=tally(entry.ref, world(facts), facts, day),
        map=tile_map(_stands(entry.ref, default, day, states, facts), facts),
        lists=tuple(_lists(sets.on(day), states)),
        unknown=len(sets.on(day).get(Status.UNKNOWN, ())),
        unknown_states=f"{entry.address}states/#unknown",
        moves=tuple(_moves(sets.on(last), sets.on(day), states)),
        days=by_day(done),
    )


def _stands(treaty: Ref, grouping: Ref, day: date, states: Mapping[Code, Link], facts: Facts) -> Iterator[Stand]:
    """Where the states of a grouping stood, in the order of their names."""
    members, standings = facts.past.members.on(day)[grouping], facts.past.treaties[treaty].standings
    for state, name in states.items():
        if state in members:
            found = standings[state].on(day)
            yield Stand(name, state, found.status.value, found.since)


def _lists(sets: Sets, states: Mapping[Code, Link]) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """The states of each status, but for those of which nothing is known and those that have no part."""
    for status in Status:
        if status not in (Status.UNKNOWN, Status.NO_PART) and (found := sets.get(status)):
            yield status.value, tuple(name for state, name in states.items() if state in found)


def _moves(before: Sets, after: Sets, states: Mapping[Code, Link]) -> Iterator[Move]:
    """The states that changed their status, in the order of the statuses."""
    for old, new in product(Status, Status):
        if old is not new and (moved := before.get(old, frozenset()) & after.get(new, frozenset())):
            yield Move(old.value, new.value, tuple(name.text for state, name in states.items() if state in moved))
