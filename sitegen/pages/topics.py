"""The list of topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.derive.facts import Facts
from sitegen.pages.parts import bodies, link, referring
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Line:
    """A topic: what it is, how much is said on it, and by how many issuers."""

    topic: Link
    summary: str
    recommendations: int
    statements: int
    issuers: int


@dataclass(frozen=True)
class TopicsView:
    """All that the list prints."""

    lines: tuple[Line, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    lines = []
    for entry in facts.library.of("topic"):
        advised = referring(entry.ref, "recommendation", facts)
        issuers = {body for e in advised for body in bodies(e.fields.issuers, facts)}
        statements = len(referring(entry.ref, "statement", facts))
        lines.append(Line(link(entry), entry.fields.summary, len(advised), statements, len(issuers)))
    trail = (Link("Recommendations", "/recommendations/"),)
    yield Page("/topics/", "pages/topics.html", "Topics", "", TopicsView(tuple(lines)), "/recommendations/", trail)
