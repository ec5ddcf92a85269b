"""The search page: a form for the full text, and without it every entry from A to Z."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sitegen.derive.facts import Facts
from sitegen.links import alphabetical
from sitegen.model import Entry
from sitegen.pages.parts import link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Choice:
    """One option of a filter: the value that the index knows, and its words."""

    value: str
    text: str


@dataclass(frozen=True)
class Letter:
    """A letter with the entries that start with it, each with its type; what starts with no letter stands under 0."""

    letter: str
    entries: tuple[tuple[Link, str], ...]


@dataclass(frozen=True)
class SearchView:
    """All that the page prints; `types` are the types of the entries and, last, lists."""

    types: tuple[str, ...]
    countries: tuple[Choice, ...]
    treaties: tuple[Choice, ...]
    letters: tuple[Letter, ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    entries = facts.library.entries.values()
    view = SearchView(
        types=(*dict.fromkeys(entry.type for entry in entries), "list"),
        countries=_choices("country", facts),
        treaties=_choices("treaty", facts),
        letters=_letters(entries),
    )
    description = "Search every page, or find an entry in the list from A to Z."
    yield Page("/search/", "pages/search.html", "Search", description, view, runs_wasm=True)


def _choices(type_name: str, facts: Facts) -> tuple[Choice, ...]:
    return tuple(Choice(entry.slug, entry.title) for entry in facts.library.of(type_name))


def _letters(entries: Iterable[Entry[Any]]) -> tuple[Letter, ...]:
    """Entries by the first letter of their titles, without regard to accents, quotation marks and case."""
    ordered = sorted((*_sort_key(entry), entry) for entry in entries)
    return tuple(
        Letter(letter, tuple((link(entry), entry.type) for *_, entry in found))
        for letter, found in groupby(ordered, lambda e: e[0])
    )


def _sort_key(entry: Entry[Any]) -> tuple[str, str, str, str]:
    """The letter, the title from its first letter or digit on, and what tells twins apart."""
    bare = alphabetical(entry.title)[0]
    start = next((place for place, sign in enumerate(bare) if sign.isalnum()), 0)
    letter = bare[start : start + 1].upper()
    return letter if letter.isalpha() else "0", bare[start:], entry.type, entry.slug
