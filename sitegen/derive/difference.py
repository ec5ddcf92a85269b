"""What changes for readers between two states of the content: statuses, counts, verdicts, lists, members, pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sitegen.derive.facts import Facts
from sitegen.derive.status import Standing
from sitegen.model import Code, Entry, Ref


@dataclass(frozen=True)
class StatusChange:
    """A state whose standing under a treaty differs, in words with dates; an empty text where there was no entry."""

    state: str
    treaty: str
    before: str
    after: str


@dataclass(frozen=True)
class CountChange:
    """The numbers of a treaty in a grouping (parties, signatories, neither, by deposit) that differ."""

    treaty: str
    grouping: str
    before: tuple[int, int, int]
    after: tuple[int, int, int]


@dataclass(frozen=True)
class VerdictChange:
    """A claim whose verdict or computed value differs."""

    claim: str
    before: str
    after: str


@dataclass(frozen=True)
class ListChange:
    """A list that gains or loses states: the states that a recommendation means, or the members of a grouping."""

    title: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """All that differs for readers. `moved` has former and new addresses; `lost` those that no redirect leads on from;
    `saved` former addresses that would be dead links without their redirect; `edited` entries whose own text or fields differ."""

    days: tuple[date, date]
    statuses: tuple[StatusChange, ...]
    counts: tuple[CountChange, ...]
    verdicts: tuple[VerdictChange, ...]
    targets: tuple[ListChange, ...]
    members: tuple[ListChange, ...]
    added: tuple[str, ...]
    lost: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    edited: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return self.days[0] != self.days[1] or any(getattr(self, each.name) for each in fields(self) if each.name != "days")


def difference(before: Facts, after: Facts, former: Collection[str], present: Collection[str]) -> Difference:
    """Compare two states of the content; `former` and `present` are the addresses of all their pages."""
    leads = {address: entry.address for entry in after.library.entries.values() for address in entry.fields.redirect_from}
    gone = sorted(set(former) - set(present))
    return Difference(
        days=(before.as_of, after.as_of),
        statuses=tuple(_statuses(before, after)),
        counts=tuple(_counts(before, after)),
        verdicts=tuple(_verdicts(before, after)),
        targets=tuple(_targets(before, after)),
        members=tuple(_members(before, after)),
        added=tuple(sorted(set(present) - set(former) - {leads.get(each, "") for each in gone})),
        lost=tuple(each for each in gone if each not in leads),
        moved=tuple((each, leads[each]) for each in gone if each in leads),
        edited=tuple(sorted(_edited(before, after))),
    )


def _statuses(before: Facts, after: Facts) -> Iterator[StatusChange]:
    for state in _states(before, after):
        for treaty in _of("treaty", before, after):
            was, now = _standing(state, treaty, before), _standing(state, treaty, after)
            if was != now:
                yield StatusChange(_name(state, before, after), _title(treaty, before, after), words(was), words(now))


def _standing(state: Code, treaty: Ref, facts: Facts) -> Standing | None:
    return facts.grids.get(treaty, {}).get(state)


def words(standing: Standing | None) -> str:
    """A standing as text: the status and the acts with their days; nothing for none."""
    if standing is None:
        return ""
    named = [("signed", standing.signed), (standing.consent, standing.consent_date), ("in force", standing.in_force)]
    named += [("provisionally applied", standing.provisional), ("withdrawn", standing.withdrawn)]
    acts = [f"{name} {day}" for name, day in named if day]
    status = standing.status.value.replace("-", " ")
    return f"{status} ({', '.join(acts)})" if acts else status


def _counts(before: Facts, after: Facts) -> Iterator[CountChange]:
    for treaty in _both("treaty", before, after):
        for grouping in _both("grouping", before, after):
            was, now = _numbers(treaty, grouping, before), _numbers(treaty, grouping, after)
            if was != now:
                yield CountChange(_title(treaty, before, after), _title(grouping, before, after), was, now)


def _numbers(treaty: Ref, grouping: Ref, facts: Facts) -> tuple[int, int, int]:
    found = facts.count(treaty, grouping)
    return found.parties, found.signatories, found.neither


def _verdicts(before: Facts, after: Facts) -> Iterator[VerdictChange]:
    for claim in _both("claim", before, after):
        was, now = _finding(claim, before), _finding(claim, after)
        if was != now:
            yield VerdictChange(_title(claim, before, after), was, now)


def _finding(claim: Ref, facts: Facts) -> str:
    """A verdict with what was computed and on which grouping."""
    found = facts.verdicts[claim]
    grouping = f" on {facts.library[found.grouping].title}" if found.grouping else ""
    return f"{found.verdict}: {found.computed}{grouping}" if found.computed else found.verdict


def _targets(before: Facts, after: Facts) -> Iterator[ListChange]:
    for advice in _both("recommendation", before, after):
        was, now = (facts.targets.get(advice) for facts in (before, after))
        lists = was.today if was else frozenset(), now.today if now else frozenset()
        yield from _list_change(_title(advice, before, after), *lists, before, after)


def _members(before: Facts, after: Facts) -> Iterator[ListChange]:
    for grouping in _both("grouping", before, after):
        lists = before.members[grouping], after.members[grouping]
        yield from _list_change(_title(grouping, before, after), *lists, before, after)


def _list_change(title: str, was: frozenset[Code], now: frozenset[Code], before: Facts, after: Facts) -> Iterator[ListChange]:
    if was != now:
        gained, lost = (tuple(sorted(_name(state, before, after) for state in some)) for some in (now - was, was - now))
        yield ListChange(title, gained, lost)


def _edited(before: Facts, after: Facts) -> Iterator[str]:
    """The addresses of entries that stand in both and whose fields or text differ."""
    for ref, entry in after.library.entries.items():
        old = before.library.entries.get(ref)
        if old and (old.fields != entry.fields or old.body.html != entry.body.html):
            yield entry.address


def _of(kind: str, before: Facts, after: Facts) -> tuple[Ref, ...]:
    """The entries of a type that stand in either, in the order of titles."""
    found = {entry.ref: entry.title for facts in (before, after) for entry in facts.library.of(kind)}
    return tuple(sorted(found, key=lambda ref: (found[ref], ref)))


def _both(kind: str, before: Facts, after: Facts) -> tuple[Ref, ...]:
    """The entries of a type that stand in both."""
    return tuple(ref for ref in _of(kind, before, after) if ref in before.library.entries and ref in after.library.entries)


def _states(before: Facts, after: Facts) -> tuple[Code, ...]:
    found = {entry.fields.iso3: entry.title for facts in (before, after) for entry in facts.library.of("country")}
    return tuple(sorted(found, key=lambda code: found[code]))


def _title(ref: Ref, before: Facts, after: Facts) -> str:
    return _entry(ref, before, after).title


def _entry(ref: Ref, before: Facts, after: Facts) -> Entry[Any]:
    return after.library.entries.get(ref) or before.library.entries[ref]


def _name(state: Code, before: Facts, after: Facts) -> str:
    facts = after if state in after.library.codes else before
    return facts.library[state].title
