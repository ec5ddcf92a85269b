"""The glossary: every term with its meaning on one page, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.term import Term
from sitegen.derive.facts import Facts
from sitegen.pages.parts import Cited, cited, link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class GlossaryView:
    """All that the list prints: each term with its abbreviation and meaning."""

    terms: tuple[tuple[Link, str, str], ...]


@dataclass(frozen=True)
class TermView:
    """All that a term's page prints."""

    term: Term
    body: str
    sources: tuple[Cited, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """The list, and a page for every term."""
    terms = facts.library.of("term")
    view = GlossaryView(tuple((link(e), e.fields.abbreviation, e.fields.meaning) for e in terms))
    yield Page("/glossary/", "pages/glossary.html", "Glossary", "", view, "/about/", (Link("About", "/about/"),))
    for entry in terms:
        yield Page(
            address=entry.address,
            template="pages/term.html",
            title=entry.title,
            description=entry.fields.meaning,
            view=TermView(entry.fields, entry.body.html, tuple(cited(c, facts) for c in entry.fields.sources)),
            section="/about/",
            trail=(Link("About", "/about/"), Link("Glossary", "/glossary/")),
            source=entry.path,
            data=f"{entry.address}index.json",
        )
