"""The published tables: what a column and a table are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sitegen.derive.facts import Facts

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Column:
    """A column: its stable name, its type in the words of Frictionless Table Schema, and what it holds; the values it may
    have, where they are few; and the table and column in which each of its values stands (`countries.iso3`)."""

    name: str
    type: str
    description: str
    choices: tuple[str | int, ...] = ()
    refers: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row is, its columns, its primary key, and how its rows follow from the facts."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Facts], Iterator[Row]]


ISO3 = Column("iso3", "string", "ISO 3166-1 alpha-3 code of the state.")
STATE = replace(ISO3, refers="countries.iso3")
TREATY = Column("treaty", "string", "Slug of the treaty.", refers="treaties.slug")


def iso(day: date | None) -> str | None:
    """A day as ISO 8601 has it."""
    return day.isoformat() if day else None
