"""Growth over time: one small panel a list of states, its number of parties as a line of steps over the same years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 240, 108
LEFT, RIGHT, HEAD, FOOT = 2, 200, 16, 84
"""The box of the lines within a panel; right of it stands the last number, below it the events and the years."""
NAME, GAP, IN_A_ROW = 20, 16, 3
"""In a picture of its own: the room of a panel's name above it, the space between panels, and how many stand side by side."""
MOST_YEARS = 4
STEPS_OF_YEARS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Series:
    """What a panel draws: how many states there are, and the number of parties from each day on, in order of the days."""

    states: int
    steps: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Curve:
    """The line of a panel as SVG path data, its last point, and the numbers there and at the top of the box."""

    line: str
    x: int
    y: int
    last: int
    states: int


@dataclass(frozen=True)
class Growth:
    """Shapes of all panels, in units of a panel of `width` by `height`: a page and a picture of its own can both draw them.

    `years` are labels on the axis with their places; `in_force` is the place of the entry into force; `events` is path data.
    """

    width: int
    height: int
    left: int
    right: int
    head: int
    foot: int
    years: tuple[tuple[int, int], ...]
    in_force: int | None
    events: str
    curves: tuple[Curve, ...]


def growth(
    series: Sequence[Series], first: date, last: date, in_force: date | None = None, events: Iterable[tuple[date, date]] = ()
) -> Growth:
    """Lay out series between two days, `first` before `last`; of the events (first and last day) those after the end are left out."""
    spans = [(_x(start, first, last), _x(end, first, last)) for start, end in events if first <= start <= last]
    return Growth(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        head=HEAD,
        foot=FOOT,
        years=tuple((_x(date(year, 1, 1), first, last), year) for year in _years(first, last)),
        in_force=_x(in_force, first, last) if in_force and first <= in_force <= last else None,
        events="".join(f"M{start} {FOOT + 4}h{max(2, end - start)}" for start, end in spans),
        curves=tuple(_curve(each, first, last) for each in series),
    )


def panels(count: int) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """The size of a drawing of so many panels with their names, and the corner of each."""
    corners = tuple(
        (position % IN_A_ROW * (WIDTH + GAP), position // IN_A_ROW * (NAME + HEIGHT + GAP)) for position in range(count)
    )
    wide = max((x for x, _ in corners), default=0) + WIDTH
    return wide, max((y for _, y in corners), default=0) + NAME + HEIGHT, corners


def _x(day: date, first: date, last: date) -> int:
    """The place of a day between two, kept within the box."""
    share = (day - first).days / (last - first).days
    return LEFT + round(min(max(share, 0), 1) * (RIGHT - LEFT))


def _curve(series: Series, first: date, last: date) -> Curve:
    """A line of steps; of steps in one place the last counts."""
    heights: dict[int, int] = {}
    for day, parties in series.steps:
        heights[_x(day, first, last)] = FOOT - round(parties / series.states * (FOOT - HEAD))
    return Curve(
        line="".join(_path(list(heights.items()))),
        x=RIGHT,
        y=list(heights.values())[-1],
        last=series.steps[-1][1],
        states=series.states,
    )


def _path(points: Sequence[tuple[int, int]]) -> Iterator[str]:
    (x, height), *rest = points
    yield f"M{x} {height}"
    for x, y in rest:
        if y != height:
            yield f"H{x}V{y}"
            height = y
    yield f"H{RIGHT}"


def _years(first: date, last: date) -> Iterator[int]:
    """A few round years between two days."""
    for step in STEPS_OF_YEARS:
        found = [year for year in range(first.year + 1, last.year + 1) if year % step == 0]
        if len(found) <= MOST_YEARS:
            yield from found
            return
