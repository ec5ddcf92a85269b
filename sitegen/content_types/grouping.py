"""A named list of states, with the days on which members came and went, or composed of other groupings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from sitegen.content_types.citation import Citations, cited_once
from sitegen.model import Code, Complaint, ContentType, Day, Entry, Fields, Matching, Number, Ref, Shorthand, State, Text, To, say

KINDS = (
    "mandate",
    "regional organization",
    "UN regional group",
    "M49 subregion",
    "M49 region",
    "published list",
    "world",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A state of the grouping, perhaps for a time; or a member that is no state with an entry here."""

    state: Annotated[Code, State()] | None = say("The state's code.", default=None)
    other: Annotated[str, Matching("[A-Z]{3}", "a code of three capitals")] | None = say(
        "Code of a member that has no entry; it counts towards the size only.", default=None
    )
    name: Annotated[str, Text()] = say("Name of a member that has no entry, where it is shown.", default="")
    from_: Annotated[date, Day()] | None = say("First day of membership.", default=None)
    to: Annotated[date, Day()] | None = say("Last day of membership.", default=None)

    def on(self, day: date) -> bool:
        """Whether it is a member on the day; both bounds belong to the time."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plus:
    """Another grouping with some states more."""

    grouping: Annotated[Ref, To("grouping")] = say("The grouping to start from.")
    states: tuple[Annotated[Code, State()], ...] = say("The states added.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping(Fields):
    """The front matter of `content/groupings/<slug>.md`. Exactly one of members, union, minus, plus."""

    abbreviation: Annotated[str, Text()] = say("A short name for tables.", default="")
    kind: Literal[KINDS] = say("What sort of list it is.")  # type: ignore[valid-type]
    owner: Annotated[Ref, To("organization")] | None = say("The organization whose list it is.", default=None)
    members: Literal["all"] | tuple[Annotated[Member, Shorthand("state")], ...] = say(
        "Codes of the states, or `all` for every state with an entry.",
        default=(),
        example=["IDN", {"state": "TLS", "from": "2025-10-26"}],
    )
    union: tuple[Annotated[Ref, To("grouping")], ...] = say("Groupings whose members are taken together.", default=())
    minus: tuple[Annotated[Ref, To("grouping")], ...] = say("The first grouping without the members of the others.", default=())
    plus: Plus | None = say("A grouping with some states more.", default=None, example={"grouping": "asean", "states": ["PNG"]})
    size: Annotated[int, Number(1, 300)] = say("Number of members on the site's date; the build fails if it differs.")
    confidence: Literal["stated", "inferred"] = say("Whether a source lists the members or we infer them.")
    sources: Citations = say("Sources of the list.")

    @property
    def short(self) -> str:
        return self.abbreviation or self.title


def one_way(entry: Entry[Grouping]) -> Iterator[Complaint]:
    """A grouping is listed or composed in one way."""
    fields = entry.fields
    ways = [way for way in ("members", "union", "minus", "plus") if getattr(fields, way)]
    if len(ways) != 1:
        yield ((ways[1],) if ways else ()), "must have exactly one of members, union, minus, plus"


def sound_members(entry: Entry[Grouping]) -> Iterator[Complaint]:
    """A member is a state or another, stands once, and leaves after it came."""
    if entry.fields.members == "all":
        return
    seen: set[str] = set()
    for position, member in enumerate(entry.fields.members):
        code = member.state or member.other
        if bool(member.state) == bool(member.other):
            yield ("members", position), "must have exactly one of state, other"
        elif code in seen:
            yield ("members", position), f"{code} must stand once"
        if member.from_ and member.to and member.to < member.from_:
            yield ("members", position, "to"), f"must not be before “from” ({member.from_})"
        seen.add(str(code))


GROUPING = ContentType(name="grouping", folder="groupings", fields=Grouping, rules=(one_way, sound_members, cited_once))
