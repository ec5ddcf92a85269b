"""What Markdown shows as it is typed although a link, a heading, a table or emphasis was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

Found = tuple[int, int, str]
"""Line of the body and column, both from 0, and what must be."""

FOOTNOTE = "a footnote is not made; link to the source where it is named"
CODE = "a ` must be closed by another on its line, or left out"
BOX = "a box is not made; write a paragraph"
ONCE = (FOOTNOTE, BOX)
"""What takes two marks to write, and is told at the first."""

LINK = "a link must be written [words](country:nepal)"
LEFT_OVER = (
    (re.compile(r"\[\^[^\]\s]+\]|\[\d+\]"), FOOTNOTE),
    (re.compile(r"\[\[[\w|]"), LINK),
    (re.compile(r"\](?=[a-z]+:[a-z0-9][\w-]*\))"), f"a round bracket is not opened; {LINK}"),
    (re.compile(r"\]\s?\(\s*(?:[a-z]+:|/|#|www\.)"), f"{LINK}, in one piece"),
    (re.compile(r"\)\["), f"{LINK}; the square brackets come first"),
    (re.compile(r"\]\["), "the address of the link is missing; " + LINK),
    (re.compile(r"\[[^\[\]()]*\((?:[a-z]+:|/)"), f"a square bracket is not closed; {LINK}"),
    (re.compile(r"\*\*(?=\S)|(?<=\S)\*\*"), "** must stand before and behind what is emphasized, without a space within"),
    (re.compile(r"`"), CODE),
    (re.compile(r"\s\{#[\w-]+\}$"), "an anchor is made of the words of a heading; leave out what is in braces"),
    (re.compile(r"~~"), "text can't be struck out; leave it away"),
    (re.compile(r"^\[[ xX]\] "), "a list of tasks is not made; write a list"),
    (re.compile(r"^:::"), BOX),
)
HEADING = re.compile(r" {0,3}(#{1,6})(?![#\s])\S")
NO_HEADING = re.compile(r" {0,3}#{7,}(?:\s|$)")
BULLET = re.compile(r" {0,3}[•‣◦▪●]\s*\S")
DASH = re.compile(r" {0,3}-(?=[^\W\d]|\*\*|\[)")
ROW = re.compile(r" {0,3}\|.*\|\s*$")
DASHES = re.compile(r"[\s|:-]*-[\s|:-]*")


def in_text(text: str) -> Iterator[tuple[int, str]]:
    """Marks left over in text without code and links: position and what must be, the first of each text."""
    found = [(match.start(), words) for pattern, words in LEFT_OVER if (match := pattern.search(text))]
    yield from sorted(found)[:1]


def in_paragraph(lines: list[str], first: int) -> Iterator[Found]:
    """Lines of a paragraph that were meant as a heading or as a table; `first` is the line of the body it starts on."""
    for number, line in enumerate(lines, first):
        if heading := HEADING.match(line):
            yield number, heading.start(1), f"a space must stand after {heading[1]}"
        elif DASH.match(line):
            yield number, line.index("-"), "a space must stand after the dash that starts the line"
        elif NO_HEADING.match(line):
            yield number, 0, "a heading must have at most six #"
    if bullet := next((number for number, line in enumerate(lines, first) if BULLET.match(line)), None):
        yield bullet, 0, "a list must be written with a dash and a space before each item"
    rows = [number for number, line in enumerate(lines, first) if ROW.match(line)]
    if len(rows) > 1:
        yield rows[0], 0, "a table must have a line of dashes below its first, with as many columns: | --- | --- |"


def cells(row: str) -> int:
    """How many cells a line of a table has."""
    bare = re.sub(r"\\\|", "", row.strip())
    return len(bare.removeprefix("|").removesuffix("|").split("|"))
