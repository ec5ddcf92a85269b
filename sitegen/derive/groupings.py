"""Who belongs to a grouping on a day, listed or composed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from sitegen.content_types.grouping import Grouping, Member
from sitegen.links import Library
from sitegen.load import complaint
from sitegen.model import Code, Entry, Ref
from sitegen.problems import Problem


def members(ref: Ref, library: Library, day: date) -> frozenset[Code]:
    """The states of a grouping on a day."""
    fields: Grouping = library[ref].fields
    if fields.members == "all":
        return frozenset(Code(code) for code in library.codes)
    if fields.union:
        return frozenset().union(*(members(part, library, day) for part in fields.union))
    if fields.minus:
        first, *others = (members(part, library, day) for part in fields.minus)
        return first.difference(*others)
    if fields.plus:
        return members(fields.plus.grouping, library, day) | frozenset(fields.plus.states)
    return frozenset(member.state for member in fields.members if member.state and member.on(day))


def others(ref: Ref, library: Library, day: date) -> tuple[Member, ...]:
    """The members that are no state with an entry, on a day; a composed grouping has those of its parts."""
    fields: Grouping = library[ref].fields
    if fields.union:
        found = {m.other: m for part in fields.union for m in others(part, library, day)}
        return tuple(found[key] for key in sorted(found, key=str))
    if fields.minus:
        first, *less = (others(part, library, day) for part in fields.minus)
        taken = {m.other for part in less for m in part}
        return tuple(m for m in first if m.other not in taken)
    if fields.plus:
        return others(fields.plus.grouping, library, day)
    return tuple(m for m in fields.members if isinstance(m, Member) and m.other and m.on(day))


def check(library: Library, day: date) -> Iterator[Problem]:
    """Groupings composed in a circle, and sizes that differ from the count on the site's date."""
    circles = tuple(_circles({entry.ref: parts(entry.fields) for entry in library.of("grouping")}))
    for circle in circles:
        fields = library[circle[0]].fields
        way = next(way for way in ("union", "minus", "plus") if getattr(fields, way))
        slugs = " → ".join(ref.slug for ref in circle)
        yield complaint(library[circle[0]], (way,), f"must not lead back to the grouping itself: {slugs}")
    if circles:
        return
    for entry in library.of("grouping"):
        yield from _idle(entry, library, day)
        if (size := len(members(entry.ref, library, day)) + len(others(entry.ref, library, day))) != entry.fields.size:
            yield complaint(entry, ("size",), f"must be {size}, the number of members on {day}; found {entry.fields.size}")


def _idle(entry: Entry[Grouping], library: Library, day: date) -> Iterator[Problem]:
    """Parts of a composition that change nothing."""
    fields = entry.fields
    if fields.plus:
        there = members(fields.plus.grouping, library, day)
        for position, state in enumerate(fields.plus.states):
            if state in there:
                yield complaint(entry, ("plus", "states", position), f"{state} is in {fields.plus.grouping.slug} already")
    for position, part in enumerate(fields.minus[1:], 1):
        if members(fields.minus[0], library, day).isdisjoint(members(part, library, day)):
            yield complaint(entry, ("minus", position), f"{part.slug} has no state of {fields.minus[0].slug} to take away")


def parts(fields: Grouping) -> tuple[Ref, ...]:
    """The groupings that a grouping is composed of."""
    return (*fields.union, *fields.minus, *((fields.plus.grouping,) if fields.plus else ()))


def _circles(composed: Mapping[Ref, Sequence[Ref]]) -> Iterator[tuple[Ref, ...]]:
    """Circles of composition, each once: its first grouping, then the way from there back to it."""
    done: set[Ref] = set()
    for ref in sorted(composed):
        if way := _way(ref, ref, composed, done):
            yield ref, *way
            done.update(way)


def _way(start: Ref, end: Ref, composed: Mapping[Ref, Sequence[Ref]], closed: Collection[Ref]) -> tuple[Ref, ...]:
    """The shortest way from one grouping to another, the last included, or nothing; what is closed is not entered."""
    seen: set[Ref] = set(closed)
    ways: list[tuple[Ref, tuple[Ref, ...]]] = [(start, ())]
    while ways:
        here, way = ways.pop(0)
        for part in composed[here]:
            if part == end:
                return (*way, part)
            if part not in seen:
                seen.add(part)
                ways.append((part, (*way, part)))
    return ()
