"""What programs get: the JSON of each entry holds to its published schema, and the data package to the standard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content_types import CONTENT_TYPES
from sitegen.derive.facts import Facts
from sitegen.model import ContentType
from sitegen.outputs.api import DERIVED
from sitegen.shapes import VERSION, schema
from sitegen.tables import TABLES

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""The libraries that check us are not ours."""


def read(site: Path, path: str) -> Any:
    return json.loads((site / path).read_text("utf-8"))


# ---- schemas --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_the_json_of_every_entry_holds_to_the_schema_of_its_type(real_site: Path, facts: Facts, kind: ContentType) -> None:
    found = read(real_site, f"data/schemas/{kind.name}.json")
    jsonschema.Draft202012Validator.check_schema(found)
    validator = jsonschema.Draft202012Validator(found, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    entries = facts.library.of(kind.name)
    assert entries
    for entry in entries:
        each = read(real_site, f"{entry.address[1:]}index.json")
        assert [error.message for error in validator.iter_errors(each)] == [], entry.address
        assert (each["$schema"], each["version"]) == (found["$id"], VERSION)


def test_the_small_site_holds_to_the_schemas_too(small_site: Path) -> None:
    for path in small_site.rglob("index.json"):
        each = json.loads(path.read_text("utf-8"))
        jsonschema.validate(each, read(small_site, f"data/schemas/{each['type']}.json"), jsonschema.Draft202012Validator)


NEPAL = "countries/nepal/index.json"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 2),
        (("slug",), "Nepal"),
        (("as_of",), "31 January 2026"),
        (("more",), 1),
        (("entry", "iso3"), "np"),
        (("entry", "iso3"), None),
        (("entry", "un_status"), "guest"),
        (("entry", "sources", 0, "source"), 5),
        (("entry", "colour"), "blue"),
        (("status", "att", "status"), "deposited"),
        (("status", "att", "signed"), ""),
    ],
)
def test_what_departs_from_the_schema_is_told(small_site: Path, path: tuple[str | int, ...], value: Any) -> None:
    found = read(small_site, NEPAL)
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    validator = jsonschema.Draft202012Validator(
        read(small_site, "data/schemas/country.json"), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert list(validator.iter_errors(found))


def described(part: Any) -> bool:
    """Whether every property of every class in a schema says what it is."""
    return all("description" in each or "$ref" in each for each in part["properties"].values())


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_every_key_is_explained(kind: ContentType) -> None:
    found = schema(kind, "https://x.example/s.json", DERIVED.get(kind.name, {}))
    assert found["$id"] == "https://x.example/s.json"
    assert all(described(part) for part in found["$defs"].values())
    assert kind.fields.__name__ in found["$defs"]


def test_a_class_that_holds_itself_is_told_once() -> None:
    (kind,) = (each for each in CONTENT_TYPES if each.name == "recommendation")
    rule = schema(kind, "https://x.example/s.json", {})["$defs"]["Rule"]
    assert rule["properties"]["all"]["items"] == {"$ref": "#/$defs/Rule"}
    assert rule["properties"]["not"]["$ref"] == "#/$defs/Rule"
    assert rule["properties"]["met"]["enum"] == ["outreach"]


@given(st.dates(), st.sampled_from(["", "?"]), st.sampled_from([4, 7, 10]))
def test_the_pattern_of_a_date_takes_what_the_content_takes(day: Any, doubt: str, length: int) -> None:
    (kind,) = (each for each in CONTENT_TYPES if each.name == "event")
    pattern = schema(kind, "x", {})["$defs"]["Event"]["properties"]["date"]
    text = f"{day.isoformat()[:length]}{doubt}"
    jsonschema.validate(text, pattern)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(f"about {text}", pattern)


# ---- the data package -----------------------------------------------------------------------------------------


def errors(site: Path) -> list[str]:
    """What frictionless says against a site's data package."""
    report = validate(str(site / "data" / "datapackage.json"))
    return [f"{row[0]}: {row[-1]}" for row in report.flatten(["type", "title", "note"])]


def test_the_package_is_valid(real_site: Path) -> None:
    assert errors(real_site) == []


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("status", "att,NPL,", "att,XXX,"),
        ("status", ",neither,", ",perhaps,"),
        ("treaties", "2013-04-02", "2 April 2013"),
        ("countries", "NPL,", "MNG,"),
    ],
)
def test_what_departs_from_the_package_is_told(small_site: Path, tmp_path: Path, table: str, old: str, new: str) -> None:
    import shutil

    shutil.copytree(small_site / "data", tmp_path / "data")
    assert errors(tmp_path) == []
    file = tmp_path / "data" / f"{table}.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert errors(tmp_path)


def test_the_package_says_whose_it_is_and_which_version(real_site: Path, facts: Facts) -> None:
    package = read(real_site, "data/datapackage.json")
    day = facts.as_of
    assert package["version"] == f"{day.year}.{day.month}.{day.day}"
    assert package["licenses"][0]["path"] == "https://creativecommons.org/licenses/by/4.0/"
    titles = {facts.library[treaty.fields.register.source].title for treaty in facts.library.of("treaty")}
    assert {each["title"] for each in package["sources"]} == titles
    assert all(each["path"].startswith("http") for each in package["sources"])


def test_what_a_column_refers_to_is_a_column() -> None:
    columns = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    referring: Mapping[str, str] = {
        f"{table.name}.{column.name}": column.refers for table in TABLES for column in table.columns if column.refers
    }
    assert set(referring.values()) <= columns
    assert referring["status.iso3"] == "countries.iso3"
    assert referring["statements.event"] == "events.slug"
    assert referring["toolkit.part_of"] == "toolkit.slug"
