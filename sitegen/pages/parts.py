"""The pieces that several pages' views are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sitegen.charts.tile_grid import places
from sitegen.content_types.citation import Body, Citation
from sitegen.content_types.country import Participation
from sitegen.content_types.treaty import Treaty
from sitegen.derive.facts import Facts
from sitegen.derive.readings import knows_up_to, last_act, told_by
from sitegen.derive.status import Standing, Status
from sitegen.model import Code, Entry, Ref
from sitegen.site import Link, Page, Picture


@dataclass(frozen=True)
class Cited:
    """A source, the place in it, and the day as at which it was read."""

    source: Link
    at: str
    checked: date | None


@dataclass(frozen=True)
class Told:
    """An act that has a source of its own, or a note."""

    word: str
    source: Cited | None
    note: str


@dataclass(frozen=True)
class Row:
    """One state under one treaty, as a line of a table: `label` is the state or the treaty; `title` spells the treaty out.
    Further sources have a day where they know the acts up to it alone; `told` are acts with a source or a note of their own."""

    label: Link
    code: str
    status: str
    signed: date | None
    consent: str
    consent_date: date | None
    in_force: date | None
    provisional: date | None
    withdrawn: date | None
    source: Cited | None
    also: tuple[tuple[Link, date | None], ...]
    note: str
    title: str
    by_register: bool = True
    told: tuple[Told, ...] = ()

    @property
    def since(self) -> date | None:
        return self.withdrawn or self.consent_date or self.signed


def link(entry: Entry[Any], text: str = "") -> Link:
    return Link(text or entry.title, entry.address)


def entry_page(
    entry: Entry[Any],
    template: str,
    view: Any,
    *trail: Link,
    description: str = "",
    pictures: Mapping[str, Picture] | None = None,
) -> Page:
    """The page of an entry: its title, what describes it (else the start of its text), the way to it, its file and its data."""
    return Page(
        address=entry.address,
        template=template,
        title=entry.title,
        description=description or beginning(entry.body.text),
        view=view,
        section=trail[0].address,
        trail=trail,
        source=entry.path,
        data=f"{entry.address}index.json",
        entry=entry.ref,
        pictures=pictures or {},
        changes=entry.fields.changes[::-1],
    )


def beginning(text: str, limit: int = 160) -> str:
    """The start of a text, cut between words."""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def numbered(anchors: Iterable[str]) -> tuple[str, ...]:
    """Anchors of one page, each with a number behind it from the second time on: `unoda`, `unoda-2`."""
    seen: dict[str, int] = {}
    found = []
    for each in anchors:
        seen[each] = seen.get(each, 0) + 1
        found.append(each if seen[each] == 1 else f"{each}-{seen[each]}")
    return tuple(found)


def short(entry: Entry[Any]) -> Link:
    """A link with the entry's short name, for tables."""
    return Link(entry.fields.short, entry.address)


def cited(citation: Citation, facts: Facts) -> Cited:
    source = facts.library[citation.source]
    return Cited(link(source), citation.at, source.fields.checked)


def row(standing: Standing, label: Link, facts: Facts) -> Row:
    """A line with its source: the line's own, or the treaty's register."""
    part, treaty = participation(standing, facts), facts.library[standing.treaty]
    source, day = told_by(part, treaty.fields, facts.library)
    return Row(
        label=label,
        code=standing.state,
        status=standing.status.value,
        signed=standing.signed,
        consent=standing.consent,
        consent_date=standing.consent_date,
        in_force=standing.in_force,
        provisional=standing.provisional,
        withdrawn=standing.withdrawn,
        source=Cited(short(facts.library[source]), "", day) if part else None,
        also=tuple(_also(part, facts)) if part else (),
        note=part.note if part else "",
        title=treaty.title if label == short(treaty) and label.text != treaty.title else "",
        by_register=source == treaty.fields.register.source,
        told=tuple(_told(part, treaty, facts)) if part else (),
    )


def _also(part: Participation, facts: Facts) -> Iterator[tuple[Link, date | None]]:
    last = last_act(part)
    for source in (facts.library[ref] for ref in part.also):
        day = knows_up_to(source.fields)
        yield short(source), day if last and day < last else None


def _told(part: Participation, treaty: Entry[Treaty], facts: Facts) -> Iterator[Told]:
    for word, act in part.acts():
        if act.source or act.note:
            source, day = told_by(part, treaty.fields, facts.library, act)
            yield Told(word, Cited(short(facts.library[source]), "", day) if act.source else None, act.note)


def register(treaty: Ref, facts: Facts) -> Cited:
    """The register of a treaty, with the day as at which it was read."""
    found = facts.library[treaty].fields.register
    return Cited(short(facts.library[found.source]), "", found.checked)


def participation(standing: Standing, facts: Facts) -> Participation | None:
    found: Participation | None = facts.library[standing.state].fields.treaties.get(standing.treaty)
    return found


def state_rows(treaty: Ref, states: Iterable[Code], facts: Facts) -> tuple[Row, ...]:
    """The lines of some states under a treaty, in the order given."""
    return tuple(row(facts.grids[treaty][state], link(facts.library[state]), facts) for state in states)


class Stand(NamedTuple):
    """What a tile tells of a state: its status, and the day of the act that gave it."""

    label: Link
    code: str
    status: str
    since: date | None


class Tile(NamedTuple):
    """A state's square in the schematic map; `note` says how it makes a difference, as the component words it."""

    row: int
    column: int
    line: Stand
    note: str = ""


@dataclass(frozen=True)
class TileMap:
    """A schematic map: its tiles in reading order, its number of columns, how many states it has no place for, and the
    notes that its tiles have."""

    tiles: tuple[Tile, ...]
    columns: int
    statuses: tuple[str, ...]
    elsewhere: int
    notes: tuple[str, ...] = ()


def tile_map(rows: Iterable[Row | Stand], facts: Facts, notes: Mapping[Code, str] | None = None) -> TileMap:
    """Lay out lines of states as tiles, some of them with a note."""
    noted = notes or {}
    stands = (each if isinstance(each, Stand) else Stand(each.label, each.code, each.status, each.since) for each in rows)
    by_code = {Code(each.code): each for each in stands}
    found = places(facts.config.tile_grid, by_code.keys())
    tiles = tuple(Tile(place.row, place.column, by_code[place.code], noted.get(place.code, "")) for place in found)
    present = {tile.line.status for tile in tiles}
    return TileMap(
        tiles=tiles,
        columns=max((place.column for place in found), default=0),
        statuses=tuple(status.value for status in Status if status.value in present),
        elsewhere=len(by_code) - len(tiles),
        notes=tuple(dict.fromkeys(tile.note for tile in tiles if tile.note)),
    )


def in_time(entries: Iterable[Entry[Any]]) -> tuple[Entry[Any], ...]:
    """Entries with a date in order of time, then of title."""
    return tuple(sorted(entries, key=lambda e: (e.fields.date.start, e.fields.date.end, e.slug)))


def bodies(found: Iterable[Body], facts: Facts) -> tuple[Link, ...]:
    """Organizations and states as links."""
    return tuple(link(facts.library[body.ref]) for body in found if body.ref)


def links_to(refs: Iterable[Ref], facts: Facts) -> tuple[Link, ...]:
    return tuple(link(facts.library[ref]) for ref in refs)


def state_links(states: Iterable[Code], facts: Facts) -> tuple[Link, ...]:
    """States as links in alphabetical order of their names."""
    wanted = set(states)
    return tuple(link(e) for e in facts.library.of("country") if e.fields.iso3 in wanted)


def referring(ref: Ref, type_name: str, facts: Facts) -> tuple[Entry[Any], ...]:
    """The entries of a type that refer to an entry."""
    return tuple(e for e in facts.library.backlinks.get(ref, ()) if e.type == type_name)


def by_type(entry: Entry[Any], facts: Facts, without: Collection[Link] = ()) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """The entries that refer to an entry, by the name of their type, in the order of the library."""
    found = [e for e in facts.library.backlinks.get(entry.ref, ()) if link(e) not in without]
    kinds = dict.fromkeys(e.type for e in facts.library.entries.values())
    return tuple((kind, tuple(link(e) for e in found if e.type == kind)) for kind in kinds if any(e.type == kind for e in found))
