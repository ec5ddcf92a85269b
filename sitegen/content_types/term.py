"""A term of the glossary; the body is its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sitegen.content_types.citation import Citations, cited_once
from sitegen.model import ContentType, Fields, Text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Fields):
    """The front matter of `content/glossary/<slug>.md`."""

    abbreviation: Annotated[str, Text()] = say("The usual abbreviation.", default="")
    meaning: Annotated[str, Text()] = say("The meaning in one sentence.")
    sources: Citations = say("Where the term stands.", default=())
    aliases: tuple[Annotated[str, Text()], ...] = say(
        "Other forms of the words in running text, such as the plural; with the title and the abbreviation they are marked there.",
        default=(),
    )


TERM = ContentType(name="term", folder="glossary", fields=Term, rules=(cited_once,))
