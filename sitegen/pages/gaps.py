"""What is still to be found out, for editors: each gap with the file to open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.derive.facts import Facts
from sitegen.derive.gaps import DOUBTS, StatesOf, gaps
from sitegen.model import Ref
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Line:
    """A gap: the entry, its file, and what is to be done in the content's words; `read` is the day of the last reading."""

    entry: Link
    file: str
    what: str = ""
    read: date | None = None


@dataclass(frozen=True)
class OfTreaty:
    """The states of which something is not known under a treaty, each with its file."""

    treaty: Link
    states: tuple[Line, ...]


@dataclass(frozen=True)
class GapsView:
    """All that the page prints; `doubts` has the kinds of doubt with their lines."""

    grouping: Link
    unknown: tuple[OfTreaty, ...]
    not_computed: tuple[OfTreaty, ...]
    doubts: tuple[tuple[str, tuple[Line, ...]], ...]
    stale: tuple[Line, ...]
    unsourced: tuple[Line, ...]
    bare: tuple[Line, ...]
    languages: tuple[str, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    found = gaps(facts)
    view = GapsView(
        grouping=link(facts.library[facts.config.profiled]),
        unknown=tuple(_of_treaty(each, facts) for each in found.unknown),
        not_computed=tuple(_of_treaty(each, facts) for each in found.not_computed),
        doubts=tuple(
            (kind, tuple(_line(each.entry, facts, each.what) for each in found.doubts if each.kind == kind)) for kind in DOUBTS
        ),
        stale=tuple(_line(ref, facts, read=day) for day, ref in found.stale),
        unsourced=tuple(_line(ref, facts) for ref in found.unsourced),
        bare=tuple(_line(ref, facts) for ref in found.bare),
        languages=found.languages,
    )
    yield Page("/about/gaps/", "pages/gaps.html", "Gaps", "", view, "/about/", (Link("About", "/about/"),))


def _of_treaty(found: StatesOf, facts: Facts) -> OfTreaty:
    states = tuple(_line(facts.library[state].ref, facts) for state in found.states)
    return OfTreaty(link(facts.library[found.treaty]), states)


def _line(ref: Ref, facts: Facts, what: str = "", read: date | None = None) -> Line:
    entry = facts.library[ref]
    return Line(link(entry), entry.path, what, read)
