"""What is published beside the pages: tables and their description, JSON, sitemap, robots, redirects, styles, static files."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from sitegen.derive.facts import Facts
from sitegen.model import Code, PartialDate, Ref
from sitegen.outputs.styles import LAYERS, joined
from sitegen.shapes import plain
from sitegen.site import Page
from sitegen.tables import TABLES, Table

PROMISED = {
    "countries": "iso3, iso2, m49, slug, name, formal_name, capital, subregion, profile",
    "treaties": "slug, title, abbreviation, subject, adopted, opened, in_force, depositary, register, checked",
    "actions": "treaty, iso3, action, date, source, checked, note",
    "status": "treaty, iso3, status, signed, consent, consent_date, in_force",
    "groupings": "grouping, iso3, from, to",
    "counts": "treaty, grouping, date, parties, signatories, neither, unknown",
    "claims": "claim, made_by, as_of, value, computed, grouping, verdict",
    "recommendation_targets": "recommendation, iso3, when_issued, today",
    **dict.fromkeys(("events", "statements", "recommendations", "organizations", "sources", "toolkit"), "slug, title"),
}
"""The columns that readers rely on, in their order; further ones come after them."""


@cache
def rows(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_json(site: Path, path: str) -> Any:
    return json.loads((site / path).read_text("utf-8"))


# ---- tables ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROMISED)
def test_columns_are_those_that_were_promised(real_site: Path, name: str) -> None:
    promised = PROMISED[name].split(", ")
    found = (real_site / "data" / f"{name}.csv").read_text("utf-8").splitlines()[0].split(",")
    assert found[: len(promised)] == promised
    assert len(found) == len(set(found))


def test_every_table_is_promised_and_the_reverse() -> None:
    assert {table.name for table in TABLES} >= PROMISED.keys()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_the_same_as_csv_and_as_json(real_site: Path, table: Table) -> None:
    from_json = read_json(real_site, f"data/{table.name}.json")
    from_csv = rows(real_site, table.name)
    assert from_csv
    as_text = [{key: "" if value is None else str(value) for key, value in row.items()} for row in from_json]
    harmless = [
        {key: f"'{value}" if value[:1] in set("=+-@\t\r") and value else value for key, value in row.items()} for row in as_text
    ]
    numbers = {column.name for column in table.columns if column.type == "integer"}
    assert from_csv == [{key: as_text[n][key] if key in numbers else row[key] for key in row} for n, row in enumerate(harmless)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_key_of_a_table_is_a_key(real_site: Path, table: Table) -> None:
    keys = [tuple(row[name] for name in table.key) for row in rows(real_site, table.name)]
    assert len(keys) == len(set(keys))
    assert all(all(key) for key in keys)


TYPES = {"string": str, "integer": int, "date": str}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_values_have_the_type_of_their_column(real_site: Path, table: Table) -> None:
    for row in read_json(real_site, f"data/{table.name}.json"):
        for column in table.columns:
            value = row[column.name]
            assert value is None or type(value) is TYPES[column.type], (column.name, value)
            assert value != ""
            if column.type == "date" and value is not None:
                date.fromisoformat(value)


def test_every_state_has_a_status_under_every_treaty(real_site: Path) -> None:
    states, treaties = len(rows(real_site, "countries")), len(rows(real_site, "treaties"))
    found = rows(real_site, "status")
    assert len(found) == states * treaties
    assert {row["status"] for row in found} <= {"party", "signatory", "neither", "withdrawn", "unknown"}


def test_a_count_is_the_number_of_states(real_site: Path, facts: Facts) -> None:
    words = {"parties": "party", "signatories": "signatory", "neither": "neither", "unknown": "unknown", "withdrawn": "withdrawn"}
    status = {(row["treaty"], row["iso3"]): row["status"] for row in rows(real_site, "status")}
    members = {ref.slug: states for ref, states in facts.members.items()}
    today = [row for row in rows(real_site, "counts") if row["date"] == facts.as_of.isoformat()]
    assert len(today) == len(facts.grids) * len(members)
    for row in today:
        found = [status[row["treaty"], state] for state in members[row["grouping"]]]
        assert {name: int(row[name]) for name in words} == {name: found.count(word) for name, word in words.items()}
        assert int(row["in_force"]) <= int(row["parties"])


def test_the_groupings_table_has_every_member(real_site: Path, facts: Facts) -> None:
    found = {(row["grouping"], row["iso3"]) for row in rows(real_site, "groupings")}
    assert {(ref.slug, str(state)) for ref, states in facts.members.items() for state in states} <= found


def test_days_of_the_counts(real_site: Path, facts: Facts) -> None:
    for treaty in facts.library.of("treaty"):
        days = {row["date"] for row in rows(real_site, "counts") if row["treaty"] == treaty.slug}
        first = treaty.fields.opened or treaty.fields.adopted
        further = {day.isoformat() for day in facts.config.dates if first <= day <= facts.as_of}
        conferences = {"2017-09-15", "2018-08-24"} if treaty.slug == "att" else set()
        years = range(first.year, facts.as_of.year)
        assert days == {f"{year}-12-31" for year in years} | further | conferences | {facts.as_of.isoformat()}


def test_a_cell_that_looks_like_a_formula_is_made_harmless(small_site: Path) -> None:
    assert "'@ once, by note verbale" in [row["note"] for row in rows(small_site, "actions")]
    assert "@ once, by note verbale" in [row["note"] for row in read_json(small_site, "data/actions.json")]


# ---- the data package -----------------------------------------------------------------------------------------


def test_the_package_describes_every_table(real_site: Path, facts: Facts) -> None:
    package = read_json(real_site, "data/datapackage.json")
    assert package["profile"] == "tabular-data-package"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["created"].startswith(facts.as_of.isoformat())
    assert [each["name"] for each in package["resources"]] == [table.name for table in TABLES]
    assert {path.name for path in (real_site / "data").glob("*.csv")} == {each["path"] for each in package["resources"]}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_package_describes_every_column(real_site: Path, table: Table) -> None:
    (resource,) = (each for each in read_json(real_site, "data/datapackage.json")["resources"] if each["name"] == table.name)
    fields = resource["schema"]["fields"]
    header = (real_site / "data" / resource["path"]).read_text("utf-8").splitlines()[0]
    assert [each["name"] for each in fields] == header.split(",")
    assert all(each["description"].endswith(".") and each["type"] in TYPES for each in fields)
    assert set(resource["schema"]["primaryKey"]) <= {each["name"] for each in fields}
    assert (resource["format"], resource["encoding"], resource["description"][-1]) == ("csv", "utf-8", ".")


# ---- JSON beside the pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["country", "treaty"])
def test_json_beside_each_page(real_site: Path, facts: Facts, kind: str) -> None:
    status = {(row["treaty"], row["iso3"]): row["status"] for row in rows(real_site, "status")}
    for entry in facts.library.of(kind):
        found = read_json(real_site, f"{entry.address[1:]}index.json")
        assert (found["type"], found["slug"], found["as_of"]) == (kind, entry.slug, facts.as_of.isoformat())
        assert found["entry"]["title"] == entry.title
        own = entry.fields.iso3 if kind == "country" else entry.slug
        keys = {key: (key, own) if kind == "country" else (own, key) for key in found["status"]}
        assert {key: each["status"] for key, each in found["status"].items()} == {key: status[pair] for key, pair in keys.items()}


def test_json_has_what_the_entry_says(small_site: Path) -> None:
    found = read_json(small_site, "countries/cambodia/index.json")
    assert found["entry"]["treaties"]["tpnw"] == {"signed": {"date": "2019-01-09"}, "ratified": {"date": "2021-01-22"}}
    assert found["entry"]["reporting"] == {"register": [2003, 2005]}
    assert found["entry"]["sources"] == [{"source": "handbook", "at": "page 3"}]
    assert found["status"]["tpnw"]["consent"] == "ratified"
    assert read_json(small_site, "treaties/att/index.json")["entry"]["obligations"][1]["due"] == {
        "each": "05-31",
        "from": "first full calendar year",
    }


def test_typed_fields_become_plain() -> None:
    assert plain(PartialDate().read("2017-11/2018?")) == "2017-11/2018?"
    assert plain({Ref("treaty", "att"): (date(2026, 1, 31), Code("NPL"), 3)}) == {"att": ["2026-01-31", "NPL", 3]}


def test_every_entry_has_json_beside_its_page(real_site: Path, facts: Facts) -> None:
    found = {path.parent.relative_to(real_site).as_posix() for path in real_site.rglob("index.json")}
    assert found == {entry.address.strip("/") for entry in facts.library.entries.values()}


# ---- sitemap, robots, redirects -------------------------------------------------------------------------------


def test_the_sitemap_lists_every_page_once_but_for_the_briefs(real_site: Path, facts: Facts, pages: dict[str, Page]) -> None:
    root = ET.fromstring((real_site / "sitemap.xml").read_text("utf-8"))
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert root.tag == f"{name}urlset"
    found = [each.findtext(f"{name}loc", "") for each in root]
    base = facts.config.address.rstrip("/")
    assert found == sorted(base + address for address, page in pages.items() if address.endswith("/") and page.listed)
    documents = {path.relative_to(real_site).as_posix() for path in real_site.rglob("index.html")}
    redirects = sum(len(entry.fields.redirect_from) for entry in facts.library.entries.values())
    assert len(documents) == len(found) + redirects + len(facts.library.of("country"))


def test_robots_may_read_all_and_are_told_of_the_sitemap(small_site: Path) -> None:
    assert (small_site / "robots.txt").read_text() == "User-agent: *\nAllow: /\nSitemap: https://golden.example/sitemap.xml\n"


def test_a_former_address_is_a_page_that_is_not_indexed(small_site: Path) -> None:
    assert '<meta name="robots" content="noindex">' in (small_site / "countries/kampuchea/index.html").read_text("utf-8")


def test_what_stands_below_a_former_address_is_led_on_or_stays(small_site: Path) -> None:
    former, present = small_site / "countries/kampuchea", small_site / "countries/cambodia"
    assert 'url=../../cambodia/brief/index.html"' in (former / "brief/index.html").read_text("utf-8")
    for name in ("feed.atom", "index.json"):
        assert (former / name).read_bytes() == (present / name).read_bytes()


# ---- styles and static files ----------------------------------------------------------------------------------


def test_styles_are_joined_layer_by_layer() -> None:
    sheets = {"utilities.css": "u", "components/b.css": "b\n", "components/a.css": "a", "tokens.css": "t", "elsewhere.css": "x"}
    assert joined(sheets).splitlines() == [
        f"@layer {', '.join(LAYERS)};",
        *(
            line
            for layer, text in (("tokens", "t"), ("components", "a"), ("components", "b"), ("utilities", "u"))
            for line in (f"@layer {layer} {{", text, "}")
        ),
    ]


def test_the_style_sheet_has_every_sheet_and_balanced_braces(real_site: Path) -> None:
    text = (real_site / "site.css").read_text("utf-8")
    assert text.count("{") == text.count("}")
    assert text.count("@layer ") == 1 + len(list((ROOT / "styles").rglob("*.css")))
    assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", text)


def test_static_files_are_copied_byte_for_byte(real_site: Path) -> None:
    for file in (ROOT / "static").rglob("*"):
        if file.is_file() and not file.name.startswith("."):
            assert (real_site / file.relative_to(ROOT / "static")).read_bytes() == file.read_bytes()


# ---- every document -------------------------------------------------------------------------------------------


def test_every_document_stands_on_its_own(real_site: Path) -> None:
    """The rules that no page may break: relative links, one title and one first heading, nothing inline, nothing unfilled."""
    for file in real_site.rglob("*.html"):
        text = file.read_text("utf-8")
        assert text.startswith("<!doctype html>"), file
        assert len(re.findall(r"<h1[ >]", text)) == 1, file
        assert len(re.findall(r"<title>[^<]+</title>", text)) == 1, file
        assert file.name == "404.html" or not re.search(r'\s(?:href|src)="/', text), file
        assert not re.search(
            r"<style|\sstyle=|\son\w+=\"|<script(?! type=\"application/(?:ld\+)?json\"|[^>]* src=)|<img|<iframe", text
        ), file
        assert not re.search(r"\bNone\b</|{{|{%|Undefined|&lt;Markup", re.sub(r"<code>.*?</code>", "", text, flags=re.DOTALL)), (
            file
        )


def test_every_anchor_of_a_document_stands_once(real_site: Path) -> None:
    for file in real_site.rglob("*.html"):
        anchors = re.findall(r'\sid="([^"]*)"', file.read_text("utf-8"))
        assert len(anchors) == len(set(anchors)), (file, sorted({each for each in anchors if anchors.count(each) > 1}))


def test_nothing_is_loaded_from_another_host(real_site: Path) -> None:
    for file in real_site.rglob("*.html"):
        text = file.read_text("utf-8")
        assert not re.search(
            r'<(?:script|link rel="stylesheet"|link rel="icon"|img|use)[^>]*(?:src|href)="(?:https?:)?//', text
        ), file
        if 'content="noindex"' not in text:
            assert "default-src 'none'" in text, file
