"""The schematic map: one equal square a state, cut to the states that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sitegen.model import Code


@dataclass(frozen=True)
class Place:
    """The place of a state: row and column, from 1."""

    code: Code
    row: int
    column: int


def places(layout: Sequence[Sequence[Code | str]], states: Collection[Code]) -> tuple[Place, ...]:
    """The places of the states that the layout knows, in reading order, moved to the top left corner.

    `layout` holds rows from top to bottom and codes from left to right, "" for an empty place.
    """
    return _places(tuple(tuple(row) for row in layout), frozenset(states))


@lru_cache(maxsize=256)
def _places(layout: tuple[tuple[Code | str, ...], ...], states: frozenset[Code]) -> tuple[Place, ...]:
    """The same few lists of states are laid out for many pages."""
    found = [
        (Code(code), row, column)
        for row, codes in enumerate(layout)
        for column, code in enumerate(codes)
        if code and code in states
    ]
    if not found:
        return ()
    top = min(row for _, row, _ in found)
    left = min(column for _, _, column in found)
    return tuple(Place(code, row - top + 1, column - left + 1) for code, row, column in found)
