"""The pictures of pages: a state's timeline, and every picture as a file of its own with all that a reader must know beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sitegen.charts.sheet import Contents, Sheet, sheet
from sitegen.charts.tile_grid import corner, extent
from sitegen.charts.timeline import Strand, Timeline, timeline
from sitegen.content_types.country import Country
from sitegen.derive.facts import Facts
from sitegen.derive.readings import told_by
from sitegen.derive.status import Standing, Status
from sitegen.model import Date, Entry, Ref
from sitegen.pages.parts import Row, Stand, TileMap, participation
from sitegen.site import Picture


@dataclass(frozen=True)
class Square:
    """A state's square in a drawing."""

    x: int
    y: int
    line: Stand
    note: str


@dataclass(frozen=True)
class Caption:
    """What a schematic grid shows: its title, the treaty, the grouping, the day and the rule of counting (`deposit` or
    `effect`), the register with the day as at which it was read; and of a claim what is claimed and what is computed."""

    title: str
    treaty: str
    grouping: str
    day: date
    source: str
    read: date
    by: str = "deposit"
    claimed: str = ""
    computed: str = ""


def caption(treaty: Ref, grouping: Ref, facts: Facts) -> Caption:
    """What a grid of a treaty and a grouping on the site's day shows, with the treaty for its title."""
    title, register = facts.library[treaty].title, facts.library[treaty].fields.register
    source = facts.library[register.source]
    name = source.title if source.fields.short == source.title else f"{source.title} ({source.fields.short})"
    return Caption(title, title, facts.library[grouping].title, facts.as_of, name, register.checked)


@dataclass(frozen=True)
class GridFile:
    """All that `pictures/tile_grid.svg` prints; `legend` has each status with the number of states of the grouping,
    `statuses` those that are drawn."""

    sheet: Sheet
    page: str
    caption: Caption
    size: int
    squares: tuple[Square, ...]
    legend: tuple[tuple[str, int], ...]
    statuses: tuple[str, ...]
    notes: tuple[str, ...]
    elsewhere: int


def grid_picture(page: str, shown: Caption, map: TileMap, rows: Iterable[Row]) -> dict[str, Picture]:
    """The schematic grid of the page at an address as `grid.svg` beside it, none where the map is empty; `rows` are the states
    of the grouping."""
    if not map.tiles:
        return {}
    found = Counter(row.status for row in rows)
    legend = tuple((status.value, found[status.value]) for status in Status if found[status.value])
    contents = Contents(
        title=shown.title,
        text=[shown.grouping],
        drawing=extent((tile.row, tile.column) for tile in map.tiles),
        sources=[shown.source],
        under=2 + bool(shown.claimed),
        legend=len(legend),
        wide=len(map.notes),
        notes=3,
    )
    view = GridFile(
        sheet=sheet(contents),
        page=page,
        caption=shown,
        size=found.total(),
        squares=tuple(Square(*corner(tile.row, tile.column), tile.line, tile.note) for tile in map.tiles),
        legend=legend,
        statuses=map.statuses,
        notes=map.notes,
        elsewhere=map.elsewhere,
    )
    return {"grid": Picture(f"{page}grid.svg", "pictures/tile_grid.svg", view)}


# ---- the timeline of a state ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class TimelineFile:
    """All that `pictures/timeline.svg` prints; the registers of the acts were read from `read_first` to `read_last`."""

    sheet: Sheet
    page: str
    title: str
    chart: Timeline
    day: date
    read_first: date
    read_last: date


def state_timeline(entry: Entry[Country], told: Mapping[str, Iterable[Entry[Any]]], facts: Facts) -> Timeline | None:
    """The drawing of a state's acts, and of what else is `told` of it by sort of mark: events, meetings, statements. None
    where it has no act."""
    acts = [_strand(standing, facts) for standing in _standings(entry, facts)]
    if not any(each.points for each in acts):
        return None
    lanes = [Strand(kind, tuple((middle(e.fields.date), kind) for e in entries)) for kind, entries in told.items()]
    return timeline(acts, lanes, facts.as_of)


def middle(when: Date) -> date:
    """The day at which a year, a month or a span is drawn."""
    return when.start + (when.end - when.start) // 2


def _standings(entry: Entry[Country], facts: Facts) -> Iterator[Standing]:
    for grid in facts.grids.values():
        yield grid[entry.fields.iso3]


def _strand(standing: Standing, facts: Facts) -> Strand:
    """The acts of a state under a treaty, and the day on which the treaty entered into force for it."""
    days = (
        ("signed", standing.signed),
        ("provisional", standing.provisional),
        ("consent", standing.consent_date),
        ("force", standing.in_force),
        ("withdrawn", standing.withdrawn),
    )
    label: str = facts.library[standing.treaty].fields.short.partition(" (")[0]
    return Strand(label, tuple((day, kind) for kind, day in days if day))


def timeline_picture(entry: Entry[Country], chart: Timeline | None, facts: Facts) -> dict[str, Picture]:
    """A state's timeline as `timeline.svg` beside its page, none where there is no drawing."""
    if chart is None:
        return {}
    parts = [(standing.treaty, participation(standing, facts)) for standing in _standings(entry, facts) if standing.since]
    read = [told_by(part, facts.library[treaty].fields, facts.library)[1] for treaty, part in parts]
    contents = Contents(entry.title, [], (chart.width, chart.height), [], under=1, legend=len(chart.numbers) + 1, notes=4)
    view = TimelineFile(sheet(contents), entry.address, entry.title, chart, facts.as_of, min(read), max(read))
    return {"timeline": Picture(f"{entry.address}timeline.svg", "pictures/timeline.svg", view)}
