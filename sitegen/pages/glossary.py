"""The glossary: every term with its meaning on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.derive.facts import Facts
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class GlossaryView:
    """All that the list prints: each term with its abbreviation and meaning."""

    terms: tuple[tuple[Link, str, str], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    terms = facts.library.of("term")
    view = GlossaryView(tuple((link(e), e.fields.abbreviation, e.fields.meaning) for e in terms))
    yield Page("/glossary/", "pages/glossary.html", "Glossary", "", view, "/about/", (Link("About", "/about/"),))
