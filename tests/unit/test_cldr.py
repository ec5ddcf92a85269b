"""Days and languages in words."""

from __future__ import annotations

from datetime import date

import pytest

from sitegen import cldr
from sitegen.model import PartialDate


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("97 on 2018-08-20; 100 on 2018-12-31", "97 on 20 August 2018; 100 on 31 December 2018"),
        ("10th, 2024-08", "10th, August 2024"),
        ("2024", "2024"),
        ("2019-02-30", "2019-02-30"),
        ("12-13 of 40", "12-13 of 40"),
    ],
)
def test_dates_in_a_text(text: str, words: str) -> None:
    assert cldr.with_dates(text) == words


def test_a_day_of_any_year() -> None:
    assert (cldr.day_of_year("05-31"), cldr.day_of_year("02-29")) == ("31 May", "29 February")


def test_days_in_words() -> None:
    assert cldr.long_date(date(2026, 2, 3)) == "3 February 2026"
    assert cldr.brief_date(date(2026, 2, 3)) == "3 Feb 2026"
    assert cldr.brief_date(date(2026, 9, 30)) == "30 Sept 2026"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2016", "2016"),
        ("2024-08", "August 2024"),
        ("2026-02-03", "3 February 2026"),
        ("2017/2018", "2017 – 2018"),
        ("2017-11/2018-02-03", "November 2017 – 3 February 2018"),
        ("2016?", "2016"),
    ],
)
def test_a_date_is_as_precise_as_its_source(text: str, words: str) -> None:
    assert cldr.partial_date(PartialDate().read(text)) == words


def test_names_of_languages() -> None:
    assert (cldr.language_name("km"), cldr.language_name("qqq")) == ("Khmer", "qqq")
