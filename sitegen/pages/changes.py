"""What changed: dated acts, entries and notes, newest first: the last years together, and a page for each year."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sitegen.derive import changes
from sitegen.derive.changes import KINDS, Change
from sitegen.derive.facts import Facts
from sitegen.model import Date
from sitegen.pages.follow import link_to, with_all
from sitegen.pages.parts import link, short
from sitegen.site import Link, Page

ENOUGH = 100
"""The page of all changes shows whole years, the newest first, until it has so many lines."""
ADDRESS = "/changes/"


@dataclass(frozen=True)
class Line:
    """A change as a line: an act's word, the state and the treaty; an entry; or a note. `number` is
    that of its kind among those of the page, from 1, for the filter."""

    date: Date
    kind: str
    number: int
    entry: Link
    word: str
    treaty: Link | None
    note: str


@dataclass(frozen=True)
class Year:
    """The changes of a year, newest first."""

    year: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ChangesView:
    """All that such a page prints: the years in full, and every year with its page and number of changes; `only` is the
    year that the page is of, 0 on the page of all; `kinds` are those to choose from."""

    grouping: Link
    kinds: tuple[str, ...]
    years: tuple[Year, ...]
    all: tuple[tuple[Link, int], ...]
    only: int = 0
    previous: Link | None = None
    following: Link | None = None


Found = tuple[int, tuple[Change, ...]]
"""A year and its changes."""


def plan(facts: Facts) -> Iterator[Page]:
    """The page of all changes, and one for each year."""
    found = [(year, tuple(same)) for year, same in groupby(changes.everything(facts), key=lambda change: change.day.year)]
    links = [Link(str(year), f"{ADDRESS}{year}/") for year, _ in found]
    every = tuple((to, len(same)) for to, (_, same) in zip(links, found, strict=True))
    grouping = link(facts.library[facts.config.profiled])
    whole = with_all(Page(ADDRESS, "pages/changes.html", "Changes", "", _view(_enough(found), grouping, every)), facts)
    yield whole
    for position, each in enumerate(found):
        view = dataclasses.replace(
            _view([each], grouping, every),
            only=each[0],
            previous=links[position + 1] if position + 1 < len(links) else None,
            following=links[position - 1] if position else None,
        )
        title, trail = f"Changes in {each[0]}", (Link("Changes", ADDRESS),)
        yield dataclasses.replace(whole, address=links[position].address, title=title, view=view, trail=trail)


def _enough(found: list[Found]) -> list[Found]:
    """The newest years that have enough changes between them."""
    shown: list[Found] = []
    for each in found:
        if sum(len(same) for _, same in shown) < ENOUGH:
            shown.append(each)
    return shown


def _view(shown: list[Found], grouping: Link, every: tuple[tuple[Link, int], ...]) -> ChangesView:
    there = {change.kind for _, same in shown for change in same}
    kinds = tuple(kind for kind in KINDS if kind in there)
    years = tuple(Year(year, tuple(_line(change, kinds) for change in same)) for year, same in shown)
    return ChangesView(grouping, kinds, years, every)


def _line(change: Change, kinds: tuple[str, ...]) -> Line:
    return Line(
        date=change.date,
        kind=change.kind,
        number=kinds.index(change.kind) + 1,
        entry=link_to(change),
        word=change.word,
        treaty=short(change.treaty) if change.treaty else None,
        note=change.note,
    )
