"""The JSON of each entry beside its page (what the entry says, and what follows from it), and the schema of each type's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.content_types import CONTENT_TYPES
from sitegen.content_types.country import CONSENTS
from sitegen.derive.claims import VERDICTS
from sitegen.derive.facts import Facts
from sitegen.derive.status import BY_DEPOSIT, Standing
from sitegen.model import Entry
from sitegen.shapes import CODE, DAY, VERSION, Schema, plain, schema
from sitegen.site import Artifact, Site


def plan(site: Site) -> Iterator[Artifact]:
    """One file an entry, and one schema a type."""
    for kind in CONTENT_TYPES:
        address = schema_address(kind.name)
        yield Artifact(address[1:], "json", schema(kind, site.frame.at(address), DERIVED.get(kind.name, {})))
    for entry in site.facts.library.entries.values():
        view = {
            "$schema": site.frame.at(schema_address(entry.type)),
            "version": VERSION,
            "type": entry.type,
            "slug": entry.slug,
            "as_of": site.facts.as_of.isoformat(),
            "entry": plain(entry.fields),
            **_derived(entry, site.facts),
        }
        yield from Artifact(f"{entry.address.strip('/')}/index.json", "json", view).and_at_former(entry)


def schema_address(kind: str) -> str:
    """Where the schema of a type's JSON is published."""
    return f"/data/schemas/{kind}.json"


# ---- what follows from an entry -------------------------------------------------------------------------------


def _derived(entry: Entry[Any], facts: Facts) -> dict[str, Any]:
    """What follows for a state, a treaty, a claim or a recommendation."""
    if entry.type == "country":
        standings = {treaty.slug: grid[entry.fields.iso3] for treaty, grid in facts.grids.items()}
        return {"status": {slug: _standing(found) for slug, found in standings.items()}}
    if entry.type == "treaty":
        return {"status": {str(state): _standing(found) for state, found in facts.grids[entry.ref].items()}}
    if entry.type == "grouping":
        return {"members": sorted(facts.members[entry.ref])}
    if entry.type == "claim":
        found = facts.verdicts[entry.ref]
        return {"verdict": found.verdict, "computed": found.computed, "grouping": found.grouping.slug if found.grouping else None}
    if entry.type == "recommendation" and (meant := facts.targets.get(entry.ref)):
        return {"when_issued": sorted(meant.then), "today": sorted(meant.today)}
    return {}


def _standing(found: Standing) -> dict[str, Any]:
    """A standing with its status by deposit, as in the table `status`."""
    days = {name: plain(getattr(found, name)) for name in ("signed", "consent", *DAYS)}
    return {"status": found.status.by_deposit} | {name: value for name, value in days.items() if value}


DAYS = ("consent_date", "in_force", "provisional", "withdrawn")

STANDINGS: Schema = {
    "type": "object",
    "description": "By deposit, on the day of as_of; by slug of the treaty or by code of the state.",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "status": {"enum": list(BY_DEPOSIT)},
            "signed": DAY,
            "consent": {"enum": list(CONSENTS)},
            **dict.fromkeys(DAYS, DAY),
        },
        "required": ["status"],
        "additionalProperties": False,
    },
}
STATES: Schema = {"type": "array", "items": CODE, "uniqueItems": True}
DERIVED: Mapping[str, Mapping[str, Schema]] = {
    "country": {"status": STANDINGS},
    "treaty": {"status": STANDINGS},
    "grouping": {"members": STATES | {"description": "Codes of the members on the day of as_of."}},
    "claim": {
        "verdict": {"enum": list(VERDICTS)},
        "computed": {"type": "string", "description": "What is computed; empty where nothing is."},
        "grouping": {"type": ["string", "null"], "description": "Slug of the grouping on which it is computed."},
    },
    "recommendation": {
        "when_issued": STATES | {"description": "Codes of the states that the rule meant when the advice was issued."},
        "today": STATES | {"description": "Codes of the states that it means on the day of as_of."},
    },
}
"""The keys that stand beside the entry's own, by type."""
