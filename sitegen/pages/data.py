"""The page of the data files with their dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types import CONTENT_TYPES
from sitegen.derive.facts import Facts
from sitegen.site import ARCHIVE, Link, Page
from sitegen.tables import TABLES
from sitegen.tables.table import Column


@dataclass(frozen=True)
class TableView:
    """One table: what it holds and where its two files are."""

    name: str
    description: str
    csv: str
    json: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class DataView:
    """All that the page prints."""

    tables: tuple[TableView, ...]
    package: str
    archive: Link
    schemas: tuple[Link, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    tables = tuple(TableView(t.name, t.description, f"/data/{t.name}.csv", f"/data/{t.name}.json", t.columns) for t in TABLES)
    archive = Link(ARCHIVE.rpartition("/")[2], f"/{ARCHIVE}")
    schemas = tuple(Link(kind.name, f"/data/schemas/{kind.name}.json") for kind in CONTENT_TYPES)
    view = DataView(tables, "/data/datapackage.json", archive, schemas)
    yield Page("/data/", "pages/data.html", "Data", "", view, section="/data/")
