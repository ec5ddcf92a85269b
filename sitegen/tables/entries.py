"""One row an entry, for the types whose columns are the fields of their class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from sitegen.content_types.event import EVENT
from sitegen.content_types.organization import ORGANIZATION
from sitegen.content_types.recommendation import RECOMMENDATION, Rule
from sitegen.content_types.source import SOURCE
from sitegen.content_types.statement import STATEMENT
from sitegen.content_types.term import TERM
from sitegen.content_types.toolkit import TOOLKIT
from sitegen.content_types.topic import TOPIC
from sitegen.derive.facts import Facts
from sitegen.model import ContentType, Date, Ref
from sitegen.tables.table import Column, Row, Table, Value

BESIDE = ("redirect_from", "changes")
"""Fields that tell of the page and not of what it is about; the JSON of the entry has them."""


def entry_table(kind: ContentType, description: str) -> Table:
    """A table with one row an entry and one column a field, as the type's class declares them."""
    declared = [field for field in fields(kind.fields) if field.name not in BESIDE]
    columns = [Column("slug", "string", f"Slug of the entry; its page is {kind.address_of('<slug>').strip('/')}/.")]
    columns += [Column(f.name.removesuffix("_"), "string", f.metadata["description"]) for f in declared]

    def rows(facts: Facts) -> Iterator[Row]:
        for e in facts.library.of(kind.name):
            cells = (flat(getattr(e.fields, field.name)) for field in declared)
            yield (e.slug, *(None if cell is None else str(cell) for cell in cells))

    return Table(kind.folder, description, ("slug",), tuple(columns), rows)


def flat(value: Any) -> Value:
    """A typed value in one cell: references as slugs, several joined by semicolons, a group of fields by its first part."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Date):
        return value.text + ("?" if value.doubtful else "")
    if isinstance(value, Ref):
        return value.slug
    if isinstance(value, Rule):
        return rule_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(str(flat(item)) for item in value) or None
    if is_dataclass(value):
        parts = (flat(getattr(value, field.name)) for field in fields(value))
        return next((part for part in parts if part), None)
    return str(value) or None


def rule_text(rule: Rule) -> str:
    """A rule in one cell: `all(att:signatory;sas-indo-pacific)`, `not(att:party)`."""
    if rule.treaty:
        return f"{rule.treaty.slug}:{rule.status}"
    for name, parts in (("all", rule.all), ("any", rule.any), ("not", (rule.not_,) if rule.not_ else ())):
        if parts:
            return f"{name}({';'.join(rule_text(part) for part in parts)})"
    named = rule.grouping or rule.country
    return named.slug if named else f"met:{rule.met}"


ENTRIES = (
    entry_table(EVENT, "One row an event."),
    entry_table(STATEMENT, "One row a statement."),
    entry_table(RECOMMENDATION, "One row a recommendation."),
    entry_table(TOPIC, "One row a topic."),
    entry_table(TOOLKIT, "One row an element of the toolkit."),
    entry_table(ORGANIZATION, "One row an organization."),
    entry_table(SOURCE, "One row a source."),
    entry_table(TERM, "One row a term of the glossary."),
)
