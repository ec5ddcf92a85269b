"""One row a state and a treaty: where it stands on the site's day."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.content_types.country import CONSENTS
from sitegen.derive.facts import Facts
from sitegen.derive.status import BY_DEPOSIT
from sitegen.tables.table import STATE, TREATY, Column, Row, Table, iso


def rows(facts: Facts) -> Iterator[Row]:
    for treaty in facts.library.of("treaty"):
        for e in facts.library.of("country"):
            found = facts.grids[treaty.ref][e.fields.iso3]
            days = (iso(found.signed), found.consent or None, iso(found.consent_date), iso(found.in_force))
            yield (treaty.slug, e.fields.iso3, found.status.by_deposit, *days)


STATUS = Table(
    "status",
    "One row a state and a treaty: where it stands on the site's date.",
    ("treaty", "iso3"),
    (
        TREATY,
        STATE,
        Column("status", "string", "By deposit: party, signatory, neither, withdrawn or unknown.", BY_DEPOSIT),
        Column("signed", "date", "Day of signature."),
        Column("consent", "string", f"The act of consent: {', '.join(CONSENTS)}.", CONSENTS),
        Column("consent_date", "date", "Day of the act of consent."),
        Column("in_force", "date", "Entry into force for the state; empty where no rule gives it."),
    ),
    rows,
)
