"""Published figures recomputed: each kind of claim, and which grouping comes nearest to a number."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen.content_types.claim import CLAIM, Claim
from sitegen.derive.claims import AGREES, CANNOT, DIFFERS, ELSEWHERE, NO_COUNT, Verdict, day_of, days_named, verdict
from sitegen.derive.claims import made_together as sisters
from sitegen.derive.history import past
from sitegen.derive.moment import moment
from sitegen.links import Library
from sitegen.model import Code, Entry, Ref
from tests.unit.derive.written import country, entry, grouping, library, treaty

AS_OF = date(2026, 11, 22)
G = Ref("grouping", "g")
ENTRIES = (
    treaty("effect: {days: 90}\nadopted: 2013-04-02"),
    country("AAA", "att: {ratified: 2014-01-01}"),
    country("BBB", "att: {ratified: 2014-01-02}"),
    country("CCC", "att: {signed: 2013-06-03}"),
    country("DDD", "att: none"),
    country("EEE", "att: {acceded: 2014-01-02}"),
    country("FFF", "att: {acceded: 2015-06-01}"),
    country("NEW", "att: {acceded: 2026-11-01}"),
    grouping("g", "members: [AAA, CCC, DDD]"),
    grouping("pair", "members: [AAA, EEE]"),
    grouping("two", "members: [AAA, BBB, CCC]"),
    grouping("three", "members: [AAA, BBB, DDD, EEE]"),
    grouping("world", "members: [AAA, BBB, CCC, DDD, EEE, FFF]"),
)
"""The parties: 1 of g, 2 of pair, 2 of two, 3 of three, 4 of world; the signatories: 1 of g, two and world; neither: 1 of g, three and world."""


def claim(front: str, slug: str = "c", made_by: str = "o", as_of: str = "2026") -> Entry[Claim]:
    return entry(CLAIM, slug, f"title: {slug}\nmade_by: [{made_by}]\nas_of: {as_of}\nsources: [s]\n{front}")


def parties(value: int, more: str = "", grouping: str = "not stated") -> Entry[Claim]:
    """A claim of a number of parties."""
    return counted(value, "party", "c", more, grouping)


def counted(value: int, status: str, slug: str, more: str = "", grouping: str = "not stated", **of: str) -> Entry[Claim]:
    return claim(f'value: "{value}"\ngrouping: {grouping}\ncount: {{treaty: att, status: {status}{more}}}', slug, **of)


def of(first: Entry[Claim], *more: Entry[object]) -> Verdict:
    """The verdict of a claim among other entries."""
    everything = library(*ENTRIES, first, *more)
    return verdict(first, everything, {day: moment(past(everything), day) for day in days_named(first.fields, AS_OF)}, G, AS_OF)


def order(found: Verdict) -> list[str]:
    return [fit.grouping.slug for fit in found.fits]


# ---- the day --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3)),
        ("2026", AS_OF),
        ("2024-02/2025-03?", date(2025, 3, 31)),
    ],
)
def test_a_claim_is_computed_for_the_last_day_of_its_date_but_none_to_come(as_of: str, day: date) -> None:
    found = claim('value: "x"\nneeds: y', as_of=as_of)
    assert day_of(found.fields, AS_OF) == day
    assert list(days_named(found.fields, AS_OF)) == [day]
    assert of(found).day == day


FOUR = 'value: "4"\ngrouping: world\ncount: {treaty: att, status: party}'


def test_a_claim_is_held_against_its_own_day() -> None:
    found = {year: of(claim(FOUR, as_of=year)) for year in ("2014", "2015")}
    assert [(each.verdict, each.computed) for each in found.values()] == [(DIFFERS, "3"), (AGREES, "4")]


# ---- numbers of states ----------------------------------------------------------------------------------------


def test_a_number_on_a_grouping_that_is_named_agrees() -> None:
    found = of(parties(2, grouping="two"))
    assert (found.verdict, found.computed, found.off, found.grouping) == (AGREES, "2", 0, Ref("grouping", "two"))
    assert found.states == ("AAA", "BBB")


def test_a_number_on_a_grouping_that_is_named_differs_although_another_has_it() -> None:
    found = of(parties(3, grouping="two"))
    assert (found.verdict, found.computed, found.off, found.grouping) == (DIFFERS, "2", -1, Ref("grouping", "two"))
    assert order(found)[0] == "three"


def test_a_number_on_no_grouping_agrees_on_the_default_one() -> None:
    found = of(parties(1))
    assert (found.verdict, found.computed, found.grouping, found.states) == (AGREES, "1", G, ("AAA",))


def test_a_number_on_no_grouping_agrees_on_another_one() -> None:
    found = of(parties(3))
    assert (found.verdict, found.computed, found.grouping) == (ELSEWHERE, "3", Ref("grouping", "three"))
    assert found.states == ("AAA", "BBB", "EEE")


def test_a_number_that_no_grouping_has_differs_from_that_of_the_default_one() -> None:
    found = of(parties(9))
    assert (found.verdict, found.computed, found.off, found.grouping) == (DIFFERS, "1", -8, G)
    assert all(fit.makes_up == () for fit in found.fits)


@pytest.mark.parametrize(("status", "states"), [("party", ("AAA",)), ("signatory", ("CCC",)), ("neither", ("DDD",))])
def test_each_status_is_counted(status: str, states: tuple[str, ...]) -> None:
    found = of(counted(1, status, "c"))
    assert (found.verdict, found.grouping, found.states) == (AGREES, G, states)


def test_one_state_too_few_is_made_up_by_any_outside_that_would_be_counted() -> None:
    fits = {fit.grouping.slug: fit for fit in of(parties(3)).fits}
    assert (fits["two"].off, fits["two"].changes, fits["two"].makes_up) == (-1, 1, ("EEE", "FFF", "NEW"))
    assert (fits["g"].off, fits["g"].changes, fits["g"].makes_up) == (-2, 2, ())
    assert (fits["three"].off, fits["three"].changes, fits["three"].makes_up) == (0, 0, ())


def test_one_state_too_many_is_made_up_by_any_of_those_counted() -> None:
    fits = {fit.grouping.slug: fit for fit in of(parties(2)).fits}
    assert (fits["three"].off, fits["three"].makes_up) == (1, ("AAA", "BBB", "EEE"))
    assert (fits["g"].off, fits["g"].makes_up) == (-1, ("BBB", "EEE", "FFF", "NEW"))


def test_one_state_more_or_fewer_makes_the_number() -> None:
    for value in range(6):
        for fit in of(parties(value)).fits:
            for state in fit.makes_up:
                assert len(set(fit.states) ^ {Code(state)}) == value
            assert (abs(fit.off) == 1) >= bool(fit.makes_up)


def test_the_nearest_comes_first_and_the_default_before_its_equals() -> None:
    assert order(of(parties(2))) == ["pair", "two", "g", "three", "world"]
    assert order(of(parties(1))) == ["g", "pair", "two", "three", "world"]


def test_of_wants_a_grouping_of_that_size() -> None:
    assert order(of(parties(2, ", of: 3"))) == ["two", "g"]
    assert order(of(parties(2, ", of: 2"))) == ["pair"]


def test_a_member_without_an_entry_counts_towards_the_size_that_is_wanted() -> None:
    five = grouping("five", "members: [AAA, BBB, CCC, DDD, {other: TWN, name: Taiwan}, {other: NCL, to: 2020-01-01}]")
    found = of(parties(2, ", of: 5"), five)
    assert (found.verdict, order(found), found.states) == (ELSEWHERE, ["five"], ("AAA", "BBB"))


# ---- deposit and entry into force -----------------------------------------------------------------------------

RECENT = grouping("recent", "members: [AAA, NEW]")


def test_parties_count_from_deposit_or_from_entry_into_force() -> None:
    by_deposit, by_effect = (of(parties(2, f", by: {by}", "recent"), RECENT) for by in ("deposit", "effect"))
    assert (by_deposit.verdict, by_deposit.states) == (AGREES, ("AAA", "NEW"))
    assert (by_effect.verdict, by_effect.states, by_effect.off) == (DIFFERS, ("AAA",), -1)


def test_the_other_rule_is_told_where_it_gives_other_states() -> None:
    found = of(parties(2, grouping="recent"), RECENT)
    lines = [(fit.by, fit.states) for fit in found.fits if fit.grouping.slug == "recent"]
    assert lines == [("deposit", ("AAA", "NEW")), ("effect", ("AAA",))]
    assert [fit.by for fit in found.fits if fit.grouping.slug == "two"] == ["deposit"]


def test_the_rule_that_is_claimed_comes_before_the_other() -> None:
    found = of(parties(2, ", by: effect"), RECENT)
    fits = [(fit.grouping.slug, fit.by) for fit in found.fits if not fit.off]
    assert fits == [("pair", "effect"), ("two", "effect"), ("recent", "deposit")]


# ---- claims made together -------------------------------------------------------------------------------------


def test_a_grouping_that_fits_more_of_the_claims_made_together_comes_first() -> None:
    first = parties(2)
    signatory = counted(1, "signatory", "d")
    alone, both = of(first), of(first, signatory)
    assert (order(alone)[:2], alone.grouping) == (["pair", "two"], Ref("grouping", "pair"))
    assert (order(both)[0], both.grouping, both.verdict) == ("two", Ref("grouping", "two"), ELSEWHERE)
    assert {fit.grouping.slug: fit.together for fit in both.fits} == {"two": 2, "g": 1, "pair": 1, "world": 1, "three": 0}


def test_claims_made_together_weigh_more_than_nearness() -> None:
    first = parties(3)
    found = of(first, counted(1, "signatory", "d"), counted(0, "neither", "e"))
    assert (found.verdict, found.grouping, found.off) == (DIFFERS, Ref("grouping", "two"), -1)


@pytest.mark.parametrize(
    "other",
    [
        counted(1, "signatory", "d", made_by="p"),
        counted(1, "signatory", "d", as_of="2020"),
        counted(1, "signatory", "d", grouping="two"),
        claim('value: "1"\nsize: two', "d"),
    ],
    ids=["by another body", "for another day", "on a grouping that is named", "of another kind"],
)
def test_what_is_not_made_together(other: Entry[Claim]) -> None:
    first = parties(2)
    assert together(first, library(*ENTRIES, first, other)) == ["c"]


def test_what_is_made_together() -> None:
    first, other = parties(2), counted(1, "signatory", "d", as_of="2026-11-22")
    assert together(first, library(*ENTRIES, first, other)) == ["c", "d"]
    assert together(other, library(*ENTRIES, first, other)) == ["c", "d"]
    named = parties(2, grouping="two")
    assert together(named, library(*ENTRIES, named, other)) == ["c"]


def together(first: Entry[Claim], everything: Library) -> list[str]:
    return [found.title for found in sisters(first, everything, AS_OF)]


# ---- other kinds ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "what", "off"), [(3, AGREES, 0), (4, DIFFERS, -1), (1, DIFFERS, 2)])
def test_the_size_of_a_grouping(value: int, what: str, off: int) -> None:
    found = of(claim(f'value: "{value}"\nsize: two'))
    assert (found.verdict, found.computed, found.off, found.grouping) == (what, "3", off, Ref("grouping", "two"))
    assert found.states == ("AAA", "BBB", "CCC")


def test_a_size_has_the_members_without_an_entry() -> None:
    found = of(claim('value: "2"\nsize: one'), grouping("one", "members: [AAA, {other: TWN}]"))
    assert (found.verdict, found.computed, found.states) == (AGREES, "2", ("AAA",))


@pytest.mark.parametrize(
    ("slug", "value", "what", "place", "off"),
    [
        ("aaa", 1, AGREES, "1", 0),
        ("aaa", 2, DIFFERS, "1", -1),
        ("bbb", 1, DIFFERS, "2 to 3", 1),
        ("bbb", 2, AGREES, "2 to 3", 0),
        ("eee", 3, AGREES, "2 to 3", 0),
        ("fff", 4, AGREES, "4", 0),
        ("fff", 3, DIFFERS, "4", 1),
    ],
)
def test_states_of_one_day_share_the_places_that_they_fill(slug: str, value: int, what: str, place: str, off: int) -> None:
    found = of(claim(f'value: "{value}"\nordinal: {{treaty: att, country: {slug}}}'))
    assert (found.verdict, found.computed, found.off) == (what, place, off)


def test_a_place_has_the_day_of_the_deposit_and_those_who_share_it() -> None:
    found = of(claim('value: "2"\nordinal: {treaty: att, country: eee}'))
    assert (found.day, found.states) == (date(2014, 1, 2), ("BBB", "EEE"))


def test_a_state_that_has_not_deposited_has_no_place() -> None:
    found = of(claim('value: "2"\nordinal: {treaty: att, country: ccc}'))
    assert (found.verdict, found.computed, found.reason) == (DIFFERS, "", "the state has not deposited an instrument")


@pytest.mark.parametrize(
    ("value", "rule", "what", "computed"),
    [
        ("2014-12-24", "in_force", AGREES, "2014-12-24"),
        ("2014-12", "in_force", AGREES, "2014-12-24"),
        ("2014", "in_force", AGREES, "2014-12-24"),
        ("2014-12-23", "in_force", DIFFERS, "2014-12-24"),
        ("2013-04-02", "adopted", AGREES, "2013-04-02"),
        ("2018-04-02", "adopted, years_later: 5", AGREES, "2018-04-02"),
        ("2018", "adopted, years_later: 5", AGREES, "2018-04-02"),
        ("2013", "adopted, years_later: 5", DIFFERS, "2018-04-02"),
    ],
)
def test_a_date_of_a_treaty_and_its_anniversaries(value: str, rule: str, what: str, computed: str) -> None:
    found = of(claim(f'value: "{value}"\ntreaty_date: {{treaty: att, date: {rule}}}'))
    assert (found.verdict, found.computed, found.day) == (what, computed, date.fromisoformat(computed))


def test_a_date_that_the_treaty_does_not_have_can_not_be_computed() -> None:
    found = of(claim('value: "2013"\ntreaty_date: {treaty: att, date: opened}'))
    assert (found.verdict, found.computed, found.reason) == (CANNOT, "", "the treaty's entry does not have the date")


@pytest.mark.parametrize(
    ("value", "days", "what", "computed", "off"),
    [
        (3, "2013, 2014", AGREES, "0 on 2013-12-31; 3 on 2014-12-31", 0),
        (2, "2014", AGREES, "3 on 2014-12-31", 0),
        (4, "2013, 2014", DIFFERS, "0 on 2013-12-31; 3 on 2014-12-31", -1),
        (1, "2014-01-01, 2015", AGREES, "1 on 2014-01-01; 4 on 2015-12-31", 0),
    ],
)
def test_a_number_to_be_reached_by_a_day(value: int, days: str, what: str, computed: str, off: int) -> None:
    found = of(claim(f'value: "{value}"\nreach: {{treaty: att, by_days: [{days}]}}', as_of="2013"))
    assert (found.verdict, found.computed, found.off) == (what, computed, off)


def test_a_number_to_be_reached_needs_each_day_that_it_names() -> None:
    found = claim('value: "2"\nreach: {treaty: att, by_days: [2014-05, 2015]}', as_of="2013-01-01")
    assert list(days_named(found.fields, AS_OF)) == [date(2013, 1, 1), date(2014, 5, 31), date(2015, 12, 31)]


@pytest.mark.parametrize(("field", "what"), [("needs", CANNOT), ("not_a_count", NO_COUNT)])
def test_what_is_not_computed_says_why(field: str, what: str) -> None:
    found = of(claim(f'value: "among the latest"\n{field}: It is a word.'))
    assert (found.verdict, found.reason, found.computed, found.fits) == (what, "It is a word.", "", ())
