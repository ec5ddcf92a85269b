"""A topic's page: what is advised and said on it, by issuer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.topic import Topic
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.lines import Advice, Said, advice, said
from sitegen.pages.parts import Cited, bodies, cited, entry_page, in_time, link, referring
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class TopicView:
    """All that a topic's page prints; `issuers` are those who advise on it, each with its advice."""

    topic: Topic
    body: str
    issuers: tuple[tuple[tuple[Link, ...], tuple[Advice, ...]], ...]
    statements: tuple[Said, ...]
    toolkit: tuple[Link, ...]
    sources: tuple[Cited, ...]


def _pages(entry: Entry[Topic], shared: None, facts: Facts) -> Iterator[Page]:
    advised = sorted(referring(entry.ref, "recommendation", facts), key=lambda e: (e.fields.issued.start, e.fields.order))
    issuers = dict.fromkeys(bodies(e.fields.issuers, facts) for e in advised)
    view = TopicView(
        topic=entry.fields,
        body=entry.body.html,
        issuers=tuple(
            (who, tuple(advice(e, facts) for e in advised if bodies(e.fields.issuers, facts) == who)) for who in issuers
        ),
        statements=tuple(said(e, facts) for e in in_time(referring(entry.ref, "statement", facts))),
        toolkit=tuple(link(e) for e in referring(entry.ref, "toolkit", facts)),
        sources=tuple(cited(citation, facts) for citation in entry.fields.sources),
    )
    yield entry_page(
        entry,
        "pages/topic.html",
        view,
        Link("Recommendations", "/recommendations/"),
        Link("Topics", "/topics/"),
        description=entry.fields.summary,
    )


plan = PagesOf("topic", _pages)
"""A page for every topic."""
