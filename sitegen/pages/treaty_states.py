"""All states under a treaty on the site's date, by status: those with an act as lines with dates and sources, the others by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.treaty import Treaty
from sitegen.derive.facts import Facts
from sitegen.derive.status import Status
from sitegen.model import Entry
from sitegen.pages.parts import Cited, Row, link, register, state_links, state_rows
from sitegen.pages.tally import Tally, tally, world
from sitegen.site import Link, Page

ACTED = (Status.PARTY, Status.DEPOSITED, Status.SIGNATORY, Status.WITHDRAWN)


@dataclass(frozen=True)
class OfStatus:
    """The states of one status in alphabetical order: `rows` where they have acted, else `names`."""

    status: str
    rows: tuple[Row, ...]
    names: tuple[Link, ...]

    @property
    def size(self) -> int:
        return len(self.rows) + len(self.names)


@dataclass(frozen=True)
class TreatyStatesView:
    """All that the page prints; the states to which the treaty is not open are left out of `groups`."""

    treaty: Link
    register: Cited
    tally: Tally
    groups: tuple[OfStatus, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """A page for every treaty."""
    for entry in facts.library.of("treaty"):
        yield Page(
            address=f"{entry.address}states/",
            template="pages/treaty_states.html",
            title=f"{entry.title}: all states",
            description=f"Every state by its status under the {entry.title}, with dates and sources.",
            view=_view(entry, facts),
            section="/treaties/",
            trail=(Link("Treaties", "/treaties/"), link(entry)),
            entry=entry.ref,
        )


def _view(entry: Entry[Treaty], facts: Facts) -> TreatyStatesView:
    return TreatyStatesView(
        treaty=link(entry),
        register=register(entry.ref, facts),
        tally=tally(entry.ref, world(facts), facts),
        groups=tuple(_groups(entry, facts)),
    )


def _groups(entry: Entry[Treaty], facts: Facts) -> Iterator[OfStatus]:
    sets = facts.past.treaties[entry.ref].sets.on(facts.as_of)
    for status in Status:
        found = sets.get(status, frozenset())
        if found and status is not Status.NO_PART:
            states = [e.fields.iso3 for e in facts.library.of("country") if e.fields.iso3 in found]
            acted = status in ACTED
            yield OfStatus(
                status.value,
                state_rows(entry.ref, states, facts) if acted else (),
                () if acted else state_links(states, facts),
            )
