"""The pages of policy and method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.derive.facts import Facts
from sitegen.model import Heading
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class AboutView:
    """All that such a page prints: its text, its headings of the second level, and its sisters."""

    summary: str
    body: str
    headings: tuple[Heading, ...]
    pages: tuple[Link, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """A page for every entry of the type `page`."""
    entries = sorted(facts.library.of("page"), key=lambda e: e.fields.order)
    pages = tuple(link(e) for e in entries)
    for entry in entries:
        top = entry.address == "/about/"
        headings = tuple(heading for heading in entry.body.headings if heading.level == 2)
        yield Page(
            address=entry.address,
            template="pages/about.html",
            title=entry.title,
            description=entry.fields.summary,
            view=AboutView(entry.fields.summary, entry.body.html, headings, pages),
            section="/about/",
            trail=() if top else (Link("About", "/about/"),),
            source=entry.path,
            data=f"{entry.address}index.json",
            entry=entry.ref,
            changes=entry.fields.changes[::-1],
        )
