"""A count is the size of a list."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.derive.counts import GROUPS, by_deposit, count
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
