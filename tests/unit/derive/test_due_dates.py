"""When reports are due: once after entry into force, or on a day of each year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content_types.treaty import Due, Obligation
from sitegen.derive.due_dates import DueDate, due, next_due
from tests.unit.derive.written import treaty

ATT = treaty(
    "obligations:\n"
    "  - {name: Initial report, due: {years: 1, after: effect}, article: '13(1)'}\n"
    "  - {name: Annual report, due: {each: 05-31, from: first full calendar year}, article: '13(3)'}"
)
INITIAL, ANNUAL = ATT.fields.obligations
BEGINNING = date(2014, 12, 24)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def test_the_initial_report_is_due_a_year_after_entry_into_force() -> None:
    assert due(INITIAL, BEGINNING, date(2026, 1, 1)) == (DueDate("Initial report", "13(1)", date(2015, 12, 24)),)
    assert due(INITIAL, BEGINNING, date(2015, 12, 23)) == ()


def test_a_report_many_years_after_entry_into_force_has_a_next_day() -> None:
    late = Obligation(name="Review", article="8", due=Due(years=10, after="effect"))
    found = next_due(late, BEGINNING, date(2015, 1, 1))
    assert found is not None
    assert found.day == date(2024, 12, 24)


def test_a_year_after_the_29th_of_february_is_the_28th() -> None:
    assert due(INITIAL, date(2016, 2, 29), date(2026, 1, 1))[0].day == date(2017, 2, 28)


def test_the_first_annual_report_covers_the_first_full_calendar_year() -> None:
    assert due(ANNUAL, BEGINNING, date(2018, 6, 1)) == (
        DueDate("Annual report", "13(3)", date(2016, 5, 31), 2015),
        DueDate("Annual report", "13(3)", date(2017, 5, 31), 2016),
        DueDate("Annual report", "13(3)", date(2018, 5, 31), 2017),
    )


@pytest.mark.parametrize(
    ("in_force", "covers"),
    [(date(2015, 1, 1), 2015), (date(2015, 1, 2), 2016), (date(2015, 12, 31), 2016)],
)
def test_a_year_is_full_only_from_its_first_day(in_force: date, covers: int) -> None:
    first = due(ANNUAL, in_force, date(2020, 1, 1))[0]
    assert (first.covers, first.day) == (covers, date(covers + 1, 5, 31))


def test_without_the_word_full_the_year_of_entry_into_force_is_covered() -> None:
    yearly = Obligation(name="Report", article="7", due=Due(each="04-30"))
    assert [each.covers for each in due(yearly, BEGINNING, date(2016, 4, 30))] == [2014, 2015]


def test_what_falls_due_on_the_last_day_counts() -> None:
    assert len(due(ANNUAL, BEGINNING, date(2016, 5, 31))) == 1
    assert due(ANNUAL, BEGINNING, date(2016, 5, 30)) == ()


@pytest.mark.parametrize(
    ("obligation", "after", "day"),
    [
        (INITIAL, date(2014, 12, 31), date(2015, 12, 24)),
        (INITIAL, date(2015, 12, 24), None),
        (ANNUAL, date(2014, 1, 1), date(2016, 5, 31)),
        (ANNUAL, date(2026, 5, 30), date(2026, 5, 31)),
        (ANNUAL, date(2026, 5, 31), date(2027, 5, 31)),
    ],
)
def test_the_next_day_on_which_something_is_due(obligation: Obligation, after: date, day: date | None) -> None:
    found = next_due(obligation, BEGINNING, after)
    assert (found.day if found else None) == day


@settings(deadline=None)
@given(DAYS, DAYS)
def test_annual_reports_are_due_once_a_year_and_each_covers_the_year_before(in_force: date, until: date) -> None:
    found = due(ANNUAL, in_force, until)
    assert [each.covers for each in found] == [each.day.year - 1 for each in found]
    years = [each.day.year for each in found]
    assert years == list(range(years[0], years[0] + len(years))) if years else True
    assert all(each.covers >= in_force.year and in_force < each.day <= until for each in found)


@settings(deadline=None)
@given(st.sampled_from([INITIAL, ANNUAL]), DAYS, DAYS)
def test_the_next_one_is_the_first_that_was_not_due_yet(obligation: Obligation, in_force: date, after: date) -> None:
    coming = next_due(obligation, in_force, after)
    all_of_them = due(obligation, in_force, date(2060, 12, 31))
    assert coming == next((each for each in all_of_them if each.day > after), None)
