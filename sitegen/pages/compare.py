"""Two to four states side by side: the page holds the facts on all, and its script shows those that are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sitegen.content_types.country import CONSENTS, Country
from sitegen.content_types.treaty import SUBJECTS
from sitegen.derive.facts import Facts
from sitegen.derive.status import Standing, Status
from sitegen.model import Entry, Ref
from sitegen.pages.parts import link, short
from sitegen.pages.state import duties, spans, standings_of
from sitegen.site import Link, Page

SAMPLES = tuple(date(2004, month, 28) for month in range(1, 13))
"""A day of each month whose 28 and 2004 stand for any day and any year: so the script writes a date as the page does."""


@dataclass(frozen=True)
class Choice:
    """A state that can be chosen, with its name in the page's address."""

    slug: str
    title: str


@dataclass(frozen=True)
class CompareView:
    """All that the page prints; `data` is for the script (its shape: `comparison`)."""

    profiled: tuple[Choice, ...]
    others: tuple[Choice, ...]
    subjects: tuple[str, ...]
    statuses: tuple[str, ...]
    consents: tuple[str, ...]
    samples: tuple[date, ...]
    data: Mapping[str, Any]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    states = facts.library.of("country")
    data = comparison(facts)
    view = CompareView(
        profiled=tuple(Choice(e.slug, e.title) for e in states if facts.is_profiled(e)),
        others=tuple(Choice(e.slug, e.title) for e in states if not facts.is_profiled(e)),
        subjects=tuple(data["subjects"]),
        statuses=tuple(status.value for status in Status),
        consents=CONSENTS,
        samples=SAMPLES,
        data=data,
    )
    trail = (Link("Countries", "/countries/"),)
    yield Page("/compare/", "pages/compare.html", "Compare states", "", view, section="/countries/", trail=trail)


def comparison(facts: Facts) -> dict[str, Any]:
    """What the script needs, in a compact form; days are in ISO 8601, and lists refer to lists by position.

    `treaties`: name, address and subject of each, by subject, the lead treaty first. `groupings`: name and address.
    `registers`: name, address, first and last year. `duties`: name and treaty of each report due. `states`, by slug: name,
    address, number as party and as signatory, `part` in each treaty (see `part`), subregion (-1 for none), groupings,
    number of years reported by register (-1 where no record is held), and by duty the next day and the year covered.
    """
    lead = facts.config.lead_treaty
    treaties = sorted(facts.library.of("treaty"), key=lambda e: (SUBJECTS.index(e.fields.subject), e.ref != lead))
    present = list(dict.fromkeys(treaty.fields.subject for treaty in treaties))
    groupings = facts.library.of("grouping")
    registers = spans(facts)
    owed = [(obligation.name, treaty) for treaty in treaties for obligation in treaty.fields.obligations]
    order = _Order([e.ref for e in treaties], [e.ref for e in groupings], list(registers), [(n, short(t)) for n, t in owed])
    return {
        "subjects": present,
        "treaties": [[*_named(short(e)), present.index(e.fields.subject)] for e in treaties],
        "groupings": [_named(link(e)) for e in groupings],
        "registers": [[*_named(link(facts.library[ref])), *years] for ref, years in registers.items()],
        "duties": [[name, *_named(treaty)] for name, treaty in order.duties],
        "states": {e.slug: _state(e, order, facts) for e in facts.library.of("country")},
    }


@dataclass(frozen=True)
class _Order:
    """The lists that positions count."""

    treaties: list[Ref]
    groupings: list[Ref]
    registers: list[Ref]
    duties: list[tuple[str, Link]]


def _named(found: Link) -> list[str]:
    return [found.text, found.address]


def _state(entry: Entry[Country], order: _Order, facts: Facts) -> list[Any]:
    """One state, in the order that `comparison` tells."""
    state = entry.fields.iso3
    by_treaty = {standing.treaty: standing for standing in standings_of(state, facts)}
    groups = [standing.status.by_deposit for standing in by_treaty.values()]
    subregion = facts.subregion(state)
    record = entry.fields.reporting
    coming = {(duty.name, duty.treaty): duty.coming for duty in duties(by_treaty.values(), facts)}
    next_days = [coming.get(duty) for duty in order.duties]
    return [
        entry.title,
        entry.address,
        groups.count("party"),
        groups.count("signatory"),
        [part(by_treaty[ref]) for ref in order.treaties],
        order.groupings.index(subregion.ref) if subregion else -1,
        [order.groupings.index(grouping.ref) for grouping in facts.groupings_of(state)],
        [len(record[ref]) if ref in record else -1 for ref in order.registers],
        [[found.day.isoformat(), found.covers] if found else [] for found in next_days],
    ]


def part(standing: Standing) -> list[str]:
    """A state's part in a treaty: its status, the days of signature, of consent after its word, of entry into force, of
    provisional application and of withdrawal; empty where there is none, and cut short behind the last."""
    days = (standing.in_force, standing.provisional, standing.withdrawn)
    found = [standing.status.value, _iso(standing.signed), standing.consent, _iso(standing.consent_date), *map(_iso, days)]
    return found[: max(position for position, each in enumerate(found, 1) if each)]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
