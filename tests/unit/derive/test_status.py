"""Treaty law: what a state's acts up to a day make of it, and from when."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content_types.country import CONSENTS, Action, Participation
from sitegen.content_types.treaty import Effect
from sitegen.derive.status import Standing, Status, add_months, counted, effect_date, grid, standing
from sitegen.model import Code
from tests.unit.derive.written import country, library, treaty

DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
ATT = treaty("effect: {days: 90}")


def on(day: str, acts: str, rule: str = "effect: {days: 90}", in_force: str | None = "2014-12-24") -> Standing:
    """The standing on a day of a state with these acts under a treaty with this rule."""
    return standing(treaty(rule, in_force=in_force), country("NPL", f"att: {acts}").fields, date.fromisoformat(day))


def in_force(acts: str, rule: str, treaty_in_force: str | None = "2014-12-24") -> date | None:
    return on("2030-12-31", acts, rule, treaty_in_force).in_force


# ---- status at a day ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2013-06-02", Status.NEITHER),
        ("2013-06-03", Status.SIGNATORY),
        ("2016-01-31", Status.SIGNATORY),
        ("2016-02-01", Status.DEPOSITED),
        ("2016-04-30", Status.DEPOSITED),
        ("2016-05-01", Status.PARTY),
        ("2020-09-30", Status.PARTY),
        ("2020-10-01", Status.WITHDRAWN),
    ],
)
def test_each_act_counts_from_its_own_day(day: str, status: Status) -> None:
    assert on(day, "{signed: 2013-06-03, ratified: 2016-02-01, withdrawn: 2020-10-01}").status is status


def test_a_state_whose_register_was_read_without_an_act_is_neither() -> None:
    assert on("2020-01-01", "none").status is Status.NEITHER


def test_a_state_that_is_not_named_is_unknown() -> None:
    found = standing(ATT, country("NPL").fields, date(2020, 1, 1))
    assert found == Standing(ATT.ref, Code("NPL"), Status.UNKNOWN)


def test_a_state_outside_the_zone_has_no_part() -> None:
    zone = treaty("open_to: [KHM, THA]")
    assert standing(zone, country("NPL").fields, date(2020, 1, 1)).status is Status.NO_PART
    assert standing(zone, country("KHM").fields, date(2020, 1, 1)).status is Status.UNKNOWN
    assert standing(zone, country("KHM", "att: none").fields, date(2020, 1, 1)).status is Status.NEITHER


@pytest.mark.parametrize("word", CONSENTS)
def test_every_way_of_consent_makes_a_party(word: str) -> None:
    found = on("2020-01-01", f"{{{word}: 2015-01-01}}")
    assert (found.status, found.consent, found.consent_date) == (Status.PARTY, word, date(2015, 1, 1))


@pytest.mark.parametrize(
    ("status", "category"),
    [
        (Status.PARTY, "party"),
        (Status.DEPOSITED, "party"),
        (Status.SIGNATORY, "signatory"),
        (Status.WITHDRAWN, "withdrawn"),
        (Status.NEITHER, "neither"),
        (Status.NO_PART, "unknown"),
        (Status.UNKNOWN, "unknown"),
    ],
)
def test_in_counts_a_state_is_a_party_from_its_deposit_on(status: Status, category: str) -> None:
    assert status.by_deposit == category


def test_what_happened_later_is_not_known_yet() -> None:
    found = on("2016-01-31", "{signed: 2013-06-03, ratified: 2016-02-01, withdrawn: 2020-10-01}")
    assert (found.signed, found.consent, found.consent_date) == (date(2013, 6, 3), "", None)
    assert (found.in_force, found.withdrawn) == (None, None)


def test_provisional_application_stands_beside_the_status() -> None:
    acts = "{signed: 2013-06-03, provisionally_applied: 2013-06-04}"
    assert on("2013-06-03", acts).provisional is None
    assert on("2013-06-04", acts).provisional == date(2013, 6, 4)
    assert on("2013-06-04", acts).status is Status.SIGNATORY


def test_the_status_is_since_the_act_that_gave_it() -> None:
    acts = "{signed: 2013-06-03, ratified: 2016-02-01, withdrawn: 2020-10-01}"
    assert on("2013-01-01", acts).since is None
    assert on("2015-01-01", acts).since == date(2013, 6, 3)
    assert on("2016-02-02", acts).since == date(2016, 2, 1)
    assert on("2021-01-01", acts).since == date(2020, 10, 1)


def test_a_grid_has_every_state() -> None:
    states = [country("NPL", "att: {signed: 2013-06-03}"), country("KHM"), country("THA", "att: none")]
    found = grid(ATT, library(ATT, *states), date(2020, 1, 1))
    assert {code: each.status for code, each in found.items()} == {
        "NPL": Status.SIGNATORY,
        "KHM": Status.UNKNOWN,
        "THA": Status.NEITHER,
    }


# ---- entry into force for a state -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "deposit", "day"),
    [
        ("{days: 90}", "2016-02-01", date(2016, 5, 1)),
        ("{days: 90}", "2014-12-24", date(2015, 3, 24)),
        ("{days: 90}", "2014-12-23", date(2014, 12, 24)),
        ("{days: 90}", "2013-06-03", date(2014, 12, 24)),
        ("{days: 0}", "2016-02-01", date(2016, 2, 1)),
        ("{months: 6}", "2016-08-31", date(2017, 2, 28)),
        ("{months: 6}", "2015-08-31", date(2016, 2, 29)),
        ("{first_of_month: 6}", "2016-02-01", date(2016, 8, 1)),
        ("{first_of_month: 6}", "2016-02-29", date(2016, 8, 1)),
        ("{first_of_month: 1}", "2016-12-31", date(2017, 1, 1)),
        ("{days: 90, applies: all deposits}", "2014-12-01", date(2015, 3, 1)),
        ("{days: 90, applies: all deposits}", "2014-01-01", date(2014, 12, 24)),
    ],
)
def test_each_rule_of_effect(rule: str, deposit: str, day: date) -> None:
    assert in_force(f"{{ratified: {deposit}}}", f"effect: {rule}") == day


def test_a_day_of_its_own_goes_before_the_rule() -> None:
    assert in_force("{ratified: 2016-02-01, in_force: 2016-06-01}", "effect: {days: 90}") == date(2016, 6, 1)
    assert in_force("{ratified: 2016-02-01, in_force: unknown}", "effect: {days: 90}") is None


@pytest.mark.parametrize(
    ("acts", "rule", "treaty_in_force"),
    [
        ("{succeeded: 2016-02-01}", "effect: {days: 90}", "2014-12-24"),
        ("{ratified: 2016-02-01}", "", "2014-12-24"),
        ("{ratified: 2016-02-01}", "effect: {days: 90}", None),
        ("{signed: 2016-02-01}", "effect: {days: 90}", "2014-12-24"),
        ("none", "effect: {days: 90}", "2014-12-24"),
    ],
)
def test_no_day_is_computed_where_no_rule_gives_it(acts: str, rule: str, treaty_in_force: str | None) -> None:
    assert in_force(acts, rule, treaty_in_force) is None


def test_a_state_whose_day_is_not_known_is_a_party_once_the_treaty_is_in_force() -> None:
    acts = "{succeeded: 2013-02-01}"
    assert on("2014-12-23", acts).status is Status.DEPOSITED
    assert on("2014-12-24", acts).status is Status.PARTY


def test_no_one_is_bound_by_a_treaty_that_is_not_in_force() -> None:
    assert on("2030-01-01", "{ratified: 2000-11-10}", in_force=None).status is Status.DEPOSITED


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 12, 15), 1, date(2021, 1, 15)),
        (date(2020, 5, 31), 0, date(2020, 5, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


# ---- laws -----------------------------------------------------------------------------------------------------


@st.composite
def participations(draw: st.DrawFn) -> Participation:
    """Acts in an order that the content may have."""
    signed, deposit, withdrawn = sorted(draw(st.tuples(DAYS, DAYS, DAYS)))
    acts: dict[str, Action] = {}
    if draw(st.booleans()):
        acts["signed"] = Action(date=signed)
    if draw(st.booleans()):
        acts[draw(st.sampled_from(CONSENTS))] = Action(date=deposit)
        if draw(st.booleans()):
            acts["withdrawn"] = Action(date=withdrawn)
    if draw(st.booleans()):
        acts["provisionally_applied"] = Action(date=draw(DAYS))
    return Participation(**acts)  # type: ignore[arg-type]


def with_acts(part: Participation, day: date) -> Standing:
    state = dataclasses.replace(country("NPL").fields, treaties={ATT.ref: part})
    return standing(ATT, state, day)


def up_to(part: Participation, day: date) -> Participation:
    """The participation as it was written down on that day."""
    words = ("signed", *CONSENTS, "provisionally_applied", "withdrawn")
    later = {word: None for word in words if (act := getattr(part, word)) and act.date > day}
    return dataclasses.replace(part, **later)


@settings(deadline=None)
@given(participations(), DAYS)
def test_the_status_at_a_day_is_that_of_the_acts_up_to_it(part: Participation, day: date) -> None:
    assert with_acts(part, day) == with_acts(up_to(part, day), day)


ORDER = [Status.NEITHER, Status.SIGNATORY, Status.DEPOSITED, Status.PARTY, Status.WITHDRAWN]


@settings(deadline=None)
@given(participations(), DAYS, DAYS)
def test_a_status_never_goes_back(part: Participation, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert ORDER.index(with_acts(part, earlier).status) <= ORDER.index(with_acts(part, later).status)


@settings(deadline=None)
@given(participations(), DAYS)
def test_deposit_and_effect_differ_in_nothing_but_time(part: Participation, day: date) -> None:
    found = with_acts(part, day)
    if found.status is Status.PARTY and found.in_force:
        assert found.consent_date is not None
        assert found.consent_date <= day
        assert found.in_force <= day
    if found.status is Status.DEPOSITED:
        assert found.in_force is None or found.in_force > day


RULES = st.one_of(
    st.integers(0, 400).map(lambda n: Effect(days=n)),
    st.integers(1, 24).map(lambda n: Effect(months=n)),
    st.integers(1, 24).map(lambda n: Effect(first_of_month=n)),
)


@settings(deadline=None)
@given(RULES, DAYS, st.booleans())
def test_effect_is_never_before_deposit_nor_before_the_treaty(rule: Effect, deposit: date, all_deposits: bool) -> None:
    applies = "all deposits" if all_deposits else "later deposits"
    fields = dataclasses.replace(ATT.fields, effect=dataclasses.replace(rule, applies=applies))
    found = effect_date(fields, Participation(acceded=Action(date=deposit)))
    assert found is not None
    assert fields.in_force is not None
    assert found >= max(deposit, fields.in_force)
    if deposit < fields.in_force and not all_deposits:
        assert found == fields.in_force
    else:
        assert found == max(fields.in_force, counted(rule, deposit))


@settings(deadline=None)
@given(RULES, DAYS, st.integers(0, 400))
def test_who_deposits_later_is_not_bound_earlier(rule: Effect, deposit: date, days: int) -> None:
    assert counted(rule, deposit) <= counted(rule, deposit + timedelta(days))
