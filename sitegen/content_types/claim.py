"""A published figure, date or rank, to be held against what the content gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Literal

from sitegen.content_types import other_words
from sitegen.content_types.citation import Bodies, Citations, cited_once, one_body
from sitegen.model import Complaint, ContentType, Date, Entry, Fields, Matching, Number, PartialDate, Ref, Text, To, say
from sitegen.problems import quoted


@dataclass(frozen=True)
class GroupingOrNotStated(To):
    """The slug of a grouping, or the words `not stated`."""

    type: str = "grouping"
    besides: ClassVar[tuple[str, ...]] = ("not stated",)

    def read(self, text: str) -> Any:
        if text.lower().replace("-", " ") in self.besides and text not in self.besides:
            raise ValueError("must be the slug of a grouping, or “not stated”")
        return "" if text in self.besides else super().read(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """A number of states with a status under a treaty."""

    treaty: Annotated[Ref, To("treaty")] = say("The treaty.")
    status: Literal["party", "signatory", "neither"] = say("The status that is counted.", meant=other_words.STATUSES)
    of: Annotated[int, Number(1, 300)] | None = say(
        "The size of the grouping, where the claim names it (18 of 40).", default=None
    )
    by: Literal["deposit", "effect"] = say("Whether parties count from deposit or from entry into force.", default="deposit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinal:
    """A state that is the n-th party to a treaty, by the order of deposits."""

    treaty: Annotated[Ref, To("treaty")] = say("The treaty.")
    country: Annotated[Ref, To("country")] = say("The state.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatyDate:
    """A date of a treaty itself."""

    treaty: Annotated[Ref, To("treaty")] = say("The treaty.")
    date: Literal["adopted", "opened", "in_force"] = say("Which of its dates.")
    years_later: Annotated[int, Number(0, 200)] = say("For an anniversary: how many years after it.", default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A number of parties that a treaty was to reach by a day."""

    treaty: Annotated[Ref, To("treaty")] = say("The treaty.")
    by_days: tuple[Annotated[Date, PartialDate()], ...] = say("The days that were named.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Fields):
    """The front matter of `content/claims/<slug>.md`. One of count, size, ordinal, treaty_date, reach, needs, not_a_count."""

    made_by: Bodies = say("Who makes the claim.", example=["small-arms-survey"])
    as_of: Annotated[Date, PartialDate()] = say("The day for which it is made.")
    value: Annotated[str, Matching(r"[^\n]{1,40}", "a number, a date or a few words")] = say("What is claimed.", example="15")
    count: StatusCount | None = say("For a number of states.", default=None, example={"treaty": "att", "status": "party"})
    grouping: Annotated[Any, GroupingOrNotStated()] = say("The grouping counted, or `not stated`.", default="")
    size: Annotated[Ref, To("grouping")] | None = say("For the size of a grouping: its slug.", default=None)
    ordinal: Ordinal | None = say(
        "For a place in the order of deposits.", default=None, example={"treaty": "att", "country": "chile"}
    )
    treaty_date: TreatyDate | None = say("For a date of a treaty.", default=None, example={"treaty": "att", "date": "in_force"})
    reach: Reach | None = say(
        "For a number of parties to be reached.", default=None, example={"treaty": "att", "by_days": ["2020"]}
    )
    needs: Annotated[str, Text()] = say("Why it can't be computed here.", default="")
    not_a_count: Annotated[str, Text()] = say("Why it is no count: a relative word, a proposal.", default="")
    sources: Citations = say("Where it stands.", example=[{"source": "wgtu-report-csp4", "at": "paragraph 6(a)"}])


KINDS = ("count", "size", "ordinal", "treaty_date", "reach", "needs", "not_a_count")


def one_kind(entry: Entry[Claim]) -> Iterator[Complaint]:
    """A claim is of one kind."""
    given = [name for name in KINDS if getattr(entry.fields, name)]
    if len(given) != 1:
        beside = f"; there are {' and '.join(given)}" if given else ""
        yield ((given[1],) if given else ()), f"must have exactly one of {', '.join(KINDS)}{beside}"


def whole_number(entry: Entry[Claim]) -> Iterator[Complaint]:
    """What is counted is claimed as a whole number, and a date in the form of one."""
    fields = entry.fields
    if (fields.count or fields.size or fields.ordinal or fields.reach) and not re.fullmatch("[0-9]{1,4}", fields.value):
        yield ("value",), f"must be a whole number; found {quoted(fields.value)}"
    of = fields.count.of if fields.count else None
    if of and fields.value.isdigit() and int(fields.value) > of:
        yield ("count", "of"), f"must not be less than the value, {fields.value}; found {of}"
    if fields.treaty_date:
        try:
            PartialDate().read(fields.value if "/" not in fields.value and "?" not in fields.value else "")
        except ValueError:
            yield ("value",), f"must be a date written YYYY, YYYY-MM or YYYY-MM-DD; found {quoted(fields.value)}"


def grouping_of_a_count(entry: Entry[Claim]) -> Iterator[Complaint]:
    """States are counted within a grouping; nothing else has one."""
    kinds = [name for name in KINDS if getattr(entry.fields, name)]
    if ("grouping",) in entry.marks and len(kinds) == 1 and kinds != ["count"]:
        yield ("grouping",), "must stand beside count only"


CLAIM = ContentType(
    name="claim",
    folder="claims",
    fields=Claim,
    rules=(one_kind, whole_number, grouping_of_a_count, one_body("made_by"), cited_once),
    feed_date=attrgetter("as_of"),
    issued_by=attrgetter("made_by"),
)
