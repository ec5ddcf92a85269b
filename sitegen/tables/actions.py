"""One row a dated act of a state under a treaty."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content_types.country import ACTS, CONSENTS
from sitegen.derive.facts import Facts
from sitegen.derive.readings import told_by
from sitegen.tables.table import STATE, TREATY, Column, Row, Table, iso


def rows(facts: Facts) -> Iterator[Row]:
    for treaty in facts.library.of("treaty"):
        for e in facts.library.of("country"):
            part = e.fields.treaties.get(treaty.ref)
            for word, act in part.acts() if part else ():
                if act.date <= facts.as_of:
                    source, checked = told_by(part, treaty.fields, facts.library, act)
                    note = act.note or part.note or None
                    yield (treaty.slug, e.fields.iso3, word, iso(act.date), source.slug, iso(checked), note)


ACTIONS = Table(
    "actions",
    "One row a dated act of a state under a treaty, up to the site's date.",
    ("treaty", "iso3", "action"),
    (
        TREATY,
        STATE,
        Column("action", "string", f"signed, {', '.join(CONSENTS)}, provisionally_applied or withdrawn.", ACTS),
        Column("date", "date", "Day of the act."),
        Column("source", "string", "Slug of the source.", refers="sources.slug"),
        Column("checked", "date", "Day as at which the source was read."),
        Column("note", "string", "What to know of the act."),
    ),
    rows,
)
