"""Pages planned entry by entry are those that the whole plan gives."""

from __future__ import annotations

import pytest

from sitegen.derive.facts import Facts
from sitegen.pages import PAGES
from sitegen.planning import PagesOf, steps


def test_the_steps_give_the_pages_of_the_plans_in_their_order(small_facts: Facts) -> None:
    whole = [page for plan in PAGES for page in plan(small_facts)]
    assert [page for step in steps(PAGES, small_facts) for page in step.pages()] == whole


def test_the_steps_have_names_of_their_own(small_facts: Facts) -> None:
    names = [step.name for step in steps(PAGES, small_facts)]
    assert len(set(names)) == len(names)


def test_a_step_tells_whose_bodies_it_read(small_facts: Facts) -> None:
    found = {step.name: step.plan()[1] for step in steps(PAGES, small_facts)}
    assert found["sitegen.pages.country nepal"] == {("body", "country", "nepal")}
    assert found["sitegen.pages.treaty_on_date att"] == set()


def test_what_entries_share_reads_no_body(small_facts: Facts) -> None:
    def shared(facts: Facts) -> list[str]:
        return [entry.body.html for entry in facts.library.of("country")]

    plan = PagesOf("country", lambda entry, shared, facts: [], shared)
    with pytest.raises(AssertionError, match="what is shared must not read"):
        [step.plan() for step in steps([plan], small_facts)]
