"""A recommendation's page: the gist, the rule, the states it means today and meant when issued, and who left the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.content_types.recommendation import Recommendation
from sitegen.derive.facts import Facts
from sitegen.derive.targets import Targets
from sitegen.model import Code, Entry, Ref
from sitegen.pages.acts import Act, acts
from sitegen.pages.lines import Advice, RuleWords, advice, rule_words
from sitegen.pages.parts import Cited, bodies, cited, entry_page, link, links_to, referring, state_links
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Meant:
    """The states that a rule means: today, when issued, and those that left or joined with the acts that made it so."""

    issued: date
    today: tuple[Link, ...]
    then: tuple[Link, ...]
    left: tuple[tuple[Link, tuple[Act, ...]], ...]
    joined: tuple[tuple[Link, tuple[Act, ...]], ...]


@dataclass(frozen=True)
class RecommendationView:
    """All that a recommendation's page prints."""

    recommendation: Recommendation
    body: str
    issuers: tuple[Link, ...]
    topics: tuple[Link, ...]
    part_of: Link | None
    points: tuple[Link, ...]
    statement: Link | None
    rule: RuleWords | None
    meant: Meant | None
    alike: tuple[tuple[Link, tuple[Advice, ...]], ...]
    toolkit: tuple[Link, ...]
    sources: tuple[Cited, ...]


def _pages(entry: Entry[Recommendation], shared: None, facts: Facts) -> Iterator[Page]:
    yield entry_page(entry, "pages/recommendation.html", _view(entry, facts), Link("Recommendations", "/recommendations/"))


plan = PagesOf("recommendation", _pages)
"""A page for every recommendation."""


def _view(entry: Entry[Recommendation], facts: Facts) -> RecommendationView:
    fields = entry.fields
    found = facts.targets.get(entry.ref)
    points = sorted(referring(entry.ref, "recommendation", facts), key=lambda e: e.fields.order)
    return RecommendationView(
        recommendation=fields,
        body=entry.body.html,
        issuers=bodies(fields.issuers, facts),
        topics=links_to(fields.topics, facts),
        part_of=link(facts.library[fields.part_of]) if fields.part_of else None,
        points=tuple(link(e) for e in points if e.fields.part_of == entry.ref),
        statement=link(facts.library[fields.statement]) if fields.statement else None,
        rule=rule_words(fields.applies_to, facts) if fields.applies_to else None,
        meant=_meant(found, _treaties(entry), facts) if found else None,
        alike=tuple((link(facts.library[topic]), others) for topic in fields.topics if (others := _others(entry, topic, facts))),
        toolkit=tuple(link(e) for e in referring(entry.ref, "toolkit", facts)),
        sources=tuple(cited(citation, facts) for citation in fields.sources),
    )


def _meant(found: Targets, treaties: tuple[Ref, ...], facts: Facts) -> Meant:
    return Meant(
        issued=found.issued,
        today=state_links(found.today, facts),
        then=state_links(found.then, facts),
        left=_with_acts(found.left, found.issued, treaties, facts),
        joined=_with_acts(found.joined, found.issued, treaties, facts),
    )


def _with_acts(
    states: frozenset[Code], since: date, treaties: tuple[Ref, ...], facts: Facts
) -> tuple[tuple[Link, tuple[Act, ...]], ...]:
    """States with their acts under the rule's treaties after a day."""
    entries = [e for e in facts.library.of("country") if e.fields.iso3 in states]
    return tuple((link(e), tuple(act for act in acts([e.fields.iso3], treaties, facts) if act.day > since)) for e in entries)


def _treaties(entry: Entry[Recommendation]) -> tuple[Ref, ...]:
    """The treaties that a rule names, at any depth."""
    pending, found = [entry.fields.applies_to], dict[Ref, None]()
    while pending:
        rule = pending.pop()
        if rule:
            pending += [*rule.all, *rule.any, rule.not_]
            found |= {rule.treaty: None} if rule.treaty else {}
    return tuple(found)


def _others(entry: Entry[Recommendation], topic: Ref, facts: Facts) -> tuple[Advice, ...]:
    """The same advice from other issuers: recommendations on the topic that others issued."""
    found = (e for e in facts.library.of("recommendation") if topic in e.fields.topics)
    return tuple(advice(e, facts) for e in found if e.fields.issuers != entry.fields.issuers)
