"""Something that happened or will: a meeting, a conference, a visit, a decision, a publication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Literal

from sitegen.content_types.citation import Citations, cited_once
from sitegen.model import Complaint, ContentType, Date, Entry, Fields, PartialDate, Ref, Text, To, begins_with_its_date, say

KINDS = (
    "conference of states parties",
    "preparatory meeting",
    "working group meeting",
    "committee session",
    "conference or seminar",
    "webinar",
    "side event",
    "meeting",
    "visit",
    "decision",
    "appointment",
    "document issued",
    "publication",
    "treaty action",
    "project",
    "anniversary",
)
SERIES = (
    "csp",
    "csp-preparatory",
    "wgtu",
    "first-committee",
    "arms-transfer-dialogue",
    "poa",
    "coarm",
    "eu-non-proliferation-conference",
    "cifta",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city, and the state it is in where the source or common knowledge of the city names it."""

    city: Annotated[str, Text()] = say("The city as it is called in English.", default="")
    country: Annotated[Ref, To("country")] | None = say("Slug of the state.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Someone who took part: one of organization, country, grouping, or an office alone."""

    organization: Annotated[Ref, To("organization")] | None = say("Slug of an organization.", default=None)
    country: Annotated[Ref, To("country")] | None = say("Slug of a state.", default=None)
    grouping: Annotated[Ref, To("grouping")] | None = say("Slug of a grouping: its members on the day took part.", default=None)
    office: Annotated[str, Text()] = say("The office or the part of the body, in our words.", default="")
    as_: Literal["met", "chair", "host", "partner", "speaker", "present"] = say(
        "Its part: `met` for those whom a presidency met or visited in its outreach.", default="present"
    )
    printed: Annotated[str, Text()] = say("The name as the source prints it, where it differs.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fields):
    """The front matter of `content/events/<slug>.md`; the slug should start with the date."""

    date: Annotated[Date, PartialDate()] = say(
        "When: YYYY, YYYY-MM, YYYY-MM-DD or start/end; a trailing ? for doubt.", example="2018-03-09"
    )
    printed: Annotated[str, Text()] = say("The date as the source prints it, where it differs or is in doubt.", default="")
    erratum: Annotated[str, Text()] = say("What is wrong or doubtful in the source, and how it is read.", default="")
    kind: Literal[KINDS] = say("What sort of event it is.")  # type: ignore[valid-type]
    series: Literal[(*SERIES, "")] = say("The series it belongs to.", default="")  # type: ignore[valid-type]
    process: Literal["csp3", "csp4", ""] = say(
        "The presidency whose outreach list has it (annex A of the report to CSP4).", default=""
    )
    places: tuple[Place, ...] = say("Where.", default=(), example=[{"city": "Geneva", "country": "switzerland"}])
    treaties: tuple[Annotated[Ref, To("treaty")], ...] = say("The treaties it was about.", default=(), example=["att"])
    part_of: Annotated[Ref, To("event")] | None = say("The larger event that it was part of.", default=None)
    same_as: tuple[Annotated[Ref, To("event")], ...] = say("Events that the source lists again or that overlap.", default=())
    participants: tuple[Participant, ...] = say("Who took part.", default=(), example=[{"country": "nepal", "as": "met"}])
    sources: Citations = say("Where it is told.", example=[{"source": "wgtu-report-csp4", "at": "annex A, entry 57"}])


def places(entry: Entry[Event]) -> Iterator[Complaint]:
    """A place has a name, and stands once."""
    for position, place in enumerate(entry.fields.places):
        if not (place.city or place.country):
            yield ("places", position), "must have city, country or both"
        elif place in entry.fields.places[:position]:
            yield ("places", position), "must stand once; a place before is the same"


def one_participant(entry: Entry[Event]) -> Iterator[Complaint]:
    """A participant is one body, and stands once."""
    for position, found in enumerate(entry.fields.participants):
        named = [name for name in ("organization", "country", "grouping") if getattr(found, name)]
        if len(named) > 1 or not (named or found.office):
            yield (
                ("participants", position),
                "must have one of organization, country, grouping, or an office alone, such as {country: nepal, as: met}",
            )
        elif found in entry.fields.participants[:position]:
            yield ("participants", position), "must stand once; a participant before is the same"


EVENT = ContentType(
    name="event",
    folder="events",
    fields=Event,
    rules=(one_participant, places, begins_with_its_date, cited_once),
    above="part_of",
    unique=(),
    feed_date=attrgetter("date"),
    calendar_span=attrgetter("date"),
)
