"""One row a member of a grouping."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.derive.facts import Facts
from sitegen.tables.table import ISO3, Column, Row, Table, iso


def rows(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("grouping"):
        listed = e.fields.members if e.fields.members != "all" else ()
        timed = {m.state or m.other: m for m in listed}
        now = set(facts.members[e.ref]) | {code for code, m in timed.items() if m.other}
        for code in sorted({str(code) for code in now | set(timed)}):
            member = timed.get(code)
            yield (e.slug, code, iso(member.from_) if member else None, iso(member.to) if member else None)


GROUPINGS = Table(
    "groupings",
    "One row a member of a grouping; members without an entry are included by their code.",
    ("grouping", "iso3"),
    (
        Column("grouping", "string", "Slug of the grouping; its page is groupings/<slug>/."),
        ISO3,
        Column("from", "date", "First day of membership, where it is known."),
        Column("to", "date", "Last day of membership."),
    ),
    rows,
)
