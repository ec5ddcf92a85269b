"""Where a fact stands, and who says it: the fields that most types share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sitegen.model import Matching, Ref, Shorthand, Text, To, say

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
