"""One row a treaty, a grouping and a day: how many states stand where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.derive.counts import count, published_dates
from sitegen.derive.facts import Facts
from sitegen.derive.groupings import members
from sitegen.derive.status import grid
from sitegen.model import Code, Ref
from sitegen.tables.table import TREATY, Column, Row, Table, iso


def rows(facts: Facts) -> Iterator[Row]:
    groupings = facts.library.of("grouping")
    on_day: dict[date, dict[Ref, frozenset[Code]]] = {facts.as_of: dict(facts.members)}
    for treaty in facts.library.of("treaty"):
        for day in published_dates(treaty.fields.opened, facts.config.dates, facts.as_of):
            standings = facts.grids[treaty.ref] if day == facts.as_of else grid(treaty, facts.library, day)
            if day not in on_day:
                on_day[day] = {e.ref: members(e.ref, facts.library, day) for e in groupings}
            for e in groupings:
                c = count(treaty.ref, e.ref, day, standings, on_day[day][e.ref])
                yield (treaty.slug, e.slug, iso(day), c.parties, c.signatories, c.neither, c.unknown, c.withdrawn, c.in_force)


COUNTS = Table(
    "counts",
    "One row a treaty, a grouping and a day: each year's end since the treaty was opened, and the site's date.",
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
