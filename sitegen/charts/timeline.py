"""A state's timeline: a row for each treaty with the marks of its acts, and a lane for each other sort of thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

KINDS = ("signed", "provisional", "consent", "force", "withdrawn", "event", "meeting", "statement")
"""The sorts of marks, in the order of the legend; on one day a row has them in this order."""

WIDTH = 800
SIZE = 12
"""The square that a mark fills, in the units of the drawing."""
ROW = 19
MARGIN = 18
HEAD = 26
"""The height of the years above the rows, and of those below where there are many."""
MANY = 10
MOST_TICKS = 12
TEXT = 13


@dataclass(frozen=True)
class Strand:
    """What is drawn in one row: its label and its dated points."""

    label: str
    points: tuple[tuple[date, str], ...]

    @property
    def start(self) -> date:
        return min(day for day, _ in self.points)


@dataclass(frozen=True)
class Mark:
    """A shape with its centre."""

    kind: str
    x: int
    y: int


@dataclass(frozen=True)
class Row:
    """A row: its label, which ends at `x`; its marks in order of time; and from where to where it is in force, if it is."""

    label: str
    x: int
    y: int
    marks: tuple[Mark, ...]
    force: tuple[int, int] | None = None

    @property
    def end(self) -> int:
        return self.marks[-1].x


@dataclass(frozen=True)
class Tick:
    """A year on the axis."""

    x: int
    year: int


@dataclass(frozen=True)
class Timeline:
    """The drawing: its size, the years and the baselines on which they stand, the rows of treaties, the lanes of other things, and the sorts of marks with their
    numbers."""

    width: int
    height: int
    top: int
    bottom: int
    ticks: tuple[Tick, ...]
    years: tuple[int, ...]
    rows: tuple[Row, ...]
    lanes: tuple[Row, ...]
    numbers: tuple[tuple[str, int], ...]
    first: int
    last: int


@dataclass(frozen=True)
class Axis:
    """Where a day stands: days run evenly from `left` to `right`."""

    first: date
    last: date
    left: int
    right: int

    def x(self, day: date) -> int:
        return self.left + round((self.right - self.left) * self.share(day))

    def share(self, day: date) -> float:
        """The part of the axis that lies before a day, from 0 to 1."""
        return (day - self.first).days / max((self.last - self.first).days, 1)


def timeline(treaties: Iterable[Strand], others: Iterable[Strand], last: date) -> Timeline:
    """Lay out strands up to the day `last`, or the last of their points where that is later.

    A strand of `treaties` becomes a row, the earliest first; its marks keep their order and are set apart where they would
    cover each other. A strand of `others` becomes a lane: marks stand on their day, and those that would cover each other
    stand below each other. Every point becomes one mark.
    """
    upper = sorted((each for each in treaties if each.points), key=lambda each: each.start)
    lower = [each for each in others if each.points]
    days = [day for each in (*upper, *lower) for day, _ in each.points] or [last]
    axis, years = _axis(min(days), max(*days, last), [*upper, *lower])
    rows = tuple(_row(each, axis, HEAD + ROW // 2 + n * ROW) for n, each in enumerate(upper))
    lanes = tuple(_lanes(lower, axis, HEAD + len(rows) * ROW))
    bottom = max((mark.y for each in (*rows, *lanes) for mark in each.marks), default=HEAD) + ROW // 2 + 1
    found = [mark.kind for each in (*rows, *lanes) for mark in each.marks]
    return Timeline(
        width=WIDTH,
        height=bottom + (HEAD if len(rows) > MANY else 0),
        top=HEAD,
        bottom=bottom,
        ticks=tuple(Tick(axis.x(date(year, 1, 1)), year) for year in years),
        years=(16, bottom + HEAD - 8) if len(rows) > MANY else (16,),
        rows=rows,
        lanes=lanes,
        numbers=tuple((kind, found.count(kind)) for kind in KINDS if kind in found),
        first=min(days).year,
        last=axis.last.year,
    )


def _axis(first: date, last: date, strands: Sequence[Strand]) -> tuple[Axis, range]:
    """An axis from a round year on, with room to the left for the labels, and the years that it names."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (last.year - first.year) / step <= MOST_TICKS)
    start = max(first.year // step * step, 1)
    whole = Axis(date(start, 1, 1), last, 0, WIDTH - MARGIN)
    needs = (_room(each.label, whole.share(each.start)) for each in strands)
    years = range(start, last.year + 1, step)
    return Axis(whole.first, last, max((MARGIN, *needs)), WIDTH - MARGIN), years


def _room(label: str, share: float) -> int:
    """How far right the axis must begin so that a label fits before a point at some share of it (at most half the width)."""
    if share >= 1:
        return 0
    needed = (breadth(label) + SIZE + 2 - share * (WIDTH - MARGIN)) / (1 - share)
    return min(int(needed) + 1, WIDTH // 2)


def breadth(text: str, size: int = TEXT) -> int:
    """About how wide a text is in a sans-serif face of some size: rather too wide than too narrow."""
    return round(size * sum(0.72 if each.isupper() or each.isdigit() else 0.54 for each in text))


def _row(strand: Strand, axis: Axis, y: int) -> Row:
    points = sorted(strand.points, key=lambda point: (point[0], KINDS.index(point[1])))
    places = apart([axis.x(day) for day, _ in points], SIZE, axis.right)
    marks = tuple(Mark(kind, x, y) for x, (_, kind) in zip(places, points, strict=True))
    start = next((mark.x for mark in marks if mark.kind == "force"), None)
    end = next((mark.x for mark in marks if mark.kind == "withdrawn"), axis.right)
    force = (start, end) if start is not None and start < end else None
    return Row(strand.label, marks[0].x - SIZE // 2 - 3, y, marks, force)


def _lanes(strands: Iterable[Strand], axis: Axis, top: int) -> Iterator[Row]:
    for strand in strands:
        points = sorted(strand.points)
        places = [axis.x(day) for day, _ in points]
        levels = stacked(places, SIZE)
        top += ROW // 2
        marks = [
            Mark(kind, x, top + ROW // 2 + level * (SIZE + 2)) for x, level, (_, kind) in zip(places, levels, points, strict=True)
        ]
        yield Row(strand.label, marks[0].x - SIZE // 2 - 3, top + ROW // 2, tuple(marks))
        top += ROW + max(levels) * (SIZE + 2)


def apart(places: Sequence[int], gap: int, end: int) -> tuple[int, ...]:
    """Rising places moved as little as need be so that neighbours are at least `gap` apart and none lies past `end`."""
    forward = accumulate(places, lambda before, place: max(place, before + gap))
    backward = accumulate(reversed([*forward]), lambda after, place: min(place, after - gap), initial=end + gap)
    return tuple(reversed([*backward][1:]))


def stacked(places: Sequence[int], gap: int) -> tuple[int, ...]:
    """For rising places the level of each, from 0: the first level on which the one before is at least `gap` away."""
    ends: list[int] = []
    levels = []
    for place in places:
        level = next((n for n, end in enumerate(ends) if place - end >= gap), len(ends))
        ends[level : level + 1] = [place]
        levels.append(level)
    return tuple(levels)
