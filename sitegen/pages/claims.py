"""The list of claims by source, each with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.claim import Claim
from sitegen.derive.claims import VERDICTS
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.lines import Figure, figure
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class ClaimsView:
    """All that the list prints."""

    sources: tuple[tuple[Link, tuple[Figure, ...]], ...]
    numbers: tuple[tuple[str, int], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    lines = [(e.fields.sources[0].source, figure(e, facts)) for e in sorted(facts.library.of("claim"), key=_place)]
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
