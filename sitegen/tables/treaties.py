"""One row a treaty or another instrument."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content_types.treaty import SUBJECTS
from sitegen.derive.facts import Facts
from sitegen.tables.table import Column, Row, Table, iso


def rows(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("treaty"):
        f = e.fields
        keepers = ";".join((keeper.organization or keeper.country).slug for keeper in f.depositary)
        days = (iso(f.adopted), iso(f.opened), iso(f.in_force))
        register = (f.register.source.slug, iso(f.register.checked))
        yield (e.slug, f.title, f.abbreviation or None, f.subject, *days, keepers, *register)


TREATIES = Table(
    "treaties",
    "One row a treaty or another instrument.",
    ("slug",),
    (
        Column("slug", "string", "Slug of the treaty; its page is treaties/<slug>/."),
        Column("title", "string", "Usual title."),
        Column("abbreviation", "string", "Usual abbreviation."),
        Column("subject", "string", "What the treaty is about.", SUBJECTS),
        Column("adopted", "date", "Day of adoption."),
        Column("opened", "date", "Day of opening for signature."),
        Column("in_force", "date", "Day of entry into force; empty while it is not in force."),
        Column("depositary", "string", "Slugs of the depositaries, separated by semicolons."),
        Column("register", "string", "Slug of the source that is its register.", refers="sources.slug"),
        Column("checked", "date", "Day as at which the register was read."),
    ),
    rows,
)
