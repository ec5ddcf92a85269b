"""One row a state with an entry."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.derive.facts import Facts
from sitegen.tables.table import ISO3, Column, Row, Table


def rows(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("country"):
        f, subregion = e.fields, facts.subregion(e.fields.iso3)
        full = "full" if facts.is_profiled(e) else "record"
        name = subregion.title if subregion else None
        yield (f.iso3, f.iso2, f.m49, e.slug, f.title, f.formal_name or None, f.capital or None, name, full)


COUNTRIES = Table(
    "countries",
    "One row a state with an entry.",
    ("iso3",),
    (
        ISO3,
        Column("iso2", "string", "ISO 3166-1 alpha-2 code."),
        Column("m49", "string", "Code of the United Nations' M49 standard, three digits."),
        Column("slug", "string", "Slug of the state; its page is countries/<slug>/."),
        Column("name", "string", "Short name in the United Nations' terminology."),
        Column("formal_name", "string", "Formal name in the United Nations' terminology."),
        Column("capital", "string", "Capital; empty where it is contested or not held."),
        Column("subregion", "string", "M49 subregion."),
        Column("profile", "string", "full for a profiled state, record for a status record.", ("full", "record")),
    ),
    rows,
)
