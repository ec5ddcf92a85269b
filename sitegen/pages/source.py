"""A source's page: what it is, its misprints, and everything that is taken from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sitegen.content_types.source import Source
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.parts import by_type, entry_page, link, numbered
from sitegen.planning import PagesOf
from sitegen.site import Link, Page

PLACED = ("event", "statement", "recommendation", "claim", "toolkit")
"""The types whose entries are passages of a source."""


ORDINALS = {
    word: number
    for number, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], 1
    )
}
NUMBER = re.compile(rf"([0-9]+|\b(?:{'|'.join(ORDINALS)})\b)")


@dataclass(frozen=True)
class Passage:
    """A place of the source and the entry that holds what stands there."""

    anchor: str
    at: str
    entry: Link
    type: str


@dataclass(frozen=True)
class SourceView:
    """All that a source's page prints: `passages` are what is taken from a place in it, in their order; `taken` the entries
    that refer to it, by the name of their type."""

    source: Source
    body: str
    publisher: Link | None
    passages: tuple[Passage, ...]
    taken: tuple[tuple[str, tuple[Link, ...]], ...]


def _pages(entry: Entry[Source], shared: None, facts: Facts) -> Iterator[Page]:
    publisher = entry.fields.publisher
    passages = _passages(entry, facts)
    view = SourceView(
        source=entry.fields,
        body=entry.body.html,
        publisher=link(facts.library[publisher]) if publisher else None,
        passages=passages,
        taken=by_type(entry, facts, without={passage.entry for passage in passages}),
    )
    yield entry_page(entry, "pages/source.html", view, Link("Sources", "/sources/"))


plan = PagesOf("source", _pages)
"""A page for every source."""


def _passages(entry: Entry[Source], facts: Facts) -> tuple[Passage, ...]:
    """What entries take from a numbered place of the source, in the order of its parts and of the places in them."""
    found = [
        Passage(e.slug, citation.at, link(e), e.type)
        for e in facts.library.backlinks.get(entry.ref, ())
        if e.type in PLACED
        for citation in e.fields.sources
        if citation.source == entry.ref
    ]
    parts = entry.fields.parts
    found.sort(key=lambda passage: (_part(passage.at, parts), _natural(passage.at), passage.entry.text))
    anchors = numbered(passage.anchor for passage in found)
    return tuple(replace(passage, anchor=anchor) for passage, anchor in zip(found, anchors, strict=True))


def _part(place: str, parts: tuple[str, ...]) -> int:
    """The position of the part that a place is in; places of no named part come last."""
    return next((i for i, part in enumerate(parts) if place.casefold().startswith(part.casefold())), len(parts))


def _natural(place: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers in text by their size, in digits or in words: entry 9 before entry 57, the second point before
    the fifth."""
    pieces = NUMBER.split(place.casefold())
    return tuple((1, ORDINALS.get(piece) or int(piece), "") if NUMBER.fullmatch(piece) else (0, 0, piece) for piece in pieces)
