"""The list of groupings by kind, with their counts under the lead treaty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.grouping import KINDS
from sitegen.derive.facts import Facts
from sitegen.pages.lines import under
from sitegen.pages.parts import short
from sitegen.pages.tally import Tally, tally
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Line:
    """A grouping with its full size (members without an entry included) and its numbers."""

    tally: Tally
    size: int
    inferred: bool


@dataclass(frozen=True)
class GroupingsView:
    """All that the list prints."""

    treaty: Link
    kinds: tuple[tuple[str, tuple[Line, ...]], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    treaty = facts.config.lead_treaty
    lines = [
        (e.fields.kind, Line(tally(treaty, e.ref, facts), e.fields.size, e.fields.confidence == "inferred"))
        for e in facts.library.of("grouping")
    ]
    view = GroupingsView(short(facts.library[treaty]), under(KINDS, lines))
    yield Page("/groupings/", "pages/groupings.html", "Groupings", "", view, section="/groupings/")
