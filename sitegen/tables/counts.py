"""One row a treaty, a grouping and a day: how many states stand where."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.derive.counts import count_sets
from sitegen.derive.facts import Facts
from sitegen.tables.table import TREATY, Column, Row, Table, iso


def rows(facts: Facts) -> Iterator[Row]:
    groupings = [e.ref for e in facts.library.of("grouping")]
    for treaty in facts.library.of("treaty"):
        for day in facts.published(treaty.ref):
            sets, members = facts.past.treaties[treaty.ref].sets.on(day), facts.past.members.on(day)
            for ref in groupings:
                c = count_sets(treaty.ref, ref, day, sets, members[ref])
                yield (treaty.slug, ref.slug, iso(day), c.parties, c.signatories, c.neither, c.unknown, c.withdrawn, c.in_force)


COUNTS = Table(
    "counts",
    "One row a treaty, a grouping and a day: each year's end since the treaty was opened (else adopted), the last day of each of its "
    "conferences, the days of the settings, and the site's date.",
    ("treaty", "grouping", "date"),
    (
        TREATY,
        Column("grouping", "string", "Slug of the grouping, with its members on that day."),
        Column("date", "date", "The day; acts on it are counted."),
        Column("parties", "integer", "States that had deposited an instrument by that day."),
        Column("signatories", "integer", "States that had signed and not deposited."),
        Column("neither", "integer", "States without an act, where the register was read."),
        Column("unknown", "integer", "States of which the register as read says nothing."),
        Column("withdrawn", "integer", "States whose withdrawal had taken effect."),
        Column(
            "in_force", "integer", "Parties for which the treaty had entered into force, or for which no day can be computed."
        ),
    ),
    rows,
)
