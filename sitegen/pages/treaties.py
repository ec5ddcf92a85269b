"""The list of treaties by subject, and the matrix of the profiled states under all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.treaty import SUBJECTS
from sitegen.derive.facts import Facts
from sitegen.pages.lines import lead_first, under
from sitegen.pages.parts import link
from sitegen.pages.tally import Tally, tally
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Line:
    """A treaty with its numbers in the default grouping."""

    treaty: Link
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
    subjects = under(SUBJECTS, ((e.fields.subject, e) for e in lead_first(facts)))
    treaties = [e for _, found in subjects for e in found]
    view = TreatiesView(
        grouping=link(facts.library[default]),
        subjects=tuple(
            (subject, tuple(Line(link(e), tally(e.ref, default, facts)) for e in found)) for subject, found in subjects
        ),
        columns=tuple(Link(e.fields.short.partition(" (")[0], e.address) for e in treaties),
        matrix=tuple(
            MatrixRow(link(facts.library[state]), tuple(facts.grids[e.ref][state].status.value for e in treaties))
            for state in facts.states(default)
        ),
    )
    yield Page("/treaties/", "pages/treaties.html", "Treaties", "", view, section="/treaties/")
