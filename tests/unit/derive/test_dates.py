"""The days for which a treaty's past is published."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen.content_types.event import EVENT
from sitegen.derive.dates import conferences, dates_of, last_day, lasting_dates, published
from sitegen.derive.facts import Facts
from sitegen.model import Entry, Ref
from tests.unit.derive.written import entry, library, treaty

ATT = Ref("treaty", "att")


@pytest.mark.parametrize(
    ("first", "further", "expected"),
    [
        (date(2013, 6, 3), [], ["2013-12-31", "2014-12-31"]),
        (date(2013, 6, 3), [date(2013, 7, 1)], ["2013-07-01", "2013-12-31", "2014-12-31"]),
        (date(2013, 6, 3), [date(2013, 6, 2), date(2015, 5, 2)], ["2013-12-31", "2014-12-31"]),
        (date(2013, 6, 3), [date(2014, 12, 31), date(2015, 5, 1)], ["2013-12-31", "2014-12-31", "2015-05-01"]),
        (date(2015, 2, 1), [], []),
        (None, [date(1999, 1, 1)], ["1999-01-01"]),
    ],
)
def test_pages_stand_for_each_years_end_and_the_further_days(
    first: date | None, further: list[date], expected: list[str]
) -> None:
    found = lasting_dates(first, further, date(2015, 5, 1))
    assert [day.isoformat() for day in found] == expected


def test_a_years_end_that_is_the_sites_date_has_its_page() -> None:
    assert lasting_dates(date(2014, 3, 1), [], date(2015, 12, 31)) == (date(2014, 12, 31), date(2015, 12, 31))


def test_counts_are_published_for_the_dated_pages_and_the_sites_date() -> None:
    days = (date(2013, 12, 31), date(2014, 12, 31))
    assert published(days, date(2015, 5, 1)) == (*days, date(2015, 5, 1))
    assert published(days, date(2014, 12, 31)) == days


def conference(slug: str, when: str, kind: str = "conference of states parties", about: str = "att") -> Entry[Any]:
    return entry(EVENT, slug, f"title: {slug}\ndate: {when}\nkind: {kind}\ntreaties: [{about}]\nsources: [s]")


def test_the_last_day_of_a_conference_is_a_date_where_it_is_known() -> None:
    kept = treaty("adopted: 2015-04-02", in_force=None)
    everything = library(
        kept,
        conference("to-the-day", "2016-08-22/2016-08-26"),
        conference("of-a-month", "2017-08"),
        conference("in-doubt", "2018-08-20?"),
        conference("a-visit", "2016-03-01", kind="visit"),
        conference("of-another", "2016-04-01", about="tpnw"),
    )
    assert [e.slug for e in conferences(ATT, everything)] == ["to-the-day", "of-a-month", "in-doubt"]
    assert [last_day(e.fields) for e in conferences(ATT, everything)] == [date(2016, 8, 26), None, None]
    found = dates_of(kept, everything, date(2018, 9, 1))
    assert found == (date(2015, 12, 31), date(2016, 8, 26), date(2016, 12, 31), date(2017, 12, 31))


def test_every_treaty_has_dates_from_its_opening_or_adoption_on(facts: Facts) -> None:
    for each in facts.library.of("treaty"):
        first = each.fields.opened or each.fields.adopted
        assert first is not None
        assert facts.dates[each.ref][0] == date(first.year, 12, 31) or facts.dates[each.ref][0] >= first
        assert {date(year, 12, 31) for year in range(first.year, facts.as_of.year)} <= set(facts.dates[each.ref])


def test_the_counts_and_the_dated_pages_have_the_same_dates(facts: Facts, real_site: Path) -> None:
    with (real_site / "data" / "counts.csv").open(encoding="utf-8", newline="") as file:
        counted = {(row["treaty"], row["date"]) for row in csv.DictReader(file)}
    paged = {(path.parent.parent.parent.name, path.parent.name) for path in real_site.glob("treaties/*/on/*/index.html")}
    assert counted == paged | {(each.slug, facts.as_of.isoformat()) for each in facts.library.of("treaty")}
