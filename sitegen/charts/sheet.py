"""What stands around the drawing of a picture that is a file of its own: heading above, legend, source and licence below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

MARGIN, LEADING = 24, 19
"""The space around everything, and from one line of text to the next, in the units of the drawing."""
TITLE_LEADING = 27
LEAST_WIDTH = 640
COLUMN = 296
"""The width of a column of the legend."""
WIDTH_OF_A_LETTER, WIDTH_OF_A_TITLE_LETTER = 7, 12
"""At sizes of 13 and 20, on the wide side."""


@dataclass(frozen=True)
class Line:
    """A line of text with its baseline."""

    text: str
    y: int


@dataclass(frozen=True)
class Spot:
    """Where an item of the legend stands: the corner of its shape."""

    x: int
    y: int


@dataclass(frozen=True)
class Sheet:
    """The size of a picture and the places of all that is not drawing.

    `title` and `text` are above the drawing, whose corner is `spot`, `under` the baselines of as many lines between as the template
    words itself; `legend` has a spot an item; `notes` baselines below it, then the lines of `sources`, and `site`, `address` and
    `licence` at the end.
    """

    width: int
    height: int
    title: tuple[Line, ...]
    text: tuple[Line, ...]
    under: tuple[int, ...]
    spot: Spot
    legend: tuple[Spot, ...]
    notes: tuple[int, ...]
    sources: tuple[Line, ...]
    site: int
    address: int
    licence: int


@dataclass(frozen=True)
class Contents:
    """What a sheet is laid out for: texts to wrap, the size of the drawing, and the numbers of lines that the template words:
    `legend` items stand in columns, `wide` ones have a line each."""

    title: str
    text: Sequence[str]
    drawing: tuple[int, int]
    sources: Sequence[str]
    under: int = 0
    legend: int = 0
    wide: int = 0
    notes: int = 0


def sheet(contents: Contents) -> Sheet:
    """Lay out a picture from top to bottom; texts are wrapped to its width."""
    width = max(LEAST_WIDTH, contents.drawing[0] + 2 * MARGIN)
    room = width - 2 * MARGIN
    title, y = _lines([contents.title], MARGIN - 4, TITLE_LEADING, room // WIDTH_OF_A_TITLE_LETTER)
    text, y = _lines(contents.text, y + 4, LEADING, room // WIDTH_OF_A_LETTER)
    under, y = _baselines(contents.under, y)
    spot = Spot(MARGIN, y + LEADING)
    y = spot.y + contents.drawing[1] + LEADING
    columns = room // COLUMN
    legend = tuple(Spot(MARGIN + n % columns * COLUMN, y + n // columns * (LEADING + 4)) for n in range(contents.legend))
    y += -(-contents.legend // columns) * (LEADING + 4)
    legend += tuple(Spot(MARGIN, y + n * (LEADING + 4)) for n in range(contents.wide))
    y += contents.wide * (LEADING + 4)
    notes, y = _baselines(contents.notes, y)
    sources, y = _lines(contents.sources, y, LEADING, room // WIDTH_OF_A_LETTER)
    site, address, licence = (y + n * LEADING for n in (1, 2, 3))
    return Sheet(width, licence + MARGIN, title, text, under, spot, legend, notes, sources, site, address, licence)


def _lines(texts: Sequence[str], y: int, leading: int, letters: int) -> tuple[tuple[Line, ...], int]:
    """The lines of some texts from below `y` on, and the last baseline."""
    found = [line for text in texts for line in wrap(text, letters)]
    return tuple(Line(line, y + leading * n) for n, line in enumerate(found, 1)), y + leading * len(found)


def _baselines(count: int, y: int) -> tuple[tuple[int, ...], int]:
    return tuple(y + LEADING * n for n in range(1, count + 1)), y + LEADING * count
