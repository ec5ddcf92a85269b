"""A claim's page: what is claimed, what is computed, the states that make the difference, and the groupings that fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.content_types.claim import Claim
from sitegen.derive.claims import Fit
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.lines import Figure, figure
from sitegen.pages.parts import Cited, cited, entry_page, link, short, state_links
from sitegen.site import Link, Page

SHOWN = 8


@dataclass(frozen=True)
class FitLine:
    """A grouping and what it gives: the number, how far off, the rule of counting, and one state more or fewer that agrees."""

    grouping: Link
    inferred: bool
    by: str
    computed: int
    off: int
    makes_up: tuple[Link, ...]
    together: int


@dataclass(frozen=True)
class ClaimView:
    """All that a claim's page prints."""

    claim: Claim
    body: str
    line: Figure
    day: date
    reason: str
    treaty: Link | None
    country: Link | None
    inferred: bool
    counted: tuple[Link, ...]
    default: FitLine | None
    best: tuple[FitLine, ...]
    others: tuple[FitLine, ...]
    sisters: int
    sources: tuple[Cited, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """A page for every claim."""
    for entry in facts.library.of("claim"):
        yield entry_page(entry, "pages/claim.html", _view(entry, facts), Link("Claims", "/claims/"))


def _view(entry: Entry[Claim], facts: Facts) -> ClaimView:
    claim = entry.fields
    found = facts.verdicts[entry.ref]
    fits = [_fit(fit, facts) for fit in found.fits]
    default = [line for fit, line in zip(found.fits, fits, strict=True) if fit.grouping == facts.config.default_grouping]
    about = claim.count or claim.ordinal or claim.treaty_date or claim.reach
    return ClaimView(
        claim=claim,
        body=entry.body.html,
        line=figure(entry, facts),
        day=found.day,
        reason=found.reason,
        treaty=short(facts.library[about.treaty]) if about else None,
        country=link(facts.library[claim.ordinal.country]) if claim.ordinal else None,
        inferred=bool(found.grouping and facts.library[found.grouping].fields.confidence == "inferred"),
        counted=state_links(found.states, facts),
        default=default[0] if default else None,
        best=tuple(fits[:SHOWN]),
        others=tuple(fits[SHOWN:]),
        sisters=max((fit.together for fit in found.fits), default=0),
        sources=tuple(cited(citation, facts) for citation in claim.sources),
    )


def _fit(fit: Fit, facts: Facts) -> FitLine:
    grouping = facts.library[fit.grouping]
    return FitLine(
        grouping=short(grouping),
        inferred=grouping.fields.confidence == "inferred",
        by=fit.by,
        computed=len(fit.states),
        off=fit.off,
        makes_up=state_links(fit.makes_up, facts) if len(fit.makes_up) <= 40 else (),
        together=fit.together,
    )
