"""How the number of a treaty's parties grew: in the world, in the default grouping, and in each subregion of that."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.charts.growth import Growth, Series, growth, panels
from sitegen.charts.sheet import Contents, Sheet, Spot, sheet
from sitegen.content_types.treaty import Treaty
from sitegen.derive.dates import conferences, since
from sitegen.derive.facts import Facts
from sitegen.derive.status import Status
from sitegen.model import Code, Entry, Ref
from sitegen.pages.dates import address_on
from sitegen.pages.parts import short
from sitegen.pages.pictures import caption
from sitegen.pages.tally import world
from sitegen.site import Link, Picture


@dataclass(frozen=True)
class Group:
    """A list of states: its grouping, how many of its states the treaty is open to, and of how many nothing is known."""

    grouping: Link
    states: int
    unknown: int


@dataclass(frozen=True)
class Line:
    """A day with its page, the acts of all states since the line before, and the parties of each group."""

    day: date
    address: str
    acts: int
    parties: tuple[int, ...]


@dataclass(frozen=True)
class GrowthView:
    """The chart and the same numbers as lines of a table; `default` is the grouping that the subregions are parts of."""

    chart: Growth
    first: date
    opened: bool
    in_force: date | None
    conferences: bool
    default: Link
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]


Parts = tuple[Ref, ...]
"""Groupings of which a state must be a member of each."""


def grown(treaty: Entry[Treaty], acted: Sequence[date], facts: Facts) -> GrowthView | None:
    """The growth of a treaty up to the site's date; None where it has no past. `acted` are the days of all acts, in order."""
    first = since(treaty.fields)
    if first is None or first >= facts.as_of:
        return None
    drawn = tuple(_drawn(treaty.ref, facts))
    held = conferences(treaty.ref, facts.library)
    return GrowthView(
        chart=growth(
            [Series(group.states, _steps(treaty.ref, parts, first, facts)) for parts, group in drawn],
            first,
            facts.as_of,
            treaty.fields.in_force,
            [(e.fields.date.start, e.fields.date.end) for e in held],
        ),
        first=first,
        opened=treaty.fields.opened is not None,
        in_force=treaty.fields.in_force,
        conferences=bool(held),
        default=short(facts.library[facts.config.default_grouping]),
        groups=tuple(group for _, group in drawn),
        lines=tuple(_lines(treaty, [parts for parts, _ in drawn], acted, facts)),
    )


def _drawn(treaty: Ref, facts: Facts) -> Iterator[tuple[Parts, Group]]:
    """The default grouping, and of the world and the subregions those of which the part of every state is known."""
    default = facts.config.default_grouping
    subregions = [(e.ref, default) for e in facts.library.of("grouping") if e.fields.kind == "M49 subregion"]
    for parts in dict.fromkeys(((world(facts),), (default,), *subregions)):
        sets, states = facts.past.treaties[treaty].sets.on(facts.as_of), _states(parts, facts.as_of, facts)
        unknown = len(states & sets.get(Status.UNKNOWN, frozenset()))
        open_to = len(states - sets.get(Status.NO_PART, frozenset()))
        if open_to and (not unknown or parts == (default,)):
            yield parts, Group(short(facts.library[parts[0]]), open_to, unknown)


def _states(parts: Parts, day: date, facts: Facts) -> frozenset[Code]:
    members = facts.past.members.on(day)
    return frozenset.intersection(*(members[ref] for ref in parts))


def _parties(treaty: Ref, parts: Parts, day: date, facts: Facts) -> int:
    """The parties by deposit on a day."""
    sets, states = facts.past.treaties[treaty].sets.on(day), _states(parts, day, facts)
    return sum(len(states & sets.get(status, frozenset())) for status in (Status.PARTY, Status.DEPOSITED))


def _steps(treaty: Ref, parts: Parts, first: date, facts: Facts) -> tuple[tuple[date, int], ...]:
    """The number of parties from each day on which it could change."""
    turns = {*facts.past.treaties[treaty].sets.days, *facts.past.members.days}
    days = sorted(day for day in {first, *turns} if first <= day <= facts.as_of)
    return tuple((day, _parties(treaty, parts, day, facts)) for day in days)


def _lines(treaty: Entry[Treaty], drawn: Sequence[Parts], acted: Sequence[date], facts: Facts) -> Iterator[Line]:
    dated, before = set(facts.dates[treaty.ref]), 0
    for day in facts.published(treaty.ref):
        done = bisect_right(acted, day)
        address = address_on(treaty, day) if day in dated else treaty.address
        yield Line(day, address, done - before, tuple(_parties(treaty.ref, parts, day, facts) for parts in drawn))
        before = done


# ---- the chart as a file --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GrowthFile:
    """All that `pictures/growth.svg` prints; `places` has the corner of each panel, in the order of the groups; `unknown` says
    that the line of some leaves states out."""

    sheet: Sheet
    page: str
    title: str
    growth: GrowthView
    places: tuple[Spot, ...]
    unknown: bool
    day: date
    read: date


def growth_picture(treaty: Entry[Treaty], view: GrowthView | None, facts: Facts) -> dict[str, Picture]:
    """A treaty's growth as `growth.svg` beside its page, none where there is no chart."""
    if view is None:
        return {}
    shown = caption(treaty.ref, facts.config.default_grouping, facts)
    width, height, corners = panels(len(view.groups))
    unknown = any(group.unknown for group in view.groups)
    contents = Contents(
        title=shown.title,
        text=[],
        drawing=(width, height),
        sources=[shown.source],
        under=1,
        notes=3 + (len(view.groups) > 1) + bool(view.in_force) + view.conferences + unknown,
    )
    file = GrowthFile(
        sheet=sheet(contents),
        page=treaty.address,
        title=treaty.title,
        growth=view,
        places=tuple(Spot(*corner) for corner in corners),
        unknown=unknown,
        day=facts.as_of,
        read=shown.read,
    )
    return {"growth": Picture(f"{treaty.address}growth.svg", "pictures/growth.svg", file)}
