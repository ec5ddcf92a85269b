"""The list of claims by source, each with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.claim import Claim
from sitegen.derive.claims import VERDICTS
from sitegen.derive.facts import Facts
from sitegen.model import Date, Entry
from sitegen.pages.parts import bodies, link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Line:
    """A claim: who makes it for when, what it claims and what comes out."""

    claim: Link
    made_by: tuple[Link, ...]
    as_of: Date
    value: str
    computed: str
    verdict: str
    off: int
    grouping: Link | None


@dataclass(frozen=True)
class ClaimsView:
    """All that the list prints."""

    sources: tuple[tuple[Link, tuple[Line, ...]], ...]
    numbers: tuple[tuple[str, int], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    lines = [(e.fields.sources[0].source, line(e, facts)) for e in sorted(facts.library.of("claim"), key=_place)]
    sources = dict.fromkeys(source for source, _ in lines)
    view = ClaimsView(
        sources=tuple((link(facts.library[source]), tuple(each for s, each in lines if s == source)) for source in sources),
        numbers=tuple((name, sum(each.verdict == name for _, each in lines)) for name in VERDICTS),
    )
    yield Page("/claims/", "pages/claims.html", "Claims", "", view, section="/claims/")


def _place(entry: Entry[Claim]) -> tuple[str, int, str]:
    """Claims in order of their sources, and in each by the number of the passage."""
    citation = entry.fields.sources[0]
    return citation.source.slug, int(citation.number.partition("-")[2] or 0), entry.slug


def line(entry: Entry[Claim], facts: Facts) -> Line:
    """A claim with its verdict."""
    found = facts.verdicts[entry.ref]
    return Line(
        claim=link(entry),
        made_by=bodies(entry.fields.made_by, facts),
        as_of=entry.fields.as_of,
        value=entry.fields.value,
        computed=found.computed,
        verdict=found.verdict,
        off=found.off,
        grouping=link(facts.library[found.grouping]) if found.grouping else None,
    )
