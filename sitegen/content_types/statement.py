"""What a speaker said, on whose behalf and on which occasion; the gist is the body, in our words."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Literal

from sitegen.content_types.citation import Bodies, Citations, cited_once, one_body
from sitegen.model import ContentType, Date, Fields, PartialDate, Ref, Text, To, begins_with_its_date, say

RECORDS = ("reported by the organizer", "reported by the co-chairs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fields):
    """The front matter of `content/statements/<slug>.md`."""

    speaker: Annotated[str, Text()] = say("The speaker's name, where the source has it.", default="")
    role: Annotated[str, Text()] = say("The office held that day, in our words.")
    on_behalf_of: Bodies = say(
        "For whom: organizations or states; left out where the source names none.",
        default=(),
        example=["unoda", {"country": "nepal"}],
    )
    event: Annotated[Ref, To("event")] = say("The occasion.")
    date: Annotated[Date, PartialDate()] = say("When it was said.")
    record: Literal[RECORDS] = say("How it is known.")  # type: ignore[valid-type]
    topics: tuple[Annotated[Ref, To("topic")], ...] = say("What it is about.", default=())
    sources: Citations = say("Where it is told.", example=[{"source": "wgtu-report-csp4", "at": "paragraph 6(a)"}])


STATEMENT = ContentType(
    name="statement",
    folder="statements",
    fields=Statement,
    rules=(begins_with_its_date, one_body("on_behalf_of"), cited_once),
    feed_date=attrgetter("date"),
    issued_by=attrgetter("on_behalf_of"),
)
