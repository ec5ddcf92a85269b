"""The pages of policy and method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.page import Page as AboutPage
from sitegen.derive.facts import Facts
from sitegen.model import Entry, Heading
from sitegen.pages.parts import link
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class AboutView:
    """All that such a page prints: its text, its headings of the second level, and its sisters."""

    summary: str
    body: str
    headings: tuple[Heading, ...]
    pages: tuple[Link, ...]


def _pages(entry: Entry[AboutPage], sisters: tuple[Link, ...], facts: Facts) -> Iterator[Page]:
    top = entry.address == "/about/"
    headings = tuple(heading for heading in entry.body.headings if heading.level == 2)
    yield Page(
        address=entry.address,
        template="pages/about.html",
        title=entry.title,
        description=entry.fields.summary,
        view=AboutView(entry.fields.summary, entry.body.html, headings, sisters),
        section="/about/",
        trail=() if top else (Link("About", "/about/"),),
        source=entry.path,
        data=f"{entry.address}index.json",
        entry=entry.ref,
        changes=entry.fields.changes[::-1],
    )


def _sisters(facts: Facts) -> tuple[Link, ...]:
    return tuple(link(e) for e in sorted(facts.library.of("page"), key=lambda e: e.fields.order))


plan = PagesOf("page", _pages, _sisters)
"""A page for every entry of the type `page`."""
