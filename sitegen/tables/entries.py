"""One row an entry, for the types whose columns are the fields of their class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Annotated, Any, Literal, get_args, get_origin

from sitegen.content_types.country import COUNTRY
from sitegen.content_types.event import EVENT
from sitegen.content_types.organization import ORGANIZATION
from sitegen.content_types.recommendation import RECOMMENDATION, Rule
from sitegen.content_types.source import SOURCE
from sitegen.content_types.statement import STATEMENT
from sitegen.content_types.term import TERM
from sitegen.content_types.toolkit import TOOLKIT
from sitegen.content_types.topic import TOPIC
from sitegen.content_types.treaty import TREATY
from sitegen.declared import branches, declared
from sitegen.derive.facts import Facts
from sitegen.model import ContentType, Date, Day, Number, Ref, To
from sitegen.tables.table import Column, Row, Table, Value

BESIDE = ("redirect_from", "changes")
"""Fields that tell of the page and not of what it is about; the JSON of the entry has them."""


def entry_table(kind: ContentType, description: str) -> Table:
    """A table with one row an entry and one column a field, as the type's class declares them."""
    shown = [each for each in declared(kind.fields) if each.key not in BESIDE]
    columns = [Column("slug", "string", f"Slug of the entry; its page is {kind.address_of('<slug>').strip('/')}/.")]
    columns += [_column(each.key, each.hint, each.description) for each in shown]

    def rows(facts: Facts) -> Iterator[Row]:
        for e in facts.library.of(kind.name):
            yield (e.slug, *(flat(getattr(e.fields, each.field.name)) for each in shown))

    return Table(kind.folder, description, ("slug",), tuple(columns), rows)


def _column(name: str, hint: Any, description: str) -> Column:
    """A column for a field, typed by its annotation: a whole number, a day, one of few words, one reference, or text."""
    hint = branches(hint)[0]
    marks = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    if get_origin(hint) is Literal:
        return Column(name, "string", description, tuple(word for word in get_args(hint) if word))
    for mark in marks:
        if isinstance(mark, Number):
            return Column(name, "integer", description)
        if type(mark) is Day:
            return Column(name, "date", description)
        if isinstance(mark, To) and mark.type in TABLE_OF:
            return Column(name, "string", description, refers=f"{TABLE_OF[mark.type]}.slug")
    return Column(name, "string", description)


TABLE_OF = {
    kind.name: kind.folder for kind in (COUNTRY, TREATY, EVENT, STATEMENT, RECOMMENDATION, TOPIC, TOOLKIT, ORGANIZATION, SOURCE)
}
"""The table with one row an entry, by the name of the type."""


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
