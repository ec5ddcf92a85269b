"""A treaty or another instrument: its dates, its depositary, its register and its rule of entry into force."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from sitegen.content_types.citation import Citations, cited_once
from sitegen.model import Code, Complaint, ContentType, Day, Entry, Fields, Matching, Number, Ref, State, Text, To, say

SUBJECTS = (
    "conventional arms",
    "small arms",
    "nuclear",
    "nuclear-weapon-free zone",
    "chemical",
    "biological",
    "chemical and biological",
    "outer space",
    "environment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """When the treaty enters into force for a state that deposits: one of three counts, and from when it is used."""

    days: Annotated[int, Number(0, 400)] | None = say("Days after the deposit; 0 for the day itself.", default=None)
    months: Annotated[int, Number(1, 24)] | None = say("Months after the deposit.", default=None)
    first_of_month: Annotated[int, Number(1, 24)] | None = say(
        "The first day of the n-th month after the month of the deposit.", default=None
    )
    applies: Literal["later deposits", "all deposits"] = say(
        "Whether the count holds only for deposits after the treaty's entry into force (earlier ones take effect with it) or for all.",
        default="later deposits",
    )
    source: Annotated[Ref, To("source")] | None = say("Source of the rule.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The list of states that the depositary or another office keeps."""

    source: Annotated[Ref, To("source")] = say("Slug of the register.")
    checked: Annotated[date, Day()] = say("The day as at which the register was read.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is due: once after entry into force for the state, or on a day of each year."""

    years: Annotated[int, Number(1, 50)] | None = say("Years after entry into force for the state.", default=None)
    after: Literal["effect", ""] = say("What the years are counted from.", default="")
    each: Annotated[str, Matching("[0-9]{2}-[0-9]{2}", "a day of the year written MM-DD")] = say(
        "Day of the year on which it is due each year.", default=""
    )
    from_: Literal["first full calendar year", ""] = say("The first year that it covers.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """A dated duty of a party."""

    name: Annotated[str, Text()] = say("What is due.")
    due: Due = say("When it is due.")
    article: Annotated[str, Text()] = say("The article that says so.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Depositary:
    """An organization or a state that keeps the treaty."""

    organization: Annotated[Ref, To("organization")] | None = say("Slug of an organization.", default=None)
    country: Annotated[Ref, To("country")] | None = say("Slug of a state.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty(Fields):
    """The front matter of `content/treaties/<slug>.md`."""

    full_title: Annotated[str, Text()] = say("The official title, where it differs.", default="")
    abbreviation: Annotated[str, Text()] = say("The usual abbreviation.", default="")
    subject: Literal[SUBJECTS] = say("What the treaty is about.")  # type: ignore[valid-type]
    adopted: Annotated[date, Day()] | None = say("Day of adoption.", default=None)
    opened: Annotated[date, Day()] | None = say("Day of opening for signature.", default=None)
    in_force: Annotated[date, Day()] | None = say("Day of entry into force; left out while it is not in force.", default=None)
    unchecked: tuple[Literal["adopted", "opened", "in_force"], ...] = say(
        "Dates that were not compared with a stored source.", default=()
    )
    depositary: tuple[Depositary, ...] = say("Who keeps the treaty.", example=[{"organization": "un-secretary-general"}])
    reference: Annotated[str, Text()] = say("Chapter of the United Nations Treaty Collection.", default="")
    effect: Effect | None = say(
        "Rule of entry into force for a state; left out where it is not known.", default=None, example={"days": "90"}
    )
    open_to: tuple[Annotated[Code, State()], ...] = say(
        "For a treaty of a zone or of few states: the states whose part was looked up; the others have no part.", default=()
    )
    register: Register = say("The register that is the source of every line that names none.")
    obligations: tuple[Obligation, ...] = say(
        "What a party must do by a day.",
        default=(),
        example=[{"name": "Initial report", "due": {"years": "1", "after": "effect"}, "article": "13(1)"}],
    )
    sources: Citations = say("Sources of the treaty's own facts besides the register.", default=())

    @property
    def short(self) -> str:
        return self.abbreviation or self.title


def one_count(entry: Entry[Treaty]) -> Iterator[Complaint]:
    """A rule of effect counts in one way."""
    effect = entry.fields.effect
    if effect and sum(n is not None for n in (effect.days, effect.months, effect.first_of_month)) != 1:
        yield ("effect",), "must have exactly one of days, months, first_of_month"


def one_keeper(entry: Entry[Treaty]) -> Iterator[Complaint]:
    """A depositary is an organization or a state."""
    for position, keeper in enumerate(entry.fields.depositary):
        if bool(keeper.organization) == bool(keeper.country):
            yield ("depositary", position), "must have exactly one of organization, country"
        elif keeper in entry.fields.depositary[:position]:
            yield ("depositary", position), "must stand once; a depositary before is the same"


def dates_in_order(entry: Entry[Treaty]) -> Iterator[Complaint]:
    """A treaty is adopted, opened and in force in this order."""
    fields = entry.fields
    steps = [(name, day) for name in ("adopted", "opened", "in_force") if (day := getattr(fields, name))]
    for (first, before), (second, after) in pairwise(steps):
        if after < before:
            yield (second,), f"must not be before “{first}” ({before}); it is {after}"


def there_to_be_checked(entry: Entry[Treaty]) -> Iterator[Complaint]:
    """A date that was not checked is there, and the register was read when the treaty was there."""
    fields = entry.fields
    for position, name in enumerate(fields.unchecked):
        if getattr(fields, name) is None:
            yield ("unchecked", position), f"the treaty must have “{name}” if it stands here"
    first = fields.opened or fields.adopted
    if first and fields.register.checked < first:
        yield ("register", "checked"), f"must not be before the treaty was there ({first}); it is {fields.register.checked}"


def sound_dues(entry: Entry[Treaty]) -> Iterator[Complaint]:
    """A duty is due either some years after entry into force or on a day that every year has."""
    for position, obligation in enumerate(entry.fields.obligations):
        path, due = ("obligations", position, "due"), obligation.due
        if obligation.name in [other.name for other in entry.fields.obligations[:position]]:
            yield ("obligations", position, "name"), f"“{obligation.name}” must stand once"
        if (due.years and (not due.after or due.from_)) or (due.each and due.after):
            yield path, "must be years with after, or each, perhaps with from"
        elif bool(due.years) == bool(due.each):
            yield path, "must have exactly one of years, each"
        elif due.each and not _in_every_year(due.each):
            yield (*path, "each"), f"must be a day that every year has, written MM-DD; found “{due.each}”"


def _in_every_year(text: str) -> bool:
    month, day = (int(part) for part in text.split("-"))
    return 1 <= month <= 12 and 1 <= day <= monthrange(2001, month)[1]


TREATY = ContentType(
    name="treaty",
    folder="treaties",
    fields=Treaty,
    rules=(one_count, one_keeper, dates_in_order, there_to_be_checked, sound_dues, cited_once),
    unique=("title", "abbreviation"),
)
