"""When a party's reports are due, from the obligations that a treaty's entry states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.content_types.treaty import Obligation, Treaty
from sitegen.derive.status import Standing, Status, add_months


@dataclass(frozen=True)
class DueDate:
    """One duty of one state: what, by which article, on which day, and the calendar year it covers (0 for none)."""

    name: str
    article: str
    day: date
    covers: int = 0


def due(obligation: Obligation, in_force: date, until: date) -> tuple[DueDate, ...]:
    """The days on which an obligation falls due for a state for which the treaty entered into force, up to a day."""
    rule = obligation.due
    if rule.years:
        day = add_months(in_force, 12 * rule.years)
        return (DueDate(obligation.name, obligation.article, day),) if day <= until else ()
    month, day_of_month = (int(part) for part in rule.each.split("-"))
    first = in_force.year + (rule.from_ == "first full calendar year" and (in_force.month, in_force.day) != (1, 1))
    days = ((year, date(year + 1, month, day_of_month)) for year in range(first, until.year + 1))
    return tuple(DueDate(obligation.name, obligation.article, day, year) for year, day in days if day <= until)


def next_due(obligation: Obligation, in_force: date, after: date) -> DueDate | None:
    """The first day after a day on which an obligation falls due, or None where it fell due once and for all."""
    horizon = date(max(after.year, in_force.year + (obligation.due.years or 0)) + 3, 12, 31)
    coming = (found for found in due(obligation, in_force, horizon) if found.day > after)
    return next(coming, None)


@dataclass(frozen=True)
class Owed:
    """An obligation of a party: when it falls due first, and when next after a day, or None where it fell due once and for all."""

    obligation: Obligation
    first: DueDate
    coming: DueDate | None


def owed(treaty: Treaty, standing: Standing, after: date) -> Iterator[Owed]:
    """What a state must report as a party, where the treaty's entry says so."""
    if standing.in_force and standing.status is not Status.WITHDRAWN:
        for obligation in treaty.obligations:
            first = next_due(obligation, standing.in_force, standing.in_force)
            if first:
                yield Owed(obligation, first, next_due(obligation, standing.in_force, after))
