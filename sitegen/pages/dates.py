"""The dated pages of a treaty as links: by decade, for the picker of a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from sitegen.content_types.treaty import Treaty
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.parts import link
from sitegen.site import Link


class Dated(NamedTuple):
    """A dated page: its day, its address, and whether the day ends a year."""

    day: date
    address: str
    ends_year: bool


@dataclass(frozen=True)
class Decade:
    """The dated pages of ten years, by the first of these."""

    year: int
    pages: tuple[Dated, ...]


@dataclass(frozen=True)
class Dates:
    """The dates that a reader can choose: the treaty's page speaks for the site's date, the others for theirs."""

    treaty: Link
    decades: tuple[Decade, ...]

    @property
    def first(self) -> date:
        return self.decades[0].pages[0].day


def address_on(treaty: Entry[Treaty], day: date) -> str:
    """The address of a treaty's page for a day."""
    return f"{treaty.address}on/{day.isoformat()}/"


def dates(treaty: Entry[Treaty], facts: Facts) -> Dates | None:
    """The dated pages of a treaty; None where it has none."""
    found = [Dated(day, address_on(treaty, day), (day.month, day.day) == (12, 31)) for day in facts.dates[treaty.ref]]
    decades = tuple(Decade(year * 10, tuple(same)) for year, same in groupby(found, key=lambda each: each.day.year // 10))
    return Dates(link(treaty), decades) if decades else None
