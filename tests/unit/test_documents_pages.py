"""What the documents tell of a state is one click from the state's page, and back (on the real content)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from sitegen.derive.facts import Facts
from sitegen.derive.outreach import events, states_met
from sitegen.model import Code
from sitegen.site import Link, Page


def links(value: Any) -> Iterator[str]:
    """The addresses that a view leads to, in its links and in its text."""
    if isinstance(value, Link):
        yield value.address
    elif isinstance(value, str):
        yield from re.findall(r'href="(/[^"#]*)', value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from links(item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from links(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from links(getattr(value, field.name))


@pytest.fixture(scope="module")
def leads_to(pages: dict[str, Page]) -> dict[str, frozenset[str]]:
    """The addresses that each page leads to."""
    kinds = ("country", "event", "statement", "recommendation", "claim", "source", "outreach", "topic", "organization")
    templates = {f"pages/{kind}.html" for kind in kinds}
    return {a: frozenset(links(page.view)) for a, page in pages.items() if page.template in templates}


def told_of(facts: Facts, kind: str) -> dict[tuple[str, str], None]:
    """Each state's address with that of an entry of a type that names it or, by rule or grouping, means it."""
    found = {
        (state.address, e.address): None
        for state in facts.library.of("country")
        for e in facts.library.backlinks.get(state.ref, ())
        if e.type == kind
    }
    if kind == "event":
        found |= {(facts.library[code].address, m.event.address): None for code, ms in facts.met.items() for m in ms}
    if kind == "recommendation":
        meant = ((facts.library[ref], state) for ref, targets in facts.targets.items() for state in targets.today)
        found |= {(facts.library[state].address, e.address): None for e, state in meant}
    return found


@pytest.mark.parametrize("kind", ["event", "statement", "recommendation", "claim"])
def test_what_names_or_means_a_state_is_one_click_from_its_page(
    kind: str, facts: Facts, leads_to: dict[str, frozenset[str]]
) -> None:
    pairs = told_of(facts, kind)
    assert pairs
    assert [pair for pair in pairs if pair[1] not in leads_to[pair[0]]] == []


@pytest.mark.parametrize("kind", ["event", "statement", "recommendation", "claim"])
def test_and_the_state_is_one_click_from_what_names_or_means_it(
    kind: str, facts: Facts, leads_to: dict[str, frozenset[str]]
) -> None:
    assert [pair for pair in told_of(facts, kind) if pair[0] not in leads_to[pair[1]]] == []


def test_a_state_has_each_event_statement_and_recommendation_once(facts: Facts, pages: dict[str, Page]) -> None:
    for state in facts.library.of("country"):
        view = pages[state.address].view
        occasions = [each.occasion.event.address for each in view.meetings] + [each.event.address for each in view.events]
        statements = [each.statement.address for each in (*view.statements, *view.statements_about)]
        advice = [each.recommendation.address for rule in view.advice for each in rule.advice]
        for found in (occasions, statements, advice):
            assert len(set(found)) == len(found), state.slug


def test_a_state_has_the_advice_whose_rule_means_it_and_no_other(facts: Facts, pages: dict[str, Page]) -> None:
    for state in facts.library.of("country"):
        shown = {each.recommendation.address for rule in pages[state.address].view.advice for each in rule.advice}
        meant = {facts.library[ref].address for ref, found in facts.targets.items() if state.fields.iso3 in found.today}
        assert shown == meant, state.slug


def test_the_outreach_page_has_every_event_of_it_and_every_state_once(
    facts: Facts, pages: dict[str, Page], leads_to: dict[str, frozenset[str]]
) -> None:
    view = pages["/outreach/"].view
    assert [stop.occasion.event.address for stop in view.stops] == [e.address for e in events(facts.library)]
    met = [each.row.code for each in (*view.met, *view.elsewhere)]
    assert sorted(met) == sorted(facts.met)
    never = [row.code for row in view.never]
    assert not set(met) & set(never)
    assert {*never, *(each.row.code for each in view.met)} == facts.members[facts.config.profiled]
    assert {e.address for e in events(facts.library)} <= leads_to["/outreach/"]


def test_a_stop_of_the_outreach_has_the_states_that_it_met(facts: Facts, pages: dict[str, Page]) -> None:
    for stop, event in zip(pages["/outreach/"].view.stops, events(facts.library), strict=True):
        codes = {state for p in event.fields.participants for state in states_met(p, event, facts.library)}
        assert {link.address for link in stop.states} == {facts.library[Code(code)].address for code in codes}
        dates = [meeting.event for code in codes for meeting in facts.met[code]]
        assert event in dates or not codes


def test_what_is_about_an_occasion_is_one_click_from_it(facts: Facts, leads_to: dict[str, frozenset[str]]) -> None:
    for statement in facts.library.of("statement"):
        event = facts.library[statement.fields.event]
        assert statement.address in leads_to[event.address]
        assert event.address in leads_to[statement.address]


def test_the_parts_of_advice_are_one_click_from_each_other(facts: Facts, leads_to: dict[str, frozenset[str]]) -> None:
    for entry in facts.library.of("recommendation"):
        for other in (entry.fields.part_of, entry.fields.statement, *entry.fields.topics):
            if other:
                address = facts.library[other].address
                assert address in leads_to[entry.address]
                assert entry.address in leads_to[address]


def test_every_passage_is_one_click_from_its_source(facts: Facts, leads_to: dict[str, frozenset[str]]) -> None:
    for kind in ("event", "statement", "recommendation", "claim"):
        for entry in facts.library.of(kind):
            for citation in entry.fields.sources:
                source = facts.library[citation.source].address
                assert source in leads_to[entry.address]
                assert entry.address in leads_to[source]


def test_neighbours_in_time_are_each_others(facts: Facts, pages: dict[str, Page]) -> None:
    for entry in facts.library.of("event"):
        following = pages[entry.address].view.following
        if following:
            assert pages[following.event.address].view.previous.event.address == entry.address
