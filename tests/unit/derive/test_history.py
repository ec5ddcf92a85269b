"""The past by look-up is the past as the law computes it, on any day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.derive.counts import count, count_sets
from sitegen.derive.facts import Facts
from sitegen.derive.groupings import members
from sitegen.derive.history import Course, history, past
from sitegen.derive.status import Status, grid
from sitegen.model import Code, Ref
from tests.unit.derive.written import country, grouping, library, treaty

DAYS = st.dates(date(2010, 1, 1), date(2024, 12, 31))
REAL_DAYS = st.dates(date(1925, 1, 1), date(2030, 12, 31))


def test_a_course_holds_from_its_days_on() -> None:
    course = Course((date(2020, 1, 2), date(2020, 1, 5)), ("a", "b", "c"))
    assert [course.on(date(2020, 1, day)) for day in (1, 2, 4, 5, 6)] == ["a", "b", "b", "c", "c"]
    assert Course((), ("a",)).on(date.min) == "a"


@st.composite
def acts(draw: st.DrawFn) -> str:
    """The line of a state as an editor writes it: acts in order, some with a day of entry into force of their own."""
    days = sorted(draw(st.lists(DAYS, min_size=3, max_size=3)))
    words = draw(
        st.sampled_from(
            [(), ("signed",), ("ratified",), ("succeeded",), ("signed", "accepted"), ("signed", "ratified", "withdrawn")]
        )
    )
    parts = [f"{word}: {day}" for word, day in zip(words, days, strict=False)]
    if draw(st.booleans()):
        parts.append(f"provisionally_applied: {draw(DAYS)}")
    if "ratified" in words and draw(st.booleans()):
        parts.append(f"in_force: {draw(st.sampled_from(['unknown', str(days[-1] + timedelta(days=40))]))}")
    return f"att: {{{', '.join(parts)}}}" if parts else draw(st.sampled_from(["", "att: none"]))


@settings(deadline=None)
@given(
    st.lists(acts(), min_size=1, max_size=4),
    st.sampled_from(["effect: {days: 90}", "effect: {months: 6, applies: all deposits}", "open_to: [AAA]", ""]),
    st.one_of(st.none(), DAYS.map(str)),
    st.lists(DAYS, min_size=1, max_size=8),
)
def test_the_status_on_a_day_is_that_of_the_acts_up_to_it(
    lines: list[str], rule: str, in_force: str | None, days: list[date]
) -> None:
    kept = treaty(rule, in_force=in_force)
    states = [country(code, line) for code, line in zip(("AAA", "BBB", "CCC", "DDD"), lines, strict=False)]
    everything = library(kept, *states)
    found = history(kept, everything)
    turns = {day for course in found.standings.values() for day in course.days}
    for day in {*days, *turns, *(turn - timedelta(days=1) for turn in turns)}:
        expected = grid(kept, everything, day)
        assert found.grid(day) == expected
        for status in Status:
            assert found.sets.on(day).get(status, frozenset()) == {s for s, each in expected.items() if each.status is status}


def test_members_come_and_go() -> None:
    listed = grouping("g", "members: [{state: AAA, from: 2020-01-01, to: 2020-06-30}, BBB]", 2)
    less = grouping("h", "minus: [g, i]", 1)
    other = grouping("i", "members: [BBB]", 1)
    everything = library(listed, less, other, country("AAA"), country("BBB"))
    course = past(everything).members
    assert course.days == (date(2020, 1, 1), date(2020, 7, 1))
    for day in (date(2019, 12, 31), date(2020, 1, 1), date(2020, 6, 30), date(2020, 7, 1)):
        assert course.on(day) == {e.ref: members(e.ref, everything, day) for e in everything.of("grouping")}


@settings(deadline=None, max_examples=25)
@given(REAL_DAYS, st.data())
def test_the_real_past_is_what_the_law_computes(facts: Facts, day: date, data: st.DataObject) -> None:
    treaty_entry = data.draw(st.sampled_from(facts.library.of("treaty")))
    expected = grid(treaty_entry, facts.library, day)
    found = facts.past.treaties[treaty_entry.ref]
    assert found.grid(day) == expected
    for each in facts.library.of("grouping"):
        states = members(each.ref, facts.library, day)
        assert facts.past.members.on(day)[each.ref] == states
        one = count(treaty_entry.ref, each.ref, day, expected, states)
        assert facts.count(treaty_entry.ref, each.ref, day) == one
        assert one.parties + one.signatories + one.neither + one.withdrawn + one.unknown == len(states)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([Code("AAA"), Code("BBB"), Code("CCC")]), st.sampled_from(Status)), st.data())
def test_a_count_of_sets_is_the_size_of_the_sets(statuses: dict[Code, Status], data: st.DataObject) -> None:
    states = frozenset(data.draw(st.sets(st.sampled_from(sorted(statuses))) if statuses else st.just(set())))
    sets = {status: frozenset(s for s, each in statuses.items() if each is status) for status in Status}
    found = count_sets(Ref("treaty", "att"), Ref("grouping", "g"), date(2020, 1, 1), sets, states)
    assert found.parties == sum(statuses[s].by_deposit == "party" for s in states)
    assert found.unknown == sum(statuses[s].by_deposit == "unknown" for s in states)
    assert found.no_part == sum(statuses[s] is Status.NO_PART for s in states)
    assert found.in_force == sum(statuses[s] is Status.PARTY for s in states)
