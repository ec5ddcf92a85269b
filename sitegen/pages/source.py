"""A source's page: what it is, its misprints, and everything that is taken from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sitegen.content_types.source import Source
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class SourceView:
    """All that a source's page prints; `taken` are the entries that refer to it, by the name of their type."""

    source: Source
    body: str
    publisher: Link | None
    taken: tuple[tuple[str, tuple[Link, ...]], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """A page for every source."""
    for entry in facts.library.of("source"):
        publisher = entry.fields.publisher
        view = SourceView(
            source=entry.fields,
            body=entry.body.html,
            publisher=link(facts.library[publisher]) if publisher else None,
            taken=referring(entry, facts),
        )
        yield Page(
            address=entry.address,
            template="pages/source.html",
            title=entry.title,
            description=entry.body.text[:160].rsplit(" ", 1)[0] + "…",
            view=view,
            section="/sources/",
            trail=(Link("Sources", "/sources/"),),
            source=entry.path,
        )


def referring(entry: Entry[Any], facts: Facts) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """The entries that refer to an entry, by the name of their type, in the order of the library."""
    found = facts.library.backlinks.get(entry.ref, ())
    kinds = dict.fromkeys(e.type for e in facts.library.entries.values())
    return tuple((kind, tuple(link(e) for e in found if e.type == kind)) for kind in kinds if any(e.type == kind for e in found))
