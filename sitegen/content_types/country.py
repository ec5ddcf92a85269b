"""A state: its names and codes, and its dated actions under each treaty."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Annotated, Any, Literal

from sitegen.content_types.citation import Citations, cited_once
from sitegen.model import (
    Code,
    Complaint,
    ContentType,
    Day,
    DayOrUnknown,
    Entry,
    Fields,
    Matching,
    Number,
    OwnCode,
    Ref,
    Shorthand,
    Text,
    To,
    say,
)

CONSENTS = ("ratified", "accepted", "approved", "acceded", "succeeded", "consented")
"""The ways of consenting to be bound, in the depositary's words (Vienna Convention on the Law of Treaties, Article 11)."""

DONE = ("signed", *CONSENTS, "provisionally_applied")
"""The acts whose date is the day on which they are done; that of a withdrawal is the day on which it takes effect."""

ACTS = (*DONE, "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One dated act of a state, with its own source where that is not the treaty's register."""

    date: Annotated[datetime.date, Day()] = say("The day of the act: of signature, or of deposit with the depositary.")
    source: Annotated[Ref, To("source")] | None = say("Source of this date, if not the line's.", default=None)
    note: Annotated[str, Text()] = say("What a reader must know of this date.", default="")


Dated = Annotated[Action, Shorthand("date")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """A state's part in one treaty. Without an act it says that the register was read and has none."""

    signed: Dated | None = say("Signature.", default=None)
    ratified: Dated | None = say("Deposit of an instrument of ratification.", default=None)
    accepted: Dated | None = say("Deposit of an instrument of acceptance.", default=None)
    approved: Dated | None = say("Deposit of an instrument of approval.", default=None)
    acceded: Dated | None = say("Deposit of an instrument of accession.", default=None)
    succeeded: Dated | None = say("Notification of succession.", default=None)
    consented: Dated | None = say("Notification of consent to be bound by a protocol.", default=None)
    provisionally_applied: Dated | None = say("Declaration of provisional application.", default=None)
    withdrawn: Dated | None = say("Day on which a withdrawal takes effect.", default=None)
    in_force: Annotated[Any, DayOrUnknown()] | None = say(
        "Entry into force for this state, only where it departs from the treaty's rule; `unknown` where it was looked for.",
        default=None,
    )
    source: Annotated[Ref, To("source")] | None = say("Source of the line, if not the treaty's register.", default=None)
    checked: Annotated[datetime.date, Day()] | None = say("The day as at which the source was read.", default=None)
    also: tuple[Annotated[Ref, To("source")], ...] = say(
        "Further sources that have the same dates, up to the day on which they were read.", default=()
    )
    note: Annotated[str, Text()] = say("What a reader must know of this line.", default="")

    def acts(self, words: Iterable[str] = ACTS) -> list[tuple[str, Action]]:
        """The dated acts that there are among some, each with its word, in the order of these."""
        return [(word, act) for word in words if (act := getattr(self, word))]

    def consent(self) -> tuple[str, Action] | None:
        """The act of consent and its word, or None."""
        return next(iter(self.acts(CONSENTS)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country(Fields):
    """The front matter of `content/countries/<slug>.md`."""

    formal_name: Annotated[str, Text()] = say("The formal name in the United Nations' terminology.", default="")
    iso3: Annotated[Code, OwnCode()] = say("ISO 3166-1 alpha-3 code.")
    iso2: Annotated[str, Matching("[A-Z]{2}", "a two-letter ISO 3166-1 code in capitals")] = say("ISO 3166-1 alpha-2 code.")
    m49: Annotated[str, Matching("[0-9]{3}", "a three-digit code of the United Nations' M49 standard")] = say(
        "Code of the United Nations' M49 standard, three digits."
    )
    un_status: Literal["member", "observer", "neither"] = say("Standing at the United Nations.")
    capital: Annotated[str, Text()] = say("The capital; left out where it is contested.", default="")
    languages: tuple[Annotated[str, Matching("[a-z]{2,3}", "a language code such as km")], ...] = say(
        "Official languages as BCP 47 codes.", default=(), example=["km"]
    )
    treaties: Mapping[Annotated[Ref, To("treaty")], Annotated[Participation, Shorthand("", empty="none")]] = field(
        default_factory=dict,
        metadata={
            "description": "The state's part in each treaty; a treaty that is not named is unknown.",
            "examples": [{"att": {"signed": "2013-10-18"}, "ccw-p5": "none"}],
        },
    )
    reporting: Mapping[Annotated[Ref, To("source")], tuple[Annotated[int, Number(1945, 2100)], ...]] = field(
        default_factory=dict,
        metadata={
            "description": "Calendar years reported on, by the instrument's register.",
            "examples": [{"unroca": ["1999", "2000"]}],
        },
    )
    sources: Citations = say("Sources of the names, codes and base facts.")


def read_after_acts(entry: Entry[Country]) -> Iterator[Complaint]:
    """A source has been read on or after the day of the acts that it tells."""
    for treaty, part in entry.fields.treaties.items():
        acts = [act.date for _, act in part.acts(DONE)]
        if part.checked and acts and part.checked < max(acts):
            yield ("treaties", treaty.slug, "checked"), f"must not be before the act of {max(acts)}; it is {part.checked}"
        if part.source and part.source in part.also:
            position = part.also.index(part.source)
            yield ("treaties", treaty.slug, "also", position), f"{part.source.slug} is the source of the line already"


def one_consent(entry: Entry[Country]) -> Iterator[Complaint]:
    """A state consents to be bound once."""
    for treaty, part in entry.fields.treaties.items():
        words = [word for word, _ in part.acts(CONSENTS)]
        if len(words) > 1:
            yield ("treaties", treaty.slug, words[1]), f"a state consents once; there is also “{words[0]}”"


def bound_before(entry: Entry[Country]) -> Iterator[Complaint]:
    """Only a state that has consented to be bound can withdraw, or have a day of entry into force."""
    for treaty, part in entry.fields.treaties.items():
        for word in ("withdrawn", "in_force"):
            if getattr(part, word) and not part.consent():
                yield ("treaties", treaty.slug, word), f"must stand beside an act of consent: {', '.join(CONSENTS)}"


def acts_in_order(entry: Entry[Country]) -> Iterator[Complaint]:
    """Signature comes before consent, consent before withdrawal and before entry into force."""
    for treaty, part in entry.fields.treaties.items():
        consent = part.consent()
        steps = [("signed", part.signed), consent or ("", None), ("withdrawn", part.withdrawn)]
        known = [(word, act.date) for word, act in steps if act]
        pairs = list(pairwise(known))
        if isinstance(part.in_force, datetime.date) and consent:
            pairs.append(((consent[0], consent[1].date), ("in_force", part.in_force)))
        for (first, before), (second, after) in pairs:
            if after < before:
                yield ("treaties", treaty.slug, second), f"must not be before “{first}” ({before}); it is {after}"


def years_in_order(entry: Entry[Country]) -> Iterator[Complaint]:
    """Years of reports rise and stand once."""
    for register, years in entry.fields.reporting.items():
        for position, (first, second) in enumerate(pairwise(years), 1):
            if second <= first:
                yield ("reporting", register.slug, position), f"years must rise; {second} follows {first}"


COUNTRY = ContentType(
    name="country",
    folder="countries",
    fields=Country,
    rules=(one_consent, bound_before, acts_in_order, read_after_acts, years_in_order, cited_once),
    unique=("title", "iso3", "iso2", "m49"),
    code="iso3",
)
