"""Pictures that stand for a page where it is shared: the only user of Pillow, which brings the letters along."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
GROUND, PANEL, INK, MUTED, BAND, EDGE = "#ffffff", "#f6f8fa", "#14202b", "#4a5a68", "#009edb", "#6b7c8a"
PARTY, SIGNATORY, ON_SIGNATORY = "#0b5c8a", "#cfe6f3", "#0b3046"
LEFT = 60
GRID = (530, 215, 1140, 575)
"""The box of the grid: left, top, right, bottom."""
STEPS = 8
"""Steps between two colours."""


@dataclass(frozen=True)
class Square:
    """A state's square: row and column from 1, its code, its status, and whether the picture is about it."""

    row: int
    column: int
    code: str
    status: str
    chosen: bool = False


@dataclass(frozen=True)
class Figure:
    """A number, the word for what it counts, and the status whose look it has, if any."""

    number: int
    word: str
    status: str = ""


@dataclass(frozen=True)
class Card:
    """All that a picture shows: whose site it is, what it is about, the squares, the figures, and the lines below them
    that say on which list they were counted, for which day."""

    name: str
    heading: str
    squares: tuple[Square, ...]
    figures: tuple[Figure, ...]
    lines: tuple[str, ...]
    day: date


def draw(card: Card, day: str) -> bytes:
    """`day` is the card's day in words. A PNG of 1200 × 630 pixels; the same card gives the same bytes with the same release of Pillow."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 14), fill=BAND)
    _text(pen, (LEFT, 44), card.name, 28, MUTED)
    for number, line in enumerate(_wrapped(card.heading, 40)[:2]):
        _text(pen, (LEFT, 88 + number * 56), line, 50, INK)
    _figures(pen, card.figures)
    for number, line in enumerate(line for text in (*card.lines, day) for line in _wrapped(text, 33)):
        _text(pen, (LEFT, 478 + number * 31), line, 23, MUTED)
    _grid(pen, card.squares)
    out = io.BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
    return out.getvalue()


@cache
def _palette() -> Image:
    """The few colours of the pictures, with the steps between each ink and its ground that smooth edges need: to look up a
    colour in a known palette takes a tenth of the time of finding one."""
    from PIL import Image, ImageColor

    colours: dict[tuple[int, ...], None] = {}
    for ground, ink in ((GROUND, INK), (GROUND, MUTED), (GROUND, EDGE), (PARTY, GROUND), (SIGNATORY, ON_SIGNATORY), (BAND, BAND)):
        ends = [ImageColor.getrgb(each) for each in (ground, ink)]
        for step in range(STEPS + 1):
            colours[tuple((a * (STEPS - step) + b * step) // STEPS for a, b in zip(*ends, strict=True))] = None
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in colours for part in colour])
    return image


def _figures(pen: ImageDraw, figures: tuple[Figure, ...]) -> None:
    for number, figure in enumerate(figures):
        top = 222 + number * 80
        if figure.status:
            _mark(pen, (LEFT, top + 12, LEFT + 44, top + 56), figure.status)
        left = LEFT + (64 if figure.status else 0)
        _text(pen, (left, top), str(figure.number), 60, INK)
        _text(pen, (left + 34 * len(str(figure.number)) + 18, top + 22), figure.word, 34, MUTED)


def _grid(pen: ImageDraw, squares: tuple[Square, ...]) -> None:
    """The squares to scale in their box, each with its code."""
    left, top, right, bottom = GRID
    columns, rows = max((s.column for s in squares), default=1), max((s.row for s in squares), default=1)
    step = min((right - left) // columns, (bottom - top) // rows, 80)
    for square in squares:
        x, y = right - (columns - square.column + 1) * step, top + (square.row - 1) * step
        box = (x + 2, y + 2, x + step - 2, y + step - 2)
        _mark(pen, box, square.status)
        ink = {"party": GROUND, "deposited": GROUND, "signatory": ON_SIGNATORY}.get(square.status, INK)
        _text(pen, (x + step / 2, y + step / 2), square.code, max(step // 3, 8), ink, anchor="mm")
        if square.chosen:
            pen.rectangle((x - 2, y - 2, x + step + 1, y + step + 1), outline=INK, width=4)


def _mark(pen: ImageDraw, box: tuple[int, int, int, int], status: str) -> None:
    """A square in the look of a status: one hue by lightness, dotted corners for what is not known."""
    fill = {"party": PARTY, "deposited": PARTY, "signatory": SIGNATORY}.get(status, GROUND)
    pen.rectangle(box, fill=fill, outline=PARTY if fill == PARTY else EDGE, width=2)
    if status in ("withdrawn", "unknown", "no-part"):
        pen.line((box[0], box[3], box[2], box[1]), fill=EDGE, width=1)


def _text(pen: ImageDraw, place: tuple[float, float], text: str, size: int, ink: str, anchor: str = "la") -> None:
    pen.text(place, plain(text), font=_font(size), fill=ink, anchor=anchor)


@cache
def _font(size: int) -> FreeTypeFont:
    """The letters that Pillow brings along, in a size in pixels."""
    from PIL import ImageFont

    found = ImageFont.load_default(size)
    assert isinstance(found, ImageFont.FreeTypeFont)
    return found


def plain(text: str) -> str:
    """Text in the letters that the bundled font has: without accents, dashes as hyphens, and `?` for any other."""
    bare = unicodedata.normalize("NFKD", text.replace("–", "-").replace("—", "-").replace("‑", "-"))
    kept = (sign for sign in bare if not unicodedata.combining(sign))
    return "".join(sign if " " <= sign <= "~" or sign in "’‘“”" else "?" for sign in kept)


def _wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most so many letters, broken between words."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
