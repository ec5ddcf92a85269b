"""A term's page: its meaning, and where the term stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.term import Term
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.parts import Cited, cited, entry_page
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class TermView:
    """All that a term's page prints."""

    term: Term
    body: str
    sources: tuple[Cited, ...]


def _pages(entry: Entry[Term], shared: None, facts: Facts) -> Iterator[Page]:
    yield entry_page(
        entry,
        "pages/term.html",
        TermView(entry.fields, entry.body.html, tuple(cited(c, facts) for c in entry.fields.sources)),
        Link("About", "/about/"),
        Link("Glossary", "/glossary/"),
        description=entry.fields.meaning,
    )


plan = PagesOf("term", _pages)
"""A page for every term."""
