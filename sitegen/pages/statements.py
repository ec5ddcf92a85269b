"""The list of statements: by occasion, by speaker, and by those for whom they were made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.derive.facts import Facts
from sitegen.links import alphabetical
from sitegen.pages.lines import Occasion, Said, occasion, said
from sitegen.pages.parts import bodies, in_time
from sitegen.site import Link, Page


@dataclass(frozen=True)
class StatementsView:
    """All that the list prints."""

    occasions: tuple[tuple[Occasion, tuple[Said, ...]], ...]
    speakers: tuple[tuple[str, tuple[Said, ...]], ...]
    behalves: tuple[tuple[Link, tuple[Said, ...]], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    statements = in_time(facts.library.of("statement"))
    events = dict.fromkeys(e.fields.event for e in reversed(statements))
    behalves = sorted({body for e in statements for body in bodies(e.fields.on_behalf_of, facts)}, key=lambda each: each.text)
    speakers = sorted({e.fields.speaker for e in statements if e.fields.speaker}, key=alphabetical)
    view = StatementsView(
        occasions=tuple(
            (occasion(facts.library[event]), tuple(said(e, facts) for e in statements if e.fields.event == event))
            for event in events
        ),
        speakers=tuple((name, tuple(said(e, facts) for e in statements if e.fields.speaker == name)) for name in speakers),
        behalves=tuple(
            (body, tuple(said(e, facts) for e in statements if body in bodies(e.fields.on_behalf_of, facts))) for body in behalves
        ),
    )
    yield Page("/statements/", "pages/statements.html", "Statements", "", view, section="/statements/")
