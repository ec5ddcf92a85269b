"""The real content: nothing wrong with it, the published counts follow from it, and it says what the registers say.

`reference/acts.csv` and `reference/entry_into_force.csv` were made from the tables that the content was made from. They
are the second witness: who changes a date changes it in both, or learns here that a hand slipped. The entry into force
of the tables was computed or read by others than `derive.status`.
"""

from __future__ import annotations

import csv
import functools
from datetime import date
from pathlib import Path

import pytest

from sitegen.derive.counts import by_deposit, count
from sitegen.derive.facts import Facts
from sitegen.derive.groupings import members
from sitegen.derive.status import Standing, effect_date, grid
from sitegen.model import Code, Ref
from sitegen.pipeline import check
from sitegen.problems import Problem

ROOT = Path(__file__).parent.parent
REFERENCE = Path(__file__).parent / "reference"
ATT = Ref("treaty", "att")
MANDATE = Ref("grouping", "unrcpd-mandate")
WORLD = Ref("grouping", "world")


@functools.cache
def checked() -> tuple[Facts | None, list[Problem]]:
    return check(ROOT / "content")


@pytest.fixture
def facts() -> Facts:
    found, _ = checked()
    if found is None:
        pytest.fail("the content has problems")
    return found


def standings(facts: Facts, grouping: Ref, day: date) -> dict[str, tuple[Standing, ...]]:
    """The states of a grouping under the Arms Trade Treaty on a day, by category."""
    states = members(grouping, facts.library, day)
    return by_deposit(grid(facts.library[ATT], facts.library, day), sorted(states))


def test_there_is_no_problem() -> None:
    assert [str(problem) for problem in checked()[1]] == []


def test_every_state_and_every_treaty_is_there(facts: Facts) -> None:
    assert len(facts.library.of("country")) == 197
    assert len(facts.library.of("treaty")) == 29
    assert len(facts.members[MANDATE]) == 43
    assert len(facts.members[WORLD]) == 197


# ---- counts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grouping", "day", "parties", "signatories", "neither"),
    [
        (MANDATE, date(2026, 11, 22), 13, 8, 22),
        (MANDATE, date(2025, 2, 21), 12, 9, 22),
        (WORLD, date(2026, 11, 22), 117, 25, 55),
    ],
)
def test_the_counts_that_are_published(
    facts: Facts, grouping: Ref, day: date, parties: int, signatories: int, neither: int
) -> None:
    states = members(grouping, facts.library, day)
    found = count(ATT, grouping, day, grid(facts.library[ATT], facts.library, day), states)
    assert (found.parties, found.signatories, found.neither) == (parties, signatories, neither)
    assert found.unknown == found.withdrawn == 0


def test_the_site_counts_on_its_own_day(facts: Facts) -> None:
    assert facts.as_of == date(2026, 11, 22)
    found = facts.count(ATT, MANDATE)
    assert (found.parties, found.signatories, found.neither) == (13, 8, 22)


def test_chile_was_the_95th_party_and_there_were_100_at_the_end_of_2018(facts: Facts) -> None:
    parties = standings(facts, WORLD, date(2018, 12, 31))["party"]
    assert len(parties) == 100
    before_or_with_chile = {p.state for p in parties if p.since and p.since <= date(2018, 5, 18)}
    assert len(before_or_with_chile) == 95
    assert "CHL" in before_or_with_chile


def test_asean_had_ten_members_and_has_eleven(facts: Facts) -> None:
    asean = Ref("grouping", "asean")
    assert len(members(asean, facts.library, date(2025, 10, 25))) == 10
    assert len(members(asean, facts.library, date(2025, 10, 26))) == 11


# ---- profiles -------------------------------------------------------------------------------------------------


def test_each_profiled_state_has_a_body_that_names_it(facts: Facts) -> None:
    for code in facts.states(MANDATE):
        country = facts.library[code]
        assert country.title in country.body.text, f"{country.path} does not name {country.title}"


def test_no_body_is_another_states(facts: Facts) -> None:
    bodies = [facts.library[code].body.text for code in facts.states(MANDATE)]
    assert len(set(bodies)) == len(bodies) == 43


def test_every_profiled_state_stands_once_on_the_map(facts: Facts) -> None:
    places = [place for row in facts.config.tile_grid for place in row if place]
    assert len(set(places)) == len(places)
    assert facts.members[MANDATE] <= set(places)


# ---- the registers, cell by cell ------------------------------------------------------------------------------


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def acts_of(facts: Facts) -> set[tuple[str, str, str, str, str]]:
    """Every line that the countries have: treaty, code, signature, and consent with its word and day."""
    found = set()
    for country in facts.library.of("country"):
        for treaty, part in country.fields.treaties.items():
            word, act = part.consent() or ("", None)
            signed = part.signed.date.isoformat() if part.signed else ""
            found.add((treaty.slug, str(country.fields.iso3), signed, word, act.date.isoformat() if act else ""))
    return found


def days_of(facts: Facts) -> set[tuple[str, str, str]]:
    """Every day of entry into force for a state, by the treaty's rule or of its own."""
    found = set()
    for country in facts.library.of("country"):
        for treaty, part in country.fields.treaties.items():
            day = effect_date(facts.library[treaty].fields, part)
            if part.consent() and day:
                found.add((treaty.slug, str(country.fields.iso3), day.isoformat()))
    return found


def test_the_reference_has_every_row() -> None:
    acts = rows("acts.csv")
    assert len(acts) == 197 + 892
    assert len({(row["treaty"], row["iso3"]) for row in acts}) == len(acts)
    assert len({row["treaty"] for row in acts}) == 29


def test_every_act_is_that_of_the_registers(facts: Facts) -> None:
    expected = {(r["treaty"], r["iso3"], r["signed"], r["consent"], r["consent_date"]) for r in rows("acts.csv")}
    found = acts_of(facts)
    assert sorted(found - expected) == []
    assert sorted(expected - found) == []


def test_every_entry_into_force_is_that_of_the_reference(facts: Facts) -> None:
    expected = {(r["treaty"], r["iso3"], r["date"]) for r in rows("entry_into_force.csv")}
    found = days_of(facts)
    assert sorted(found - expected) == []
    assert sorted(expected - found) == []


def test_the_parties_of_the_day_are_those_with_a_deposit(facts: Facts) -> None:
    deposited = {Code(r["iso3"]) for r in rows("acts.csv") if r["treaty"] == "att" and r["consent"]}
    assert {s.state for s in standings(facts, WORLD, facts.as_of)["party"]} == deposited
