"""Dated acts as lists: newest first, by year, by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sitegen.derive import changes
from sitegen.derive.facts import Facts
from sitegen.model import Code, Ref
from sitegen.pages.parts import link, short
from sitegen.site import Link


@dataclass(frozen=True)
class Act:
    """A dated act of a state under a treaty: its word, the state and the treaty."""

    day: date
    word: str
    state: Link
    treaty: Link


def acts(states: Iterable[Code], treaties: Iterable[Ref], facts: Facts) -> tuple[Act, ...]:
    """The acts of some states under some treaties up to the site's date, newest first, then by treaty and state."""
    done = changes.acts(states, treaties, facts)
    found = [Act(each.day, each.word, link(each.entry), short(each.treaty)) for each in done if each.treaty]
    return tuple(sorted(found, key=lambda act: act.day, reverse=True))


def entries_into_force(treaty: Ref, facts: Facts) -> tuple[Act, ...]:
    """The days on which a treaty entered into force for a state that had not left it, up to the site's date."""
    named = short(facts.library[treaty])
    found = {state: course.on(facts.as_of) for state, course in facts.past.treaties[treaty].standings.items()}
    return tuple(
        Act(each.in_force, "in_force", link(facts.library[state]), named)
        for state, each in found.items()
        if each.in_force and each.in_force <= min(facts.as_of, each.withdrawn or facts.as_of)
    )


@dataclass(frozen=True)
class YearOfActs:
    """The acts of one year, newest first."""

    year: int
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class ActsOfDay:
    """The states that did the same on one day."""

    day: date
    word: str
    states: tuple[Link, ...]


def by_day(found: Iterable[Act]) -> tuple[ActsOfDay, ...]:
    """Acts in the order given, those of one word on one day together."""
    days: dict[tuple[date, str], list[Link]] = {}
    for act in found:
        days.setdefault((act.day, act.word), []).append(act.state)
    return tuple(ActsOfDay(day, word, tuple(states)) for (day, word), states in days.items())


def by_year(found: Iterable[Act]) -> tuple[YearOfActs, ...]:
    """Acts in the order given, those of a year together."""
    return tuple(YearOfActs(year, tuple(same)) for year, same in groupby(found, key=lambda act: act.day.year))
