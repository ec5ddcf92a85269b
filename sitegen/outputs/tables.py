"""The published tables as CSV and JSON, and the Frictionless data package that describes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.site import Artifact, Site
from sitegen.tables import TABLES
from sitegen.tables.table import Table


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
        "created": f"{site.facts.as_of.isoformat()}T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type, "description": c.description} for c in table.columns]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": list(table.key), "missingValues": [""]},
    }
