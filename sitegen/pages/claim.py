"""A claim's page: what is claimed, what is computed, the states that make the difference, and the groupings that fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sitegen.content_types.claim import Claim
from sitegen.derive.claims import Fit, counted_states
from sitegen.derive.facts import Facts
from sitegen.model import Code, Entry
from sitegen.pages.lines import Figure, figure
from sitegen.pages.parts import Cited, Row, TileMap, cited, entry_page, link, row, short, state_links, tile_map
from sitegen.pages.pictures import Caption, caption, grid_picture
from sitegen.planning import PagesOf
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
    map: TileMap | None
    default: FitLine | None
    best: tuple[FitLine, ...]
    others: tuple[FitLine, ...]
    sisters: int
    sources: tuple[Cited, ...]


def _pages(entry: Entry[Claim], shared: None, facts: Facts) -> Iterator[Page]:
    grid = claim_grid(entry, facts)
    pictures = grid_picture(entry.address, grid.caption, grid.map, grid.rows) if grid else {}
    yield entry_page(entry, "pages/claim.html", _view(entry, grid, facts), Link("Claims", "/claims/"), pictures=pictures)


plan = PagesOf("claim", _pages)
"""A page for every claim."""


def _view(entry: Entry[Claim], grid: ClaimGrid | None, facts: Facts) -> ClaimView:
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
        map=grid.map if grid else None,
        default=default[0] if default else None,
        best=tuple(fits[:SHOWN]),
        others=tuple(fits[SHOWN:]),
        sisters=max((fit.together for fit in found.fits), default=0),
        sources=tuple(cited(citation, facts) for citation in claim.sources),
    )


def _fit(fit: Fit, facts: Facts) -> FitLine:
    grouping = facts.library[fit.grouping]
    return FitLine(
        grouping=link(grouping),
        inferred=grouping.fields.confidence == "inferred",
        by=fit.by,
        computed=len(fit.states),
        off=fit.off,
        makes_up=state_links(fit.makes_up, facts) if len(fit.makes_up) <= 40 else (),
        together=fit.together,
    )


# ---- the grid -------------------------------------------------------------------------------------------------

FEW = 8
"""The most states that are marked one by one as those of which one makes the difference."""


@dataclass(frozen=True)
class ClaimGrid:
    """The grid of a claim: the states of the grouping counted on the claim's day, with those that make the difference."""

    caption: Caption
    map: TileMap
    rows: tuple[Row, ...]


def claim_grid(entry: Entry[Claim], facts: Facts) -> ClaimGrid | None:
    """The grid of a claim that counts states under a treaty; None for other claims, and where no grouping can be counted."""
    count, found = entry.fields.count, facts.verdicts[entry.ref]
    if not count or not found.grouping:
        return None
    fit = next(fit for fit in found.fits if fit.grouping == found.grouping and fit.states == found.states)
    moment = facts.moments[found.day]
    notes = differences(entry.fields, fit, found.day, facts)
    placed = {code for codes in facts.config.tile_grid for code in codes}
    lines = {
        state: row(moment.grids[count.treaty][state], link(e), facts)
        for e in facts.library.of("country")
        if (state := e.fields.iso3) in moment.members[fit.grouping] or (state in notes and state in placed)
    }
    rows = tuple(line for state, line in lines.items() if state in moment.members[fit.grouping])
    shown = replace(
        caption(count.treaty, fit.grouping, facts),
        title=entry.title,
        day=found.day,
        by=fit.by,
        claimed=entry.fields.value,
        computed=found.computed,
    )
    return ClaimGrid(shown, tile_map(lines.values(), facts, notes), rows)


def differences(claim: Claim, fit: Fit, day: date, facts: Facts) -> dict[Code, str]:
    """The states that make the difference, and how: `more` or `fewer` where with or without one of a few the claim would
    agree; else, where the source states no grouping, those counted `here` or `there` alone, there being the default grouping."""
    if 0 < len(fit.makes_up) <= FEW:
        return dict.fromkeys(fit.makes_up, "fewer" if fit.off > 0 else "more")
    if claim.grouping or claim.count is None:
        return {}
    moment = facts.moments[day]
    default = moment.members[facts.config.default_grouping]
    there = set(counted_states(claim.count, fit.by, moment.grids[claim.count.treaty], default))
    here = set(fit.states)
    return dict.fromkeys(sorted(here - there), "here") | dict.fromkeys(sorted(there - here), "there")
