"""A body that hosts, issues, speaks, publishes or keeps a treaty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from sitegen.content_types import other_words
from sitegen.content_types.citation import Citations, cited_once
from sitegen.model import ContentType, Fields, Ref, Text, To, Web, say

KINDS = (
    "UN body",
    "international organization",
    "regional organization",
    "treaty body",
    "parliamentary body",
    "government",
    "civil society",
    "research institute",
    "industry body",
    "company",
    "political party",
    "publisher",
    "data project",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Fields):
    """The front matter of `content/organizations/<slug>.md`."""

    abbreviation: Annotated[str, Text()] = say("The usual abbreviation.", default="")
    kind: Literal[KINDS] = say("What sort of body it is.", meant=other_words.BODIES)  # type: ignore[valid-type]
    part_of: Annotated[Ref, To("organization")] | None = say("The body it belongs to.", default=None)
    country: Annotated[Ref, To("country")] | None = say("The state it is in or of, where a source says so.", default=None)
    address: Annotated[str, Web] = say("Its site on the web.", default="")
    sources: Citations = say("Where it is named.", default=())


ORGANIZATION = ContentType(
    name="organization", folder="organizations", fields=Organization, needs_link=True, above="part_of", rules=(cited_once,)
)
