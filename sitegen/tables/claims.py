"""One row a published figure, with what the build computes."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.derive.claims import VERDICTS
from sitegen.derive.facts import Facts
from sitegen.tables.entries import flat
from sitegen.tables.table import Column, Row, Table


def rows(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("claim"):
        found = facts.verdicts[e.ref]
        grouping = found.grouping.slug if found.grouping else None
        made_by, day = flat(e.fields.made_by), flat(e.fields.as_of)
        yield (e.slug, made_by, day, e.fields.value, found.computed or None, grouping, found.verdict)


CLAIMS = Table(
    "claims",
    "One row a published figure, with what the build computes.",
    ("claim",),
    (
        Column("claim", "string", "Slug of the claim; its page is claims/<slug>/."),
        Column("made_by", "string", "Slugs of those who make it."),
        Column("as_of", "string", "The day for which it is made, as precise as the source."),
        Column("value", "string", "What is claimed."),
        Column("computed", "string", "What is computed; empty where nothing is."),
        Column("grouping", "string", "Slug of the grouping on which it is computed."),
        Column("verdict", "string", "agrees, agrees on another grouping, differs, can't be computed or not a count.", VERDICTS),
    ),
    rows,
)
