"""Which states a rule means: a small language whose words are those of sets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content_types.recommendation import RECOMMENDATION, Recommendation, Rule
from sitegen.derive.history import past
from sitegen.derive.moment import moment
from sitegen.derive.targets import states, targets
from sitegen.model import Code, Entry, Ref
from tests.unit.derive.written import country, entry, grouping, library, treaty

THEN, NOW = date(2018, 1, 1), date(2026, 11, 22)
LIBRARY = library(
    treaty(),
    country("AAA", "att: {ratified: 2014-01-01}"),
    country("BBB", "att: {signed: 2013-06-03, ratified: 2020-01-01}"),
    country("CCC", "att: {signed: 2013-06-03}"),
    country("DDD", "att: none"),
    country("EEE", "att: {acceded: 2014-01-01, withdrawn: 2019-01-01}"),
    country("FFF"),
    country("GGG", "att: {signed: 2019-06-03}"),
    grouping("g", "members: [AAA, BBB, {state: CCC, to: 2020-01-01}, {state: DDD, from: 2020-01-01}, {other: TWN}]"),
    grouping("h", "members: [DDD, EEE]"),
)
MET = frozenset({Code("CCC"), Code("FFF")})
MOMENTS = {day: moment(past(LIBRARY), day) for day in (THEN, NOW)}
EVERYONE = {"AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG"}


def recommendation(rule: str = "") -> Entry[Recommendation]:
    base = "title: R\nissuers: [o]\nissued: 2018\naddressees: [states]\ntopics: [t]\norder: 1\nsources: [s]"
    return entry(RECOMMENDATION, "r", f"{base}\napplies_to: {{{rule}}}" if rule else base)


def meant(rule: str, day: date = NOW) -> set[str]:
    """The states that a rule means, written as editors write it."""
    read = recommendation(rule).fields.applies_to
    assert read is not None
    return set(states(read, LIBRARY, MOMENTS[day], MET))


# ---- the words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("treaty: att, status: party", "AAA BBB"),
        ("treaty: att, status: signatory", "CCC GGG"),
        ("treaty: att, status: neither", "DDD"),
        ("treaty: att, status: withdrawn", "EEE"),
        ("treaty: att, status: unknown", "FFF"),
        ("grouping: g", "AAA BBB DDD"),
        ("country: ccc", "CCC"),
        ("met: outreach", "CCC FFF"),
        ("not: {grouping: g}", "CCC EEE FFF GGG"),
        ("not: {not: {grouping: g}}", "AAA BBB DDD"),
        ("all: [{treaty: att, status: party}, {grouping: g}, {not: {country: aaa}}]", "BBB"),
        ("any: [{country: ccc}, {country: aaa}, {grouping: h}]", "AAA CCC DDD EEE"),
        ("all: [{grouping: g}, {grouping: h}]", "DDD"),
        ("all: [{met: outreach}, {country: aaa}]", ""),
        ("any: [{all: [{grouping: g}, {grouping: h}]}, {not: {any: [{grouping: g}, {met: outreach}]}}]", "DDD EEE GGG"),
    ],
)
def test_a_rule_means_these_states(rule: str, expected: str) -> None:
    assert meant(rule) == set(expected.split())


def test_a_rule_is_read_on_its_day() -> None:
    assert meant("treaty: att, status: party", THEN) == {"AAA", "EEE"}
    assert meant("treaty: att, status: neither", THEN) == {"DDD", "GGG"}
    assert meant("grouping: g", THEN) == {"AAA", "BBB", "CCC"}
    assert meant("met: outreach", THEN) == meant("met: outreach", NOW)


def test_a_deposit_makes_a_party_before_the_treaty_is_in_force() -> None:
    early = library(treaty(in_force="2030-01-01"), country("AAA", "att: {ratified: 2014-01-01}"))
    rule = Rule(treaty=Ref("treaty", "att"), status="party")
    assert states(rule, early, moment(past(early), NOW), ()) == {"AAA"}


def test_the_statuses_divide_the_states() -> None:
    for day in (THEN, NOW):
        groups = [
            meant(f"treaty: att, status: {status}", day) for status in ("party", "signatory", "neither", "withdrawn", "unknown")
        ]
        assert set().union(*groups) == EVERYONE
        assert sum(map(len, groups)) == len(EVERYONE)


# ---- laws -----------------------------------------------------------------------------------------------------

LEAVES = st.one_of(
    st.sampled_from(("party", "signatory", "neither", "withdrawn", "unknown")).map(
        lambda status: Rule(treaty=Ref("treaty", "att"), status=status)
    ),
    st.sampled_from(("g", "h")).map(lambda slug: Rule(grouping=Ref("grouping", slug))),
    st.sampled_from(sorted(EVERYONE)).map(lambda code: Rule(country=Ref("country", code.lower()))),
    st.just(Rule(met="outreach")),
)
RULES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        parts.map(lambda part: Rule(not_=part)),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: Rule(all=tuple(found))),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: Rule(any=tuple(found))),
    ),
    max_leaves=6,
)
DAYS = st.sampled_from((THEN, NOW))


@settings(deadline=None)
@given(RULES, DAYS)
def test_not_is_the_complement(rule: Rule, day: date) -> None:
    without = states(Rule(not_=rule), LIBRARY, MOMENTS[day], MET)
    found = states(rule, LIBRARY, MOMENTS[day], MET)
    assert without | found == EVERYONE
    assert not without & found


@settings(deadline=None)
@given(st.lists(RULES, min_size=1, max_size=4), DAYS)
def test_all_is_the_intersection_and_any_the_union(rules: list[Rule], day: date) -> None:
    each = [states(rule, LIBRARY, MOMENTS[day], MET) for rule in rules]
    assert states(Rule(all=tuple(rules)), LIBRARY, MOMENTS[day], MET) == each[0].intersection(*each)
    assert states(Rule(any=tuple(rules)), LIBRARY, MOMENTS[day], MET) == each[0].union(*each)


@settings(deadline=None)
@given(st.lists(RULES, min_size=1, max_size=3), DAYS)
def test_what_none_means_is_what_all_do_not_mean(rules: list[Rule], day: date) -> None:
    none = Rule(not_=Rule(any=tuple(rules)))
    each_not = Rule(all=tuple(Rule(not_=rule) for rule in rules))
    assert states(none, LIBRARY, MOMENTS[day], MET) == states(each_not, LIBRARY, MOMENTS[day], MET)


# ---- then and today -------------------------------------------------------------------------------------------


def test_those_who_left_and_joined_since_the_advice_was_issued() -> None:
    found = targets(recommendation("treaty: att, status: signatory"), LIBRARY, MOMENTS[THEN], MOMENTS[NOW], MET)
    assert found is not None
    assert (found.issued, found.then, found.today) == (THEN, {"BBB", "CCC"}, {"CCC", "GGG"})
    assert (found.left, found.joined) == ({"BBB"}, {"GGG"})


@settings(deadline=None)
@given(RULES)
def test_today_is_then_without_those_who_left_and_with_those_who_joined(rule: Rule) -> None:
    then, today = (states(rule, LIBRARY, MOMENTS[day], MET) for day in (THEN, NOW))
    entry = recommendation("met: outreach")
    object.__setattr__(entry.fields, "applies_to", rule)
    found = targets(entry, LIBRARY, MOMENTS[THEN], MOMENTS[NOW], MET)
    assert found is not None
    assert (found.then, found.today) == (then, today)
    assert (found.then - found.left) | found.joined == found.today
    assert not found.left & found.joined


def test_no_rule_means_no_states_are_told() -> None:
    assert targets(recommendation(), LIBRARY, MOMENTS[THEN], MOMENTS[NOW], MET) is None
