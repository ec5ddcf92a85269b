"""A count is the size of a list; and the days for which counts are published."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.derive.counts import GROUPS, by_deposit, count, published_dates
from sitegen.derive.status import Standing, Status
from sitegen.model import Code, Ref

ATT = Ref("treaty", "att")
WORLD = Ref("grouping", "world")
DAY = date(2020, 1, 1)
STATES = [Code(a + b + c) for a in "ABC" for b in "ABC" for c in "ABC"]
GRIDS = st.dictionaries(st.sampled_from(STATES), st.sampled_from(Status), min_size=1).map(
    lambda found: {code: Standing(ATT, code, status) for code, status in found.items()}
)


def test_deposit_and_effect_are_counted_beside_each_other() -> None:
    statuses = [Status.PARTY, Status.PARTY, Status.DEPOSITED, Status.SIGNATORY, Status.NEITHER, Status.NO_PART, Status.WITHDRAWN]
    grid = {code: Standing(ATT, code, status) for code, status in zip(STATES, statuses, strict=False)}
    found = count(ATT, WORLD, DAY, grid, tuple(grid))
    assert (found.parties, found.in_force) == (3, 2)
    assert (found.signatories, found.neither, found.unknown, found.withdrawn) == (1, 1, 1, 1)
    assert (found.treaty, found.grouping, found.day) == (ATT, WORLD, DAY)


@settings(deadline=None)
@given(GRIDS, st.data())
def test_a_count_is_the_size_of_its_list(grid: dict[Code, Standing], data: st.DataObject) -> None:
    states = data.draw(st.sets(st.sampled_from(sorted(grid))))
    lists = by_deposit(grid, sorted(states))
    found = count(ATT, WORLD, DAY, grid, states)
    assert [found.parties, found.signatories, found.neither, found.withdrawn, found.unknown] == [
        len(lists[group]) for group in GROUPS
    ]
    assert sum(len(group) for group in lists.values()) == len(states)
    assert found.in_force <= found.parties


@settings(deadline=None)
@given(GRIDS)
def test_each_state_is_in_one_list_in_the_order_given(grid: dict[Code, Standing]) -> None:
    states = sorted(grid, reverse=True)
    lists = by_deposit(grid, states)
    assert list(lists) == list(GROUPS)
    assert sorted((s.state for group in lists.values() for s in group), reverse=True) == states
    for group, found in lists.items():
        assert [s.state for s in found] == [code for code in states if grid[code].status.by_deposit == group]


@pytest.mark.parametrize(
    ("opened", "further", "expected"),
    [
        (date(2013, 6, 3), [], ["2013-12-31", "2014-12-31", "2015-05-01"]),
        (date(2013, 6, 3), [date(2013, 7, 1)], ["2013-07-01", "2013-12-31", "2014-12-31", "2015-05-01"]),
        (date(2013, 6, 3), [date(2013, 6, 2), date(2015, 5, 2)], ["2013-12-31", "2014-12-31", "2015-05-01"]),
        (date(2013, 6, 3), [date(2014, 12, 31), date(2015, 5, 1)], ["2013-12-31", "2014-12-31", "2015-05-01"]),
        (date(2015, 2, 1), [], ["2015-05-01"]),
        (None, [date(1999, 1, 1)], ["1999-01-01", "2015-05-01"]),
    ],
)
def test_counts_are_published_for_each_years_end_the_further_days_and_the_day_of_the_site(
    opened: date | None, further: list[date], expected: list[str]
) -> None:
    found = published_dates(opened, further, date(2015, 5, 1))
    assert [day.isoformat() for day in found] == expected
