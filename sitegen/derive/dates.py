"""The days for which a treaty's past is published: its dated pages and the lines of the counts stand on one list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sitegen.config import Config
from sitegen.content_types.event import Event
from sitegen.content_types.treaty import Treaty
from sitegen.links import Library
from sitegen.model import Entry, Ref

CONFERENCE = "conference of states parties"


def conferences(treaty: Ref, library: Library) -> tuple[Entry[Event], ...]:
    """The conferences of states parties that were about a treaty, in order of their last day."""
    found = [e for e in library.of("event") if e.fields.kind == CONFERENCE and treaty in e.fields.treaties]
    return tuple(sorted(found, key=lambda e: (e.fields.date.end, e.slug)))


def last_day(event: Event) -> date | None:
    """The day on which an event ended, where its date is given to the day and without doubt."""
    known = len(event.date.text.rpartition("/")[2]) == len("YYYY-MM-DD") and not event.date.doubtful
    return event.date.end if known else None


def since(treaty: Treaty) -> date | None:
    """The day from which there is a past to publish: the opening for signature, else the adoption."""
    return treaty.opened or treaty.adopted


def lasting_dates(first: date | None, further: Iterable[date], as_of: date) -> tuple[date, ...]:
    """The days whose pages stay: each year's end since the first day, and the further days since then, up to the site's date."""
    ends = {date(year, 12, 31) for year in range(first.year, as_of.year + 1)} if first else set()
    days = {day for day in further if first is None or day >= first}
    return tuple(sorted(day for day in ends | days if day <= as_of))


def published(lasting: Iterable[date], as_of: date) -> tuple[date, ...]:
    """The days for which counts are published: those of the dated pages, and the site's date."""
    return tuple(sorted({*lasting, as_of}))


def dates_of(treaty: Entry[Treaty], library: Library, as_of: date) -> tuple[date, ...]:
    """The days for which a treaty has a dated page: years' ends, the last days of its conferences, and those of the settings."""
    config: Config = library.settings.fields
    ended = [day for e in conferences(treaty.ref, library) if (day := last_day(e.fields))]
    return lasting_dates(since(treaty.fields), (*config.dates, *ended), as_of)
