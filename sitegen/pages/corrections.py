"""The sources' misprints and contradictions, and how they are read here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.source import Erratum
from sitegen.derive.facts import Facts
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class CorrectionsView:
    """All that the page prints: each source with its errata; `events` are those whose date was read otherwise."""

    sources: tuple[tuple[Link, tuple[Erratum, ...]], ...]
    events: tuple[tuple[Link, str, str], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    view = CorrectionsView(
        sources=tuple((link(e), e.fields.errata) for e in facts.library.of("source") if e.fields.errata),
        events=tuple((link(e), e.fields.printed, e.fields.erratum) for e in facts.library.of("event") if e.fields.erratum),
    )
    yield Page("/corrections/", "pages/corrections.html", "Corrections", "", view, "", (Link("Changes", "/changes/"),))
