"""What changes for readers between two states of the content: statuses, counts, verdicts, lists, members, pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from sitegen import addresses
from sitegen.derive.due_dates import owed
from sitegen.derive.facts import Facts
from sitegen.derive.past_difference import Numbers, PastCountChange, PastStatusChange, numbers, past_counts, past_statuses
from sitegen.derive.sides import Sides
from sitegen.derive.status import Standing
from sitegen.model import Code, Ref


@dataclass(frozen=True)
class StatusChange:
    """A state whose standing under a treaty differs, in words with dates; an empty text where there was no entry."""

    state: str
    treaty: str
    before: str
    after: str


@dataclass(frozen=True)
class CountChange:
    """The numbers of a treaty in a grouping that differ."""

    treaty: str
    grouping: str
    before: Numbers
    after: Numbers


@dataclass(frozen=True)
class DueChange:
    """A report of some states that falls due on another day: its `first`, or the `next` after the site's day."""

    treaty: str
    report: str
    which: str
    before: date | None
    after: date | None
    states: tuple[str, ...]


@dataclass(frozen=True)
class VerdictChange:
    """A claim whose verdict or computed value differs."""

    claim: str
    before: str
    after: str


@dataclass(frozen=True)
class ListChange:
    """A list that gains or loses states: the states that a recommendation means or meant, or the members of a grouping."""

    title: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """All that differs for readers. `targets` are the states that recommendations mean, `targets_then` those that they meant
    when they were issued; `moved` has former and new addresses; `lost` those that no redirect leads on from; `edited` entries
    whose own text or fields differ; `unread` the files of states whose acts differ beside a text that does not."""

    days: tuple[date, date]
    statuses: tuple[StatusChange, ...] = ()
    past_statuses: tuple[PastStatusChange, ...] = ()
    counts: tuple[CountChange, ...] = ()
    past_counts: tuple[PastCountChange, ...] = ()
    dues: tuple[DueChange, ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()
    targets: tuple[ListChange, ...] = ()
    targets_then: tuple[ListChange, ...] = ()
    members: tuple[ListChange, ...] = ()
    added: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    edited: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return self.days[0] != self.days[1] or any(getattr(self, each.name) for each in fields(self) if each.name != "days")


def difference(before: Facts, after: Facts, former: Collection[str], present: Collection[str]) -> Difference:
    """Compare two states of the content; `former` and `present` are the addresses of all their pages."""
    sides = Sides(before, after)
    led = addresses.leads(after.library.entries.values(), present)
    leads = {address: to for address, (to, _) in led.items()}
    gone = sorted(set(former) - set(present))
    return Difference(
        days=(before.as_of, after.as_of),
        statuses=tuple(_statuses(sides)),
        past_statuses=tuple(past_statuses(sides)),
        counts=tuple(_counts(sides)),
        past_counts=tuple(past_counts(sides)),
        dues=tuple(_dues(sides)),
        verdicts=tuple(_verdicts(sides)),
        targets=tuple(_targets(sides, "today")),
        targets_then=tuple(_targets(sides, "then")),
        members=tuple(_members(sides)),
        added=tuple(sorted(set(present) - set(former) - {leads.get(each, "") for each in gone})),
        lost=tuple(each for each in gone if each not in leads),
        moved=tuple((each, leads[each]) for each in gone if each in leads),
        edited=tuple(sorted(_edited(sides))),
        unread=tuple(sorted(_unread(sides))),
    )


def _statuses(sides: Sides) -> Iterator[StatusChange]:
    treaties = sides.either("treaty")
    for state in sides.states():
        for treaty in treaties:
            was, now = _standing(state, treaty, sides.before), _standing(state, treaty, sides.after)
            if was != now:
                yield StatusChange(sides.name(state), sides.title(treaty), words(was, now), words(now, was))


def _standing(state: Code, treaty: Ref, facts: Facts) -> Standing | None:
    return facts.grids.get(treaty, {}).get(state)


def words(standing: Standing | None, other: Standing | None = None) -> str:
    """A standing as text: the status and the acts with their days; nothing for none. Beside another of the same status only
    the acts that differ are told, for the eye to find them."""
    if standing is None:
        return ""
    known = set(_days(other)) if other and other.status is standing.status else ()
    acts = [f"{name} {day}" for name, day in _days(standing) if (name, day) not in known]
    status = standing.status.value.replace("-", " ")
    return f"{status} ({', '.join(acts)})" if acts else status


def _days(standing: Standing) -> Iterator[tuple[str, date]]:
    """The acts of a standing and their days."""
    named = [("signed", standing.signed), (standing.consent, standing.consent_date), ("in force", standing.in_force)]
    named += [("provisionally applied", standing.provisional), ("withdrawn", standing.withdrawn)]
    return ((name, day) for name, day in named if day)


def _counts(sides: Sides) -> Iterator[CountChange]:
    for treaty in sides.both("treaty"):
        for grouping in sides.both("grouping"):
            was, now = numbers(treaty, grouping, sides.before), numbers(treaty, grouping, sides.after)
            if was != now:
                yield CountChange(sides.title(treaty), sides.title(grouping), was, now)


def _dues(sides: Sides) -> Iterator[DueChange]:
    """Reports due on other days; states for which the same report moves alike stand together."""
    for treaty in sides.both("treaty"):
        found: dict[tuple[str, str, date | None, date | None], list[str]] = {}
        for state in sides.states():
            was, now = _due(state, treaty, sides.before), _due(state, treaty, sides.after)
            for report in dict.fromkeys((*was, *now)):
                (first, coming), (new_first, new_coming) = was.get(report, (None, None)), now.get(report, (None, None))
                moves = {(coming, new_coming): "next", (first, new_first): "first"}  # told once where they are the same
                for (old, new), which in reversed(moves.items()):
                    if old != new:
                        found.setdefault((report, which, old, new), []).append(sides.name(state))
        for key, states in found.items():
            yield DueChange(sides.title(treaty), *key, tuple(states))


def _due(state: Code, treaty: Ref, facts: Facts) -> dict[str, tuple[date, date | None]]:
    """The first and the next day of each report that a state owes under a treaty."""
    standing = _standing(state, treaty, facts)
    found = owed(facts.library[treaty].fields, standing, facts.as_of) if standing else ()
    return {each.obligation.name: (each.first.day, each.coming.day if each.coming else None) for each in found}


def _verdicts(sides: Sides) -> Iterator[VerdictChange]:
    for claim in sides.both("claim"):
        was, now = _finding(claim, sides.before), _finding(claim, sides.after)
        if was != now:
            yield VerdictChange(sides.title(claim), was, now)


def _finding(claim: Ref, facts: Facts) -> str:
    """A verdict with what was computed and on which grouping."""
    found = facts.verdicts[claim]
    grouping = f" on {facts.library[found.grouping].title}" if found.grouping else ""
    return f"{found.verdict}: {found.computed}{grouping}" if found.computed else found.verdict


def _targets(sides: Sides, when: Literal["today", "then"]) -> Iterator[ListChange]:
    for advice in sides.both("recommendation"):
        found = (facts.targets.get(advice) for facts in (sides.before, sides.after))
        was, now = (getattr(each, when) if each else frozenset() for each in found)
        yield from _list_change(advice, was, now, sides)


def _members(sides: Sides) -> Iterator[ListChange]:
    for grouping in sides.both("grouping"):
        yield from _list_change(grouping, sides.before.members[grouping], sides.after.members[grouping], sides)


def _list_change(about: Ref, was: frozenset[Code], now: frozenset[Code], sides: Sides) -> Iterator[ListChange]:
    if was != now:
        gained, lost = (tuple(sorted(sides.name(state) for state in some)) for some in (now - was, was - now))
        yield ListChange(sides.title(about), gained, lost)


def _edited(sides: Sides) -> Iterator[str]:
    """The addresses of entries that stand in both and whose fields or text differ."""
    for ref, entry in sides.after.library.entries.items():
        old = sides.before.library.entries.get(ref)
        if old and (old.fields != entry.fields or old.body.html != entry.body.html):
            yield entry.address


def _unread(sides: Sides) -> Iterator[str]:
    """The files of states whose standing differs under some treaty and whose text, where they have one, does not."""
    treaties = sides.either("treaty")
    for entry in sides.after.library.of("country"):
        old = sides.before.library.entries.get(entry.ref)
        if not old or not entry.body.html or old.body.html != entry.body.html:
            continue
        state = entry.fields.iso3
        if any(_standing(state, treaty, sides.before) != _standing(state, treaty, sides.after) for treaty in treaties):
            yield entry.path
