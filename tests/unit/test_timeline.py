"""The timeline of a state: every point is one mark, in its order, on the drawing, and none covers another."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sitegen.charts.timeline import KINDS, SIZE, WIDTH, Mark, Strand, Timeline, apart, breadth, stacked, timeline

LAST = date(2026, 11, 22)
ACTS, OTHERS = KINDS[:5], KINDS[5:]
days = st.dates(date(1925, 1, 1), LAST)
labels = st.text("abcdefgXYZ ,", min_size=1, max_size=40)


@st.composite
def strands(draw: st.DrawFn) -> Strand:
    """A treaty with at most one act of each sort."""
    kinds = draw(st.lists(st.sampled_from(ACTS), unique=True, max_size=5))
    return Strand(draw(labels), tuple((draw(days), kind) for kind in kinds))


@st.composite
def lanes(draw: st.DrawFn) -> list[Strand]:
    return [Strand(kind, tuple((day, kind) for day in draw(st.lists(days, max_size=12)))) for kind in OTHERS]


def marks(drawn: Timeline) -> list[Mark]:
    return [mark for row in (*drawn.rows, *drawn.lanes) for mark in row.marks]


@given(st.lists(strands(), max_size=30), lanes())
def test_every_point_is_one_mark(treaties: list[Strand], others: list[Strand]) -> None:
    drawn = timeline(treaties, others, LAST)
    points = Counter(kind for each in (*treaties, *others) for _, kind in each.points)
    assert Counter(mark.kind for mark in marks(drawn)) == points
    assert dict(drawn.numbers) == points


@given(st.lists(strands(), max_size=30), lanes())
def test_marks_are_on_the_drawing_and_cover_no_other(treaties: list[Strand], others: list[Strand]) -> None:
    drawn = timeline(treaties, others, LAST)
    found = marks(drawn)
    half = SIZE / 2
    assert all(half <= mark.x <= WIDTH - half for mark in found)
    assert all(drawn.top <= mark.y - half and mark.y + half <= drawn.bottom for mark in found)
    for n, mark in enumerate(found):
        assert all(abs(mark.x - other.x) >= SIZE or abs(mark.y - other.y) >= SIZE for other in found[:n])


@given(st.lists(strands(), max_size=30), lanes())
def test_marks_stand_in_the_order_of_their_days(treaties: list[Strand], others: list[Strand]) -> None:
    drawn = timeline(treaties, others, LAST)
    told = sorted((each for each in treaties if each.points), key=lambda each: each.start)
    assert [row.label for row in drawn.rows] == [each.label for each in told]
    for row, strand in zip(drawn.rows, told, strict=True):
        rising = sorted(strand.points, key=lambda point: (point[0], KINDS.index(point[1])))
        assert [mark.kind for mark in row.marks] == [kind for _, kind in rising]
    assert all(one.x <= other.x for row in (*drawn.rows, *drawn.lanes) for one, other in pairwise(row.marks))


@given(st.lists(strands(), min_size=1, max_size=30), lanes())
def test_labels_and_years_are_on_the_drawing(treaties: list[Strand], others: list[Strand]) -> None:
    drawn = timeline(treaties, others, LAST)
    short = [row for row in drawn.rows if breadth(row.label) < WIDTH // 4]
    assert all(row.x - breadth(row.label) >= -1 for row in short)
    assert all(row.x < row.marks[0].x - SIZE // 2 for row in drawn.rows)
    assert all(0 <= tick.x <= WIDTH for tick in drawn.ticks)
    assert all(one.x < other.x and one.year < other.year for one, other in pairwise(drawn.ticks))
    assert len(drawn.ticks) <= 14


@given(st.lists(st.integers(0, 700)).map(sorted), st.integers(1, 12))
def test_what_is_set_apart_keeps_its_order_and_moves_little(places: list[int], gap: int) -> None:
    moved = apart(places, gap, 800)
    assert all(other - one >= gap for one, other in pairwise(moved))
    assert all(place <= 800 for place in moved)
    assert all(abs(one - other) <= gap * len(places) for one, other in zip(places, moved, strict=True))
    if all(other - one >= gap for one, other in pairwise(places)):
        assert list(moved) == places


@given(st.lists(st.integers(0, 800)).map(sorted), st.integers(1, 20))
def test_what_is_stacked_is_apart_on_its_level(places: list[int], gap: int) -> None:
    levels = stacked(places, gap)
    assert len(levels) == len(places)
    for level in set(levels):
        own = [place for place, found in zip(places, levels, strict=True) if found == level]
        assert all(other - one >= gap for one, other in pairwise(own))
    assert set(levels) == set(range(len(set(levels))))


def test_a_bar_runs_from_entry_into_force_to_the_end_or_to_the_withdrawal() -> None:
    force = (date(1990, 1, 1), "force")
    drawn = timeline(
        [
            Strand("A", (force,)),
            Strand("B", (force, (date(2010, 1, 1), "withdrawn"))),
            Strand("C", ((date(1995, 1, 1), "signed"),)),
        ],
        [],
        LAST,
    )
    kept, left, signed = drawn.rows
    assert kept.force is not None
    assert kept.force[0] == kept.marks[0].x
    assert left.force == (left.marks[0].x, left.marks[1].x)
    assert kept.force[1] > left.marks[1].x
    assert signed.force is None


def test_days_run_evenly() -> None:
    points = [date(1960, 1, 1) + timedelta(days=5000 * n) for n in range(4)]
    drawn = timeline([Strand("A", tuple(zip(points, ACTS, strict=False)))], [], LAST)
    steps = [other.x - one.x for one, other in pairwise(drawn.rows[0].marks)]
    assert max(steps) - min(steps) <= 1
    assert drawn.ticks[0].year == 1960
    assert (drawn.first, drawn.last) == (1960, 2026)


def test_nothing_to_draw_is_an_empty_drawing() -> None:
    drawn = timeline([Strand("A", ())], [], LAST)
    assert (drawn.rows, drawn.lanes, drawn.numbers) == ((), (), ())
