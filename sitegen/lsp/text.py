"""A text in an editor: its lines, where its front matter ends, and columns in the units that the editor counts in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
"""By the protocol's name of an encoding of positions: how to encode a text, and the bytes of one unit."""


@dataclass(frozen=True)
class Span:
    """A stretch of one line: the line and two columns, all from 0, columns in characters."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """What an editor holds, saved or not; `yaml` says that it is front matter from end to end (the site's settings)."""

    raw: str
    yaml: bool = False

    @cached_property
    def lines(self) -> list[str]:
        return self.raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @cached_property
    def front(self) -> range:
        """The lines of the front matter without its dashes; to the end of the text where it is not closed yet."""
        if self.yaml:
            return range(len(self.lines))
        if self.lines[0].rstrip() != "---":
            return range(0)
        closing = (number for number, line in enumerate(self.lines[1:], 1) if line.rstrip() == "---")
        return range(1, next(closing, len(self.lines)))

    def line(self, number: int) -> str:
        """A line by its number from 0; nothing where the text is shorter."""
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def word_at(self, line: int, column: int, word: str) -> Span | None:
        """The first place of a word on a line, from a column on, or else anywhere on it; None where it is not there."""
        form = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        found = form.search(self.line(line), column) or form.search(self.line(line))
        return Span(line, *found.span()) if found and word else None


def to_units(line: str, column: int, encoding: str) -> int:
    """A column in characters as the editor counts it: UTF-16 units, if nothing else was agreed (LSP 3.17, Position)."""
    name, size = UNITS[encoding]
    return len(line[:column].encode(name, "surrogatepass")) // size


def from_units(line: str, units: int, encoding: str) -> int:
    """A column in characters from one in the editor's units; a column past the end, or inside a character, is drawn in."""
    name, size = UNITS[encoding]
    passed = 0
    for column, char in enumerate(line):
        passed += len(char.encode(name, "surrogatepass")) // size
        if passed > units:
            return column
    return len(line)
