"""The published tables as CSV and JSON, and the Frictionless data package that describes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.site import Artifact, Site
from sitegen.tables import TABLES
from sitegen.tables.table import Column, Table


def plan(site: Site) -> Iterator[Artifact]:
    """Two files a table, and the package."""
    for table in TABLES:
        names = tuple(column.name for column in table.columns)
        rows = tuple(table.rows(site.facts))
        yield Artifact(f"data/{table.name}.csv", "csv", (names, rows))
        yield Artifact(f"data/{table.name}.json", "json", [dict(zip(names, row, strict=True)) for row in rows])
    yield Artifact("data/datapackage.json", "json", _package(site))


def _package(site: Site) -> dict[str, Any]:
    """The description of the tables (Data Package v1, specs.frictionlessdata.io)."""
    return {
        "profile": "tabular-data-package",
        "name": "arms-control-profiles",
        "title": site.frame.name,
        "description": site.frame.tagline,
        "homepage": site.frame.at("/data/"),
        "version": site.frame.version,
        "created": f"{site.facts.as_of.isoformat()}T00:00:00Z",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0",
            }
        ],
        "sources": list(_sources(site)),
        "resources": [_resource(table) for table in TABLES],
    }


def _sources(site: Site) -> Iterator[dict[str, str]]:
    """The registers of the treaties; all other sources stand in a table of their own."""
    library = site.facts.library
    for ref in dict.fromkeys(treaty.fields.register.source for treaty in library.of("treaty")):
        register = library[ref]
        yield {"title": register.title, "path": register.fields.address or site.frame.at(register.address)}


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, column.name in table.key) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    keys = [_foreign_key(column, table) for column in table.columns if column.refers]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column, is_key: bool) -> dict[str, Any]:
    bounds = ({"required": True} if is_key else {}) | ({"enum": list(column.choices)} if column.choices else {})
    found = {"name": column.name, "type": column.type, "description": column.description}
    return found | ({"constraints": bounds} if bounds else {})


def _foreign_key(column: Column, table: Table) -> dict[str, Any]:
    """Every value of the column stands in a column of a table; in one of its own, the table has no name there."""
    other, _, field = column.refers.partition(".")
    return {"fields": column.name, "reference": {"resource": "" if other == table.name else other, "fields": field}}
