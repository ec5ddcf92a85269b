"""The comparison: what the page hands to its script."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import render
from sitegen.derive.facts import Facts
from sitegen.derive.status import Standing, Status
from sitegen.model import Code, Ref
from sitegen.pages.compare import CompareView, comparison, part
from sitegen.site import Page

TEMPLATES = Path(__file__).parents[2] / "templates"
days = st.none() | st.dates(date(1925, 1, 1), date(2026, 1, 1))
standings = st.builds(
    Standing,
    treaty=st.just(Ref("treaty", "att")),
    state=st.just(Code("MNG")),
    status=st.sampled_from(Status),
    signed=days,
    consent=st.sampled_from(["", "acceded"]),
    consent_date=days,
    in_force=days,
    provisional=days,
    withdrawn=days,
)


def view(pages: dict[str, Page]) -> CompareView:
    found: CompareView = pages["/compare/"].view
    return found


def test_every_state_can_be_chosen_the_profiled_first(facts: Facts, pages: dict[str, Page]) -> None:
    found = view(pages)
    countries = facts.library.of("country")
    assert [each.slug for each in found.profiled] == [e.slug for e in countries if facts.is_profiled(e)]
    assert {each.slug for each in (*found.profiled, *found.others)} == {e.slug for e in countries} == found.data["states"].keys()


def test_the_data_says_what_the_facts_say(facts: Facts) -> None:
    data = comparison(facts)
    addresses = [address for _, address, _ in data["treaties"]]
    assert sorted(addresses) == sorted(e.address for e in facts.library.of("treaty"))
    assert addresses[0] == facts.library[facts.config.lead_treaty].address
    for entry in facts.library.of("country"):
        name, address, parties, signatories, parts, subregion, groupings, reported, due = data["states"][entry.slug]
        assert (name, address) == (entry.title, entry.address)
        grids = {facts.library[ref].address: grid[entry.fields.iso3] for ref, grid in facts.grids.items()}
        assert parts == [part(grids[each]) for each in addresses]
        assert parties == sum(each.status.by_deposit == "party" for each in grids.values())
        assert signatories == sum(each.status.by_deposit == "signatory" for each in grids.values())
        assert [data["groupings"][each][1] for each in groupings] == [e.address for e in facts.groupings_of(entry.fields.iso3)]
        found = facts.subregion(entry.fields.iso3)
        assert (data["groupings"][subregion][1] if subregion >= 0 else None) == (found.address if found else None)
        years = {facts.library[ref].address: len(years) for ref, years in entry.fields.reporting.items()}
        assert {r[1]: n for r, n in zip(data["registers"], reported, strict=True) if n >= 0} == years
        assert len(due) == len(data["duties"])


def test_the_small_site(small_pages: dict[str, Page]) -> None:
    data = view(small_pages).data
    name, address, parties, signatories, parts, *_, reported, _ = data["states"]["cambodia"]
    assert (name, address, parties, signatories) == ("Cambodia", "/countries/cambodia/", 1, 1)
    assert ["signatory", "2013-10-18"] in parts
    assert reported == [2]


@given(standings)
def test_a_part_loses_nothing(standing: Standing) -> None:
    found = part(standing)
    status, *rest = found + [""] * (7 - len(found))
    days = (standing.signed, standing.consent_date, standing.in_force, standing.provisional, standing.withdrawn)
    assert Status(status) is standing.status
    assert rest.pop(1) == standing.consent
    assert [date.fromisoformat(each) if each else None for each in rest] == list(days)
    assert found[-1]


@pytest.mark.parametrize("hostile", ["</script><script>alert(1)</script>", "<!--", "&lt;", "'\"", "\u2028"])
def test_data_in_a_page_ends_no_script(hostile: str) -> None:
    text = render.environment(TEMPLATES).from_string("<script>{{ view | tojson }}</script>").render(view={hostile: [hostile]})
    inside = text.removeprefix("<script>").removesuffix("</script>")
    assert "<" not in inside
    assert json.loads(inside) == {hostile: [hostile]}
