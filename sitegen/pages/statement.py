"""A statement's page: who spoke, for whom, where, and the gist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.statement import Statement
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.lines import Advice, Occasion, advice, occasion
from sitegen.pages.parts import Cited, bodies, cited, entry_page, link, links_to, referring
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class StatementView:
    """All that a statement's page prints."""

    statement: Statement
    body: str
    behalf: tuple[Link, ...]
    occasion: Occasion
    topics: tuple[Link, ...]
    advice: tuple[Advice, ...]
    toolkit: tuple[Link, ...]
    sources: tuple[Cited, ...]


def _pages(entry: Entry[Statement], shared: None, facts: Facts) -> Iterator[Page]:
    view = StatementView(
        statement=entry.fields,
        body=entry.body.html,
        behalf=bodies(entry.fields.on_behalf_of, facts),
        occasion=occasion(facts.library[entry.fields.event]),
        topics=links_to(entry.fields.topics, facts),
        advice=tuple(advice(e, facts) for e in referring(entry.ref, "recommendation", facts)),
        toolkit=tuple(link(e) for e in referring(entry.ref, "toolkit", facts)),
        sources=tuple(cited(citation, facts) for citation in entry.fields.sources),
    )
    yield entry_page(entry, "pages/statement.html", view, Link("Statements", "/statements/"))


plan = PagesOf("statement", _pages)
"""A page for every statement."""
