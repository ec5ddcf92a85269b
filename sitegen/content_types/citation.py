"""Where a fact stands, and who says it: the fields that most types share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from sitegen.model import Complaint, Entry, Matching, Ref, Rule, Shorthand, Text, To, say

PassageNumber = Matching(r"[A-Z]{1,2}-[0-9]+(\.[0-9]+)?", "a number such as A-57")
"""Each passage of the five documents that the site holds has a number, so that a test can tell that none is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organization or a state that speaks, issues or claims."""

    organization: Annotated[Ref, To("organization")] | None = say("Slug of an organization.", default=None)
    country: Annotated[Ref, To("country")] | None = say("Slug of a state.", default=None)

    @property
    def ref(self) -> Ref | None:
        return self.organization or self.country


Bodies = tuple[Annotated[Body, Shorthand("organization")], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source and the place in it."""

    source: Annotated[Ref, To("source")] = say("Slug of the source.")
    at: Annotated[str, Text()] = say("The place in the source: a page, a paragraph, an entry.", default="")
    number: Annotated[str, PassageNumber] = say("Number of the passage in the inventory of the source documents.", default="")


Citations = tuple[Annotated[Citation, Shorthand("source")], ...]


def cited_once(entry: Entry[Any]) -> Iterator[Complaint]:
    """A place in a source stands once."""
    seen: set[Citation] = set()
    for position, citation in enumerate(entry.fields.sources):
        if citation in seen:
            yield ("sources", position), f"{citation.source.slug} must stand once for each place in it"
        seen.add(citation)


def one_body(field: str) -> Rule:
    """Each body of a field is an organization or a state, and stands once."""

    def check(entry: Entry[Any]) -> Iterator[Complaint]:
        seen: set[Body] = set()
        for position, body in enumerate(getattr(entry.fields, field)):
            if bool(body.organization) == bool(body.country):
                yield (field, position), "must have exactly one of organization, country"
            elif body in seen:
                yield (field, position), f"{body.ref.slug} must stand once"
            seen.add(body)

    return check
