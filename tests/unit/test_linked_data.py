"""What pages say to programs: one block of JSON-LD on each, in the words of schema.org, and safe inside HTML."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.derive.facts import Facts
from sitegen.linked_data import LICENSE, linked_data
from sitegen.render import data_block
from sitegen.site import MENU, Frame, Link, Page
from sitegen.tables import TABLES

Blocks = dict[str, Any]


@pytest.fixture(scope="module")
def blocks(real_site: Path, pages: dict[str, Page]) -> Blocks:
    """The JSON-LD of every page with a lasting address, as a program reads it."""
    found = {}
    for address, page in pages.items():
        text = (real_site / page.path).read_text("utf-8")
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert len(blocks) == (1 if page.is_lasting else 0), address
        if blocks:
            found[address] = json.loads(blocks[0])
    return found


def test_the_way_to_each_page(blocks: Blocks, pages: dict[str, Page], facts: Facts) -> None:
    base = facts.config.address.rstrip("/")
    for address, found in blocks.items():
        assert (found["@context"], found["url"]) == ("https://schema.org", base + address)
        if address == "/":
            continue
        steps = found["breadcrumb"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        trail = ["/", *(link.address for link in pages[address].trail), address]
        assert [step["item"] for step in steps] == [base + each for each in trail]
        assert all(step["name"] for step in steps)


KINDS = {
    "country": {"Country"},
    "treaty": {"Legislation"},
    "event": {"Event", None},
    "statement": {"CreativeWork"},
    "recommendation": {"CreativeWork"},
    "source": {"CreativeWork"},
    "organization": {"Organization"},
    "term": {"DefinedTerm"},
    "grouping": {None},
    "claim": {None},
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_each_type_is(blocks: Blocks, facts: Facts, kind: str) -> None:
    found = [blocks[entry.address].get("mainEntity", {}) for entry in facts.library.of(kind)]
    assert {each.get("@type") for each in found} == KINDS[kind]
    assert all(value not in ("", [], None) for each in found for value in each.values())


def test_a_state_and_a_treaty(blocks: Blocks, facts: Facts) -> None:
    state = facts.library.codes["MNG"]
    assert blocks[state.address]["mainEntity"]["identifier"] == "MNG"
    treaty = blocks["/treaties/att/"]["mainEntity"]
    assert treaty["legislationDate"] == "2013-04-02"
    assert treaty["legislationLegalForce"] == "https://schema.org/InForce"
    assert "ATT" in treaty["alternateName"]


def test_an_event_has_days_only_where_they_are_known(blocks: Blocks, facts: Facts) -> None:
    for entry in facts.library.of("event"):
        found = blocks[entry.address].get("mainEntity")
        exact = len(entry.fields.date.text) in (10, 21) and not entry.fields.date.doubtful
        assert not found or exact, entry.slug
        if found:
            assert found["startDate"] == entry.fields.date.start.isoformat() <= found["endDate"]
        elif exact:
            assert entry.fields.kind in ("document issued", "publication")


def test_the_data_page_is_a_catalog_of_the_tables(real_site: Path, blocks: Blocks, facts: Facts) -> None:
    catalog = blocks["/data/"]["mainEntity"]
    base = facts.config.address
    assert [each["name"] for each in catalog["dataset"]] == [table.name for table in TABLES]
    for each in catalog["dataset"]:
        assert each["license"] == LICENSE
        assert each["temporalCoverage"].endswith(f"/{facts.as_of.isoformat()}")
        assert each["spatialCoverage"]
        files = {load["encodingFormat"]: load["contentUrl"] for load in each["distribution"]}
        assert files.keys() == {"text/csv", "application/json"}
        assert all((real_site / address.removeprefix(base)).is_file() for address in files.values())


FRAME = Frame("Name", "Tagline", __import__("datetime").date(2026, 1, 31), "https://x.example/a/", "", "main", "en", MENU)


def test_the_home_page_names_the_search_where_there_is_one(facts: Facts) -> None:
    home = Page("/", "pages/home.html", "Name", "", None)
    assert "potentialAction" not in linked_data(home, FRAME, facts)
    action = linked_data(home, FRAME, facts, {"/search/"})["potentialAction"]
    assert action["target"] == "https://x.example/a/search/?q={search_term_string}"


def test_a_page_about_an_entry_is_not_the_page_of_it(facts: Facts) -> None:
    entry = facts.library.codes["MNG"]
    brief = Page(f"{entry.address}brief/", "x", "Brief", "", None, trail=(Link("Countries", "/countries/"),), entry=entry.ref)
    assert "mainEntity" not in linked_data(brief, FRAME, facts)


# ---- JSON inside HTML -----------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["</script>", "<!--", "]]>", "\u2028", "&lt;"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_no_text_of_the_json_ends_the_element_or_changes(value: Any) -> None:
    text = data_block(value)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == value
