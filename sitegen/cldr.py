"""What the Unicode Common Locale Data Repository knows, through Babel: days in words, names of languages."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date

from sitegen.model import Date


def long_date(day: date) -> str:
    """A day in running text: 3 February 2026."""
    return _date(day, "d MMMM y")


def brief_date(day: date) -> str:
    """A day in a table: 3 Feb 2026."""
    return _date(day, "d MMM y")


def partial_date(value: Date) -> str:
    """A date as precise as its source: 2016, August 2024, 3 February 2026; of a span, what both ends share stands once."""
    first, _, last = value.text.partition("/")
    if not last:
        return _date(value.start, PRECISION[len(first)])
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        return f"{_date(value.start, 'd')}–{_date(value.end, PRECISION[10])}"
    if len(first) == len(last) == 10 and first[:4] == last[:4]:
        return f"{_date(value.start, 'd MMMM')} – {_date(value.end, PRECISION[10])}"
    return f"{_date(value.start, PRECISION[len(first)])} – {_date(value.end, PRECISION[len(last)])}"


def day_of_year(text: str) -> str:
    """A day of any year, given as `MM-DD`: 31 May."""
    return _date(date.fromisoformat(f"2000-{text}"), "d MMMM")


def with_dates(text: str) -> str:
    """A text with the days and months in it, written as in ISO 8601, in words: `97 on 2018-08-20` → `97 on 20 August 2018`."""

    def in_words(found: re.Match[str]) -> str:
        try:
            return _date(date.fromisoformat(f"{found[0]}-01"[:10]), PRECISION[len(found[0])])
        except ValueError:  # 30 February, as somebody claims it
            return found[0]

    return ISO_DATE.sub(in_words, text)


ISO_DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b")

PRECISION = {4: "y", 7: "MMMM y", 10: "d MMMM y"}
"""The form of a date by the length of its text: a year, a month or a day."""


@cache
def _date(day: date, form: str) -> str:
    return format_date(day, form, locale=LOCALE)


def language_name(code: str) -> str:
    """The name of a language."""
    return str(LOCALE.languages.get(code, code))


LOCALE = Locale.parse("en_GB")
"""The locale of the interface, until its texts are translated."""
