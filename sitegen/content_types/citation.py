"""Where a fact stands: the field that most types share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sitegen.model import Ref, Shorthand, Text, To, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source and the place in it."""

    source: Annotated[Ref, To("source")] = say("Slug of the source.")
    at: Annotated[str, Text()] = say("The place in the source: a page, a paragraph, an entry.", default="")


Citations = tuple[Annotated[Citation, Shorthand("source")], ...]
