"""The schematic map: one equal square a state, cut to the states that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
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


PITCH = 46
"""From one square to the next, in the units of a drawing; the square itself is 4 smaller."""


def corner(row: int, column: int) -> tuple[int, int]:
    """The upper left corner of a place's square in a drawing: x and y."""
    return (column - 1) * PITCH, (row - 1) * PITCH


def extent(found: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The width and height of a drawing with squares at some rows and columns."""
    corners = [corner(row, column) for row, column in found]
    return max(x for x, _ in corners) + PITCH, max(y for _, y in corners) + PITCH
