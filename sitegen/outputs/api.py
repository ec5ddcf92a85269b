"""The JSON of each entry beside its page: what the entry says, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from sitegen.derive.facts import Facts
from sitegen.derive.status import Standing
from sitegen.model import Date, Entry, Ref
from sitegen.site import Artifact, Site

VERSION = 1


def plan(site: Site) -> Iterator[Artifact]:
    """One file an entry."""
    for entry in site.facts.library.entries.values():
        view = {
            "version": VERSION,
            "type": entry.type,
            "slug": entry.slug,
            "as_of": site.facts.as_of.isoformat(),
            "entry": plain(entry.fields),
            **_derived(entry, site.facts),
        }
        yield Artifact(f"{entry.address.strip('/')}/index.json", "json", view)


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
    days = {
        name: plain(getattr(found, name))
        for name in ("signed", "consent", "consent_date", "in_force", "provisional", "withdrawn")
    }
    return {"status": found.status.by_deposit} | {name: value for name, value in days.items() if value}


def plain(value: Any) -> Any:
    """Typed fields as JSON has them: references as slugs, days in ISO 8601, empty values left out."""
    if isinstance(value, Ref):
        return value.slug
    if isinstance(value, Date):
        return value.text + ("?" if value.doubtful else "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        pairs = ((field.name.removesuffix("_"), getattr(value, field.name)) for field in fields(value))
        return {name: plain(item) for name, item in pairs if item is not None and item != "" and item != ()}
    return value
