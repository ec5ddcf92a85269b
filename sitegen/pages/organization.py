"""An organization's page: what it is and what it publishes, keeps or owns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.organization import Organization
from sitegen.derive import changes
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.follow import with_feed
from sitegen.pages.parts import Cited, by_type, cited, entry_page, link
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class OrganizationView:
    """All that an organization's page prints."""

    organization: Organization
    body: str
    part_of: Link | None
    country: Link | None
    sources: tuple[Cited, ...]
    referring: tuple[tuple[str, tuple[Link, ...]], ...]


def _pages(entry: Entry[Organization], shared: None, facts: Facts) -> Iterator[Page]:
    above = entry.fields.part_of
    view = OrganizationView(
        organization=entry.fields,
        body=entry.body.html,
        part_of=link(facts.library[above]) if above else None,
        country=link(facts.library[entry.fields.country]) if entry.fields.country else None,
        sources=tuple(cited(citation, facts) for citation in entry.fields.sources),
        referring=by_type(entry, facts),
    )
    trail = Link("Sources", "/sources/"), Link("Organizations", "/organizations/")
    page = entry_page(entry, "pages/organization.html", view, *trail)
    yield with_feed(page) if changes.about(entry, facts) else page


plan = PagesOf("organization", _pages)
"""A page for every organization."""
