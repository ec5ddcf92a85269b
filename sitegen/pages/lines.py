"""Events, statements, recommendations and claimed figures as lines of lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sitegen.content_types.claim import Claim
from sitegen.content_types.event import Event
from sitegen.content_types.recommendation import Recommendation, Rule
from sitegen.content_types.statement import Statement
from sitegen.content_types.treaty import Treaty
from sitegen.derive.facts import Facts
from sitegen.model import Code, Date, Entry
from sitegen.pages.parts import bodies, link, short, state_links
from sitegen.site import Link

T = TypeVar("T")


def under(kinds: Iterable[str], lines: Iterable[tuple[str, T]]) -> tuple[tuple[str, tuple[T, ...]], ...]:
    """Lines, each given with its kind, under the kinds in their order; a kind without a line is left out."""
    found: dict[str, list[T]] = {kind: [] for kind in kinds}
    for kind, line in lines:
        found[kind].append(line)
    return tuple((kind, tuple(same)) for kind, same in found.items() if same)


def lead_first(facts: Facts) -> tuple[Entry[Treaty], ...]:
    """All treaties in the order of the library, the lead treaty before all others."""
    return tuple(sorted(facts.library.of("treaty"), key=lambda e: e.ref != facts.config.lead_treaty))


@dataclass(frozen=True)
class Occasion:
    """An event as a line of a list."""

    date: Date
    event: Link
    kind: str
    places: tuple[str, ...]
    process: str


@dataclass(frozen=True)
class Said:
    """A statement as a line of a list."""

    date: Date
    statement: Link
    speaker: str
    role: str
    behalf: tuple[Link, ...]


@dataclass(frozen=True)
class Advice:
    """A recommendation as a line of a list."""

    recommendation: Link
    issuers: tuple[Link, ...]
    issued: Date
    addressees: tuple[str, ...]
    has_rule: bool


@dataclass(frozen=True)
class RuleWords:
    """A rule of a recommendation, ready to be told: its kind, what it names, and its parts."""

    kind: str
    names: tuple[Link, ...] = ()
    status: str = ""
    parts: tuple[RuleWords, ...] = ()


def occasion(entry: Entry[Event]) -> Occasion:
    places = tuple(place.city for place in entry.fields.places if place.city)
    return Occasion(entry.fields.date, link(entry), entry.fields.kind, places, entry.fields.process)


def said(entry: Entry[Statement], facts: Facts) -> Said:
    fields = entry.fields
    return Said(fields.date, link(entry), fields.speaker, fields.role, bodies(fields.on_behalf_of, facts))


def advice(entry: Entry[Recommendation], facts: Facts) -> Advice:
    fields = entry.fields
    return Advice(link(entry), bodies(fields.issuers, facts), fields.issued, fields.addressees, fields.applies_to is not None)


def rule_words(rule: Rule, facts: Facts) -> RuleWords:
    """A rule with the names of what it refers to."""
    if rule.all or rule.any:
        parts = tuple(rule_words(part, facts) for part in rule.all or rule.any)
        return RuleWords("all" if rule.all else "any", parts=parts)
    if rule.not_:
        return RuleWords("not", parts=(rule_words(rule.not_, facts),))
    if rule.treaty:
        return RuleWords("treaty", (short(facts.library[rule.treaty]),), rule.status)
    named = rule.grouping or rule.country
    return RuleWords("grouping" if rule.grouping else "country", (link(facts.library[named]),)) if named else RuleWords("met")


@dataclass(frozen=True)
class RuleAdvice:
    """The recommendations of one rule, with the states among some that it means on the site's day."""

    rule: RuleWords
    states: tuple[Link, ...]
    advice: tuple[Advice, ...]


def advice_for(states: Iterable[Code], facts: Facts) -> tuple[RuleAdvice, ...]:
    """The recommendations whose rule means some of the states on the site's day, those of one rule together."""
    wanted = frozenset(states)
    groups: dict[RuleWords, tuple[frozenset[Code], list[Advice]]] = {}
    for entry in sorted(facts.library.of("recommendation"), key=lambda e: (e.fields.issued.start, e.fields.order, e.slug)):
        rule = entry.fields.applies_to
        if rule and (meant := facts.targets[entry.ref].today & wanted):
            groups.setdefault(rule_words(rule, facts), (meant, []))[1].append(advice(entry, facts))
    return tuple(RuleAdvice(rule, state_links(meant, facts), tuple(found)) for rule, (meant, found) in groups.items())


@dataclass(frozen=True)
class Figure:
    """A claim: who makes it for when, what it claims and what comes out."""

    claim: Link
    made_by: tuple[Link, ...]
    as_of: Date
    value: str
    computed: str
    verdict: str
    apart: int
    grouping: Link | None


def figure(entry: Entry[Claim], facts: Facts) -> Figure:
    """A claim with its verdict."""
    found = facts.verdicts[entry.ref]
    return Figure(
        claim=link(entry),
        made_by=bodies(entry.fields.made_by, facts),
        as_of=entry.fields.as_of,
        value=entry.fields.value,
        computed=found.computed,
        verdict=found.verdict,
        apart=abs(found.off),
        grouping=link(facts.library[found.grouping]) if found.grouping else None,
    )
