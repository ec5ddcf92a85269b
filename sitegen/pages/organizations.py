"""The list of organizations by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.organization import KINDS
from sitegen.derive.facts import Facts
from sitegen.pages.lines import under
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class OrganizationsView:
    """All that the list prints: each organization with its abbreviation, by kind."""

    kinds: tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    kinds = under(KINDS, ((e.fields.kind, (link(e), e.fields.abbreviation)) for e in facts.library.of("organization")))
    yield Page(
        address="/organizations/",
        template="pages/organizations.html",
        title="Organizations",
        description="",
        view=OrganizationsView(kinds),
        section="/sources/",
        trail=(Link("Sources", "/sources/"),),
    )
