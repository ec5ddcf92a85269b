"""Front matter that is still being typed: where its keys and values stand, told by indentation and brackets alone.

The build reads YAML with PyYAML, which gives up at the first mistake. Here a line that can't be read loses itself and
nothing else. Only what content uses is known: block and flow lists and mappings, plain and quoted text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sitegen.lsp.text import Span, Text
from sitegen.model import Path

KEY = re.compile(r"([\"']?)([^\s:#\[\]{},\"'-][^:#\[\]{},\"']*?)\1[ \t]*:(?=\s|$)")
DASH = re.compile(r"-(?: +|$)")
COMMENT = re.compile(r"(?:^|\s)#.*")
Kind = Literal["key", "value", "item", "none"]


@dataclass(frozen=True)
class Spot:
    """A key or a value as it is written: its path and its place, quotation marks left out."""

    kind: Kind
    path: Path
    span: Span
    text: str


@dataclass(frozen=True)
class Context:
    """What is typed at a place: a key of the mapping at a path, the value at a path, or an item of a list, which may be a
    value or begin with a key. `start` is the column where it begins, `before` what of it stands before the cursor."""

    kind: Kind
    path: Path
    start: int
    before: str


@dataclass
class _Level:
    """A mapping or a list that goes on: its column (-1 in brackets), its path, and the key or the position it is at."""

    kind: str
    path: Path
    column: int = -1
    step: str | int | None = None

    @property
    def here(self) -> Path:
        return self.path if self.step is None else (*self.path, self.step)


def spots(text: Text) -> list[Spot]:
    """Every key and value of the front matter in the order of the text."""
    scanner = _Scanner()
    for number in text.front:
        scanner.feed(number, text.lines[number])
    return scanner.spots


def context(text: Text, line: int, column: int) -> Context:
    """What is typed at a place of the front matter; line and column from 0, the column in characters."""
    scanner = _Scanner()
    for number in range(text.front.start, line):
        scanner.feed(number, text.lines[number])
    return scanner.last(line, text.lines[line][:column])


class _Scanner:
    """Goes through lines and keeps what is open: mappings and lists by indentation, then those in brackets."""

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self.blocks: list[_Level] = []
        self.brackets: list[_Level] = []
        self.bracket_indent = self.folded = -1
        self.now = Context("none", (), 0, "")

    def feed(self, number: int, line: str) -> None:
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        self.now = Context("none", (), len(line), "")
        if self.folded >= 0 and (indent > self.folded or not content):
            return
        self.folded = -1
        if self.brackets and KEY.match(content) and indent <= self.bracket_indent:
            self.brackets.clear()  # a bracket was left open, and the next key stands below it
        if self.brackets:
            self._flow(number, line, indent)
        elif content.strip() and not content.startswith("#"):
            self._block(number, line, indent)

    def last(self, number: int, line: str) -> Context:
        """The context at the end of a line that is cut at the cursor."""
        content = line.lstrip(" ")
        self.feed(number, line)
        if content or self.folded >= 0 or self.brackets:
            return self.now
        return self._at_column(len(line), len(line), "")

    # ---- by indentation ----

    def _block(self, number: int, line: str, column: int) -> None:
        dashed = False
        while dash := DASH.match(line, column):
            self._dash(column)
            dashed, column = True, dash.end()
        if key := KEY.match(line, column):
            self._key(column, key[2])
            path = self.blocks[-1].here
            self.spots.append(Spot("key", path, Span(number, key.start(2), key.end(2)), key[2]))
            gap = re.compile(r"[ \t]*").match(line, key.end())
            self._value(number, line, gap.end() if gap else key.end(), path, "value")
        elif dashed:
            self._value(number, line, column, self.blocks[-1].here, "item")
        else:
            self.now = self._at_column(column, column, line[column:])

    def _dash(self, column: int) -> None:
        while self.blocks and self.blocks[-1].column > column:
            self.blocks.pop()
        top = self.blocks[-1] if self.blocks else None
        if top and top.kind == "list" and top.column == column and isinstance(top.step, int):
            top.step += 1
        else:
            self.blocks.append(_Level("list", top.here if top else (), column, 0))

    def _key(self, column: int, name: str) -> None:
        self._leave(column)
        top = self.blocks[-1] if self.blocks else None
        if top and top.kind == "map" and top.column == column:
            top.step = name
        else:
            self.blocks.append(_Level("map", top.here if top else (), column, name))

    def _leave(self, column: int) -> None:
        """Leave what a key at a column can't belong to."""
        while self.blocks and self.blocks[-1].column >= column:
            if (self.blocks[-1].kind, self.blocks[-1].column) == ("map", column):
                return
            self.blocks.pop()

    def _at_column(self, column: int, start: int, before: str) -> Context:
        """What begins at a column: a key of the mapping that stands there, or what its last key lacks."""
        levels = [level for level in self.blocks if level.column < column or (level.column == column and level.kind == "map")]
        if not levels:
            return Context("key", (), start, before)
        top = levels[-1]
        return Context("key", top.path, start, before) if top.column == column else Context("item", top.here, start, before)

    def _value(self, number: int, line: str, start: int, path: Path, kind: Kind) -> None:
        first = line[start : start + 1]
        if first and first in "[{":
            self.bracket_indent = self.blocks[-1].column if self.blocks else 0
            self._open(first, path)
            self._flow(number, line, start + 1)
        elif first and first in "|>":
            self.folded = self.blocks[-1].column
        elif first and first in "\"'":
            closing = _closing(line, start)
            self._found("value", path, number, line, start + 1, closing)
            open_still = closing == len(line)
            self.now = Context("value" if open_still else "none", path, start + 1, line[start + 1 : closing])
        else:
            comment = COMMENT.search(line, start)
            end = comment.start() if comment else len(line)
            self._found("value", path, number, line, start, end)
            self.now = Context("none" if comment else kind, path, start, line[start:end])

    def _found(self, kind: Kind, path: Path, number: int, line: str, start: int, end: int) -> None:
        text = line[start:end].rstrip()
        self.spots.append(Spot(kind, path, Span(number, start, start + len(text)), text))

    # ---- in brackets ----

    def _open(self, bracket: str, path: Path) -> None:
        self.brackets.append(_Level("map", path) if bracket == "{" else _Level("list", path, step=0))

    def _flow(self, number: int, line: str, column: int) -> None:
        start = column
        while column < len(line) and self.brackets:
            char = line[column]
            empty = not line[start:column].strip()
            if empty and char in "\"'":
                closing = _closing(line, column)
                self._piece(number, line, column + 1, closing, quoted=True)
                start = column = closing + 1
                if closing == len(line):
                    return
                continue
            if char == "#" and line[column - 1 : column].isspace():
                break
            if char in "{[}],:" and (char != ":" or self._ends_key(line, column)):
                self._piece(number, line, start, column)
                self._mark(char)
                start = column + 1
            column += 1
        if self.brackets:
            self._piece(number, line, start, column, at_end=True)
        else:
            self.now = Context("none", (), column, "")

    def _ends_key(self, line: str, column: int) -> bool:
        top = self.brackets[-1]
        return top.kind == "map" and top.step is None and line[column + 1 : column + 2] in ("", " ", "{", "[")

    def _mark(self, char: str) -> None:
        top = self.brackets[-1]
        if char in "{[":
            self._open(char, top.here)
        elif char in "}]":
            self.brackets.pop()
        elif char == ":":
            top.step = self.spots[-1].text
        elif top.kind == "list" and isinstance(top.step, int):
            top.step += 1
        else:
            top.step = None

    def _piece(self, number: int, line: str, start: int, end: int, *, quoted: bool = False, at_end: bool = False) -> None:
        """Note a piece of text between two marks: a key where a mapping has none yet, a value otherwise."""
        top = self.brackets[-1]
        piece = line[start:end]
        start += 0 if quoted else len(piece) - len(piece.lstrip())
        is_key = top.kind == "map" and top.step is None
        kind: Kind = "key" if is_key else "item" if top.kind == "list" else "value"
        self.now = Context(kind, top.path if is_key else top.here, start, line[start:end])
        if not piece.strip():
            return
        text = line[start:end].rstrip()
        path = (*top.path, text) if is_key else top.here
        self.spots.append(Spot("key" if is_key else "value", path, Span(number, start, start + len(text)), text))
        if at_end and is_key and not quoted:
            self.spots.pop()  # a key without a colon is still being typed


def _closing(line: str, start: int) -> int:
    """The column of the quotation mark that closes the one at `start`; the end of the line where it is not closed."""
    mark = line[start]
    form = r'(?:[^"\\]|\\.)*' if mark == '"' else r"(?:[^']|'')*"
    found = re.compile(form).match(line, start + 1)
    return found.end() if found else len(line)
