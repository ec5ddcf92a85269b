"""The list of treaties by subject, and the matrix of the profiled states under all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.treaty import SUBJECTS
from sitegen.derive.facts import Facts
from sitegen.pages.parts import Tally, link, short, tally
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Line:
    """A treaty with its numbers in the default grouping."""

    treaty: Link
    short: str
    tally: Tally


@dataclass(frozen=True)
class MatrixRow:
    """A state with its status under each treaty, in the order of the columns."""

    state: Link
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class TreatiesView:
    """All that the list prints."""

    grouping: Link
    subjects: tuple[tuple[str, tuple[Line, ...]], ...]
    columns: tuple[Link, ...]
    matrix: tuple[MatrixRow, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    default = facts.config.default_grouping
    lead = facts.config.lead_treaty
    treaties = sorted(facts.library.of("treaty"), key=lambda e: (SUBJECTS.index(e.fields.subject), e.ref != lead))
    lines = [(e.fields.subject, Line(link(e), e.fields.abbreviation, tally(e.ref, default, facts))) for e in treaties]
    view = TreatiesView(
        grouping=link(facts.library[default]),
        subjects=tuple(
            (subject, tuple(line for s, line in lines if s == subject)) for subject in dict.fromkeys(s for s, _ in lines)
        ),
        columns=tuple(short(e) for e in treaties),
        matrix=tuple(
            MatrixRow(link(facts.library[state]), tuple(facts.grids[e.ref][state].status.value for e in treaties))
            for state in facts.states(default)
        ),
    )
    yield Page("/treaties/", "pages/treaties.html", "Treaties", "", view, section="/treaties/")
