"""Who belongs to a grouping on a day: listed with bounds, or composed as sets are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content_types.grouping import Grouping
from sitegen.derive.groupings import check, members, others, parts
from sitegen.model import Code, Entry, Ref
from tests.unit.derive.written import country, grouping, library

DAY = date(2026, 1, 1)
CODES = [Code(code) for code in ("BRN", "KHM", "IDN", "LAO", "MYS", "NPL", "THA")]
TEN = "BRN, KHM, IDN, LAO, MYS, MMR, PHL, SGP, THA, VNM"


def of(slug: str, *entries: Entry[Grouping], day: date = DAY) -> frozenset[Code]:
    return members(Ref("grouping", slug), library(*entries), day)


def listed(slug: str, codes: frozenset[Code]) -> Entry[Grouping]:
    return grouping(slug, f"members: [{', '.join(sorted(codes))}]")


def told(*entries: Entry[Grouping], day: date = DAY) -> list[str]:
    return [str(problem) for problem in check(library(*entries), day)]


@pytest.mark.parametrize(("day", "size"), [(date(2025, 10, 25), 10), (date(2025, 10, 26), 11), (date(2026, 11, 22), 11)])
def test_asean_has_ten_members_and_eleven_since_timor_leste_joined(day: date, size: int) -> None:
    asean = grouping("asean", f"members: [{TEN}, {{state: TLS, from: 2025-10-26}}]")
    found = of("asean", asean, day=day)
    assert len(found) == size
    assert ("TLS" in found) == (size == 11)


def test_both_bounds_belong_to_a_membership() -> None:
    group = grouping("g", "members: [{state: KHM, from: 2020-01-01, to: 2020-12-31}]")
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [len(of("g", group, day=day)) for day in days] == [0, 1, 1, 0]


def test_all_is_every_state_with_an_entry() -> None:
    found = members(Ref("grouping", "world"), library(grouping("world", "members: all"), country("NPL"), country("KHM")), DAY)
    assert found == {"NPL", "KHM"}


def test_a_member_without_an_entry_is_no_state_but_counts_towards_the_size() -> None:
    group = grouping("g", "members: [KHM, {other: TWN, name: Taiwan}]", size=2)
    assert of("g", group) == {"KHM"}
    assert [member.other for member in others(group.ref, library(group), DAY)] == ["TWN"]
    assert told(group) == []


def test_members_without_an_entry_are_composed_too() -> None:
    one = grouping("one", "members: [KHM, {other: TWN}, {other: NCL}]")
    two = grouping("two", "members: [{other: NCL}, {other: PYF, to: 2020-01-01}]")
    both = grouping("both", "union: [one, two]")
    less = grouping("less", "minus: [one, two]")
    more = grouping("more", "plus: {grouping: one, states: [THA]}")
    found = {e.slug: [m.other for m in others(e.ref, library(one, two, both, less, more), DAY)] for e in (both, less, more)}
    assert found == {"both": ["NCL", "TWN"], "less": ["TWN"], "more": ["TWN", "NCL"]}


SETS = st.sets(st.sampled_from(CODES), min_size=1).map(frozenset)


@settings(deadline=None)
@given(SETS, SETS, SETS)
def test_composition_is_that_of_sets(a: frozenset[Code], b: frozenset[Code], c: frozenset[Code]) -> None:
    entries = [
        *(listed(slug, codes) for slug, codes in (("a", a), ("b", b), ("c", c))),
        grouping("union", "union: [a, b, c]"),
        grouping("minus", "minus: [a, b, c]"),
        grouping("plus", f"plus: {{grouping: a, states: [{', '.join(sorted(b))}]}}"),
        grouping("both", "minus: [union, minus]"),
    ]
    assert of("union", *entries) == a | b | c
    assert of("minus", *entries) == a - b - c
    assert of("plus", *entries) == a | b
    assert of("both", *entries) == (a | b | c) - (a - b - c)


def test_a_grouping_is_composed_of_its_parts() -> None:
    assert parts(grouping("g", "union: [a, b]").fields) == (Ref("grouping", "a"), Ref("grouping", "b"))
    assert parts(grouping("g", "plus: {grouping: a, states: [KHM]}").fields) == (Ref("grouping", "a"),)
    assert parts(grouping("g", "members: [KHM]").fields) == ()


def test_a_size_that_differs_is_told_with_the_right_one() -> None:
    group = grouping("g", "members: [KHM, {state: THA, from: 2026-01-02}]", size=2)
    path = "content/groupings/g.md:4:7: size: "
    assert told(group) == [f"{path}must be 1, the number of members on 2026-01-01; found 2"]
    assert told(group, day=date(2026, 1, 2)) == []


def test_a_circle_is_told_once_and_no_size_is_computed() -> None:
    entries = [
        grouping("a", "union: [b]"),
        grouping("b", "minus: [c, d]"),
        grouping("c", "plus: {grouping: a, states: [KHM]}"),
        grouping("d", "members: [THA]", size=9),
        grouping("e", "union: [a]"),
    ]
    assert told(*entries) == ["content/groupings/a.md:7:8: union: must not lead back to the grouping itself: a → b → c → a"]


def test_two_circles_are_told_each() -> None:
    entries = [grouping(slug, f"union: [{part}]") for slug, part in (("a", "b"), ("b", "a"), ("x", "y"), ("y", "x"))]
    assert [line.split(": ")[-1] for line in told(*entries)] == ["a → b → a", "x → y → x"]


def test_a_grouping_may_be_reached_in_two_ways() -> None:
    entries = [
        grouping("a", "members: [KHM]"),
        grouping("b", "union: [a]"),
        grouping("c", "union: [a]"),
        grouping("d", "union: [b, c]"),
    ]
    assert told(*entries) == []
