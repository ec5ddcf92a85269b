"""Tables of entries: what stands in a cell, and a column for each field."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from sitegen.content_types import CONTENT_TYPES
from sitegen.content_types.citation import Body, Citation
from sitegen.content_types.event import Participant, Place
from sitegen.content_types.recommendation import Rule
from sitegen.derive.facts import Facts
from sitegen.model import Code, PartialDate, Ref
from sitegen.tables import TABLES
from sitegen.tables.entries import ENTRIES, flat
from sitegen.tables.table import Table, Value

TYPES = {kind.folder: kind for kind in CONTENT_TYPES}
BODY, NPL = Ref("organization", "o"), Ref("country", "nepal")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, None),
        ("", None),
        ("A; b", "A; b"),
        (7, 7),
        (0, 0),
        (date(2020, 2, 29), "2020-02-29"),
        (PartialDate().read("2018-03"), "2018-03"),
        (PartialDate().read("2018-03-09/2018-03-11"), "2018-03-09/2018-03-11"),
        (PartialDate().read("2018?"), "2018?"),
        (BODY, "o"),
        (Code("NPL"), "NPL"),
        ((), None),
        (("A", "B"), "A;B"),
        ((BODY,), "o"),
        ((BODY, NPL), "o;nepal"),
        ((PartialDate().read("2018"), PartialDate().read("2019?")), "2018;2019?"),
        (Body(country=NPL), "nepal"),
        ((Body(organization=BODY), Body(country=NPL)), "o;nepal"),
        (Citation(source=Ref("source", "s"), at="page 3"), "s"),
        ((Citation(source=Ref("source", "s"), at="page 3"), Citation(source=Ref("source", "t"))), "s;t"),
        (Place(city="Pokhara", country=NPL), "Pokhara"),
        (Place(country=NPL), "nepal"),
        (Place(), None),
        ((Participant(country=NPL, as_="met"), Participant(office="The chair")), "nepal;The chair"),
        (Rule(grouping=Ref("grouping", "g")), "g"),
        (Rule(met="outreach"), "met:outreach"),
    ],
)
def test_a_value_in_one_cell(value: Any, cell: Value) -> None:
    assert flat(value) == cell


@pytest.mark.parametrize("table", ENTRIES, ids=lambda table: table.name)
def test_a_table_of_entries_has_a_column_for_each_field(table: Table) -> None:
    declared = [field for field in fields(TYPES[table.name].fields) if field.name not in ("redirect_from", "changes")]
    assert [column.name for column in table.columns] == ["slug", *(field.name.removesuffix("_") for field in declared)]
    assert [column.description for column in table.columns[1:]] == [field.metadata["description"] for field in declared]
    assert table.key == ("slug",)


@pytest.mark.parametrize("table", ENTRIES, ids=lambda table: table.name)
def test_a_table_of_entries_has_a_row_for_each_entry(table: Table, facts: Facts) -> None:
    entries = facts.library.of(TYPES[table.name].name)
    rows = list(table.rows(facts))
    assert [row[0] for row in rows] == [entry.slug for entry in entries]
    assert [row[1] for row in rows] == [entry.title for entry in entries]
    for column, cells in zip(table.columns, zip(*rows, strict=True), strict=True):
        kind = int if column.type == "integer" else str
        assert all(cell is None or (type(cell) is kind and cell) for cell in cells), column.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_has_a_cell_for_each_column_and_a_key_of_its_own(table: Table, facts: Facts) -> None:
    names = [column.name for column in table.columns]
    rows = list(table.rows(facts))
    assert rows
    assert {len(row) for row in rows} == {len(names)}
    assert len(set(names)) == len(names)
    keys = [tuple(row[names.index(name)] for name in table.key) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(part is not None for key in keys for part in key)
    assert all(column.description.endswith(".") for column in table.columns)


def test_tables_have_names_of_their_own() -> None:
    names = [table.name for table in TABLES]
    assert len(set(names)) == len(names)
