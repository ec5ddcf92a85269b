"""Something that facts are taken from: a register, a document, a data set, a news report."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Annotated, Literal

from sitegen.content_types import other_words
from sitegen.content_types.citation import PassageNumber
from sitegen.model import ContentType, Date, Day, Fields, PartialDate, Ref, Text, To, Web, say

KINDS = ("register", "document", "dataset", "list", "press", "web page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A place where a source prints something that can't be meant."""

    at: Annotated[str, Text()] = say("The place.")
    printed: Annotated[str, Text()] = say("What is printed.")
    reading: Annotated[str, Text()] = say("How it is read here.")
    note: Annotated[str, Text()] = say("Why.", default="")
    number: Annotated[str, PassageNumber] = say("Number of the defect in the inventory of the source documents.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Fields):
    """The front matter of `content/sources/<slug>.md`."""

    abbreviation: Annotated[str, Text()] = say("A short name for tables.", default="")
    kind: Literal[KINDS] = say("What sort of source it is.", meant=other_words.SOURCES)  # type: ignore[valid-type]
    authors: tuple[Annotated[str, Text()], ...] = say("Persons named as authors.", default=())
    publisher: Annotated[Ref, To("organization")] | None = say("The organization that publishes it.", default=None)
    date: Annotated[Date, PartialDate()] | None = say("Date of publication.", default=None)
    identifiers: tuple[Annotated[str, Text()], ...] = say("Symbols, chapters, ISBN, commits of a stored copy.", default=())
    address: Annotated[str, Web] = say("Where it is found on the web.", default="")
    checked: Annotated[datetime.date, Day()] = say("The day as at which it was read.")
    rights: Annotated[str, Text()] = say("Under what terms it is published.", default="")
    parts: tuple[Annotated[str, Text()], ...] = say(
        "How the places of its parts begin, in their order, to sort what is taken.", default=()
    )
    errata: tuple[Erratum, ...] = say(
        "Its misprints and contradictions.",
        default=(),
        example=[{"at": "page 3", "printed": "9 March 2019", "reading": "9 March 2018"}],
    )

    @property
    def short(self) -> str:
        return self.abbreviation or self.title


SOURCE = ContentType(name="source", folder="sources", fields=Source, needs_link=True)
