"""A section or a question of the universalization toolkit (annex B of the report to CSP4), with an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from sitegen.content_types.citation import Citations, cited_once
from sitegen.model import Complaint, ContentType, Entry, Fields, Number, Ref, Text, To, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A live figure: how many states of a grouping have a status under a treaty on the site's date."""

    treaty: Annotated[Ref, To("treaty")] = say("The treaty.")
    grouping: Annotated[Ref, To("grouping")] = say("The grouping.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolkit(Fields):
    """The front matter of `content/toolkit/<slug>.md`; the body is the answer."""

    kind: Literal["section", "question"] = say("A section of the toolkit, or a question of its last section.")
    order: Annotated[int, Number(1, 99)] = say("Its place.")
    part_of: Annotated[Ref, To("toolkit")] | None = say("The section that a question belongs to.", default=None)
    asked: Annotated[str, Text()] = say("What the annex asks for, in our words.")
    missing: Annotated[str, Text()] = say("What the sources do not tell.", default="")
    figures: tuple[Figure, ...] = say(
        "Live figures that belong to the answer.", default=(), example=[{"treaty": "att", "grouping": "asean"}]
    )
    topics: tuple[Annotated[Ref, To("topic")], ...] = say("What it is about.", default=())
    statements: tuple[Annotated[Ref, To("statement")], ...] = say("Who said so.", default=())
    recommendations: tuple[Annotated[Ref, To("recommendation")], ...] = say("What is advised on it.", default=())
    sources: Citations = say("Where it stands.")


def part_of_a_section(entry: Entry[Toolkit]) -> Iterator[Complaint]:
    """A question belongs to a section, and a section to none; a figure stands once."""
    fields = entry.fields
    if (fields.kind == "question") != (fields.part_of is not None):
        yield (
            ("part_of" if fields.part_of else "kind",),
            "a question must have part_of, the section that it belongs to; a section must have none",
        )
    for position, figure in enumerate(fields.figures):
        if figure in fields.figures[:position]:
            yield ("figures", position), "must stand once; a figure before is the same"


TOOLKIT = ContentType(name="toolkit", folder="toolkit", fields=Toolkit, rules=(part_of_a_section, cited_once), above="part_of")
