"""Advice: who gives it, to whom, and the rule that tells which states it is about. The rule is our reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated, Literal

from sitegen.content_types import other_words
from sitegen.content_types.citation import Bodies, Citations, cited_once, one_body
from sitegen.model import Complaint, ContentType, Date, Entry, Fields, Number, PartialDate, Ref, Text, To, say
from sitegen.written import flow

ADDRESSEES = (
    "conferences of states parties",
    "CSP presidency",
    "ATT Secretariat",
    "WGTU",
    "WGETI",
    "WGTR",
    "VTF selection committee",
    "states parties",
    "exporting states parties",
    "signatories",
    "states",
    "donors",
    "national agencies",
    "regional organizations",
    "implementers of outreach",
    "civil society",
    "parliamentarians",
    "industry",
    "the whole ATT community",
)


PARTIES, MEMBERS = {"treaty": "att", "status": "party"}, {"grouping": "sas-indo-pacific"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which states: exactly one of all, any, not, treaty with status, grouping, country, met."""

    all: tuple[Rule, ...] = say("States that every part means.", default=(), example=[PARTIES, MEMBERS])
    any: tuple[Rule, ...] = say("States that some part means.", default=(), example=[PARTIES, MEMBERS])
    not_: Rule | None = say("States that the part does not mean.", default=None, example=MEMBERS)
    treaty: Annotated[Ref, To("treaty")] | None = say("A treaty; goes with status.", default=None)
    status: Literal["party", "signatory", "neither", "withdrawn", "unknown", ""] = say(
        "Status by deposit under the treaty.", default="", meant=other_words.STATUSES
    )
    grouping: Annotated[Ref, To("grouping")] | None = say("Members of a grouping.", default=None)
    country: Annotated[Ref, To("country")] | None = say("One state.", default=None)
    met: Literal["outreach", ""] = say("States that the presidents of CSP3 and CSP4 met in their outreach.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Fields):
    """The front matter of `content/recommendations/<slug>.md`."""

    issuers: Bodies = say("Who gives the advice.", example=["small-arms-survey"])
    issued: Annotated[Date, PartialDate()] = say("When it was given.")
    addressees: tuple[Literal[ADDRESSEES], ...] = say("To whom.", meant=other_words.ADDRESSEES)  # type: ignore[valid-type]
    topics: tuple[Annotated[Ref, To("topic")], ...] = say("What it is about.")
    part_of: Annotated[Ref, To("recommendation")] | None = say("The recommendation that it is a point of.", default=None)
    order: Annotated[int, Number(1, 999)] = say("Its place in the document, for lists.")
    heading: Annotated[str, Text()] = say("The heading that it stands under in the document, in our words.", default="")
    statement: Annotated[Ref, To("statement")] | None = say("The statement that it was made in.", default=None)
    applies_to: Rule | None = say(
        "The states that it is about, as a rule; our reading.",
        default=None,
        example={"all": [{"treaty": "att", "status": "signatory"}, MEMBERS]},
    )
    needs: Annotated[str, Text()] = say("What would have to be known to tell the states.", default="")
    sources: Citations = say(
        "Where it is printed; twice where it is printed twice.", example=[{"source": "wgtu-report-csp4", "at": "paragraph 6(a)"}]
    )


def rule_or_need(entry: Entry[Recommendation]) -> Iterator[Complaint]:
    """A rule and a need exclude each other, and each rule is of one kind."""
    if entry.fields.applies_to and entry.fields.needs:
        yield ("needs",), "must not stand beside applies_to"
    if entry.fields.applies_to:
        yield from _one_kind(entry.fields.applies_to, ("applies_to",))


def _one_kind(rule: Rule, path: tuple[str | int, ...]) -> Iterator[Complaint]:
    kinds = [name for name in ("all", "any", "not_", "treaty", "grouping", "country", "met") if getattr(rule, name)]
    if bool(rule.treaty) != bool(rule.status):
        yield path, f"must have treaty and status together, such as {flow(PARTIES)}"
    elif len(kinds) != 1:
        there = f"; parts that must all hold stand in all, such as {flow({'all': [PARTIES, MEMBERS]})}" if kinds else ""
        yield path, f"must have one of all, any, not, treaty with status, grouping, country, met{there}"
    for name in ("all", "any"):
        for position, part in enumerate(getattr(rule, name)):
            yield from _one_kind(part, (*path, name, position))
    if rule.not_:
        yield from _one_kind(rule.not_, (*path, "not"))


RECOMMENDATION = ContentType(
    name="recommendation",
    folder="recommendations",
    fields=Recommendation,
    rules=(rule_or_need, one_body("issuers"), cited_once),
    above="part_of",
    feed_date=attrgetter("issued"),
    issued_by=attrgetter("issuers"),
)
