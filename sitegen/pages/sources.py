"""The list of sources by kind."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.source import KINDS
from sitegen.derive.facts import Facts
from sitegen.model import Date
from sitegen.pages.lines import under
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Line:
    """A source, its publisher, its date, and the day as at which it was read."""

    source: Link
    publisher: Link | None
    date: Date | None
    checked: datetime.date
    taken: int


@dataclass(frozen=True)
class SourcesView:
    """All that the list prints."""

    kinds: tuple[tuple[str, tuple[Line, ...]], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    lines = []
    for e in facts.library.of("source"):
        publisher = link(facts.library[e.fields.publisher]) if e.fields.publisher else None
        taken = len(facts.library.backlinks.get(e.ref, ()))
        lines.append((e.fields.kind, Line(link(e), publisher, e.fields.date, e.fields.checked, taken)))
    yield Page("/sources/", "pages/sources.html", "Sources", "", SourcesView(under(KINDS, lines)), section="/sources/")
