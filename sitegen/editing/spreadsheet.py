"""A table that someone sends as CSV becomes cells, each with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.problems import Problem, quoted
from sitegen.words import counted

MAX_FILE = 8 << 20
DELIMITERS = (",", ";", "\t")
QUOTED = re.compile(r'[ ]*"((?:[^"]|"")*)"[ ]*')


@dataclass(frozen=True)
class Cell:
    """A cell's text, its blanks and line breaks as single spaces, and where it starts (line and column, from 1)."""

    text: str
    line: int
    column: int


def read(path: str, raw: bytes) -> tuple[list[list[Cell]], list[Problem]]:
    """The rows of a table (RFC 4180; commas, semicolons or tabs), the column names first, empty lines left out.

    `path` is the name that problems give. A file that can't be read gives no rows; a row that has not as many cells as
    there are names is told and left out.
    """
    if len(raw) > MAX_FILE:
        return [], [Problem(path, 0, 0, f"the table must not be larger than {MAX_FILE >> 20} MiB")]
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return [], [Problem(path, line, 1, "the table must be saved as UTF-8 (in a spreadsheet: “CSV UTF-8”)")]
    try:
        rows = [row for row in _rows(text, _delimiter(text)) if any(cell.text for cell in row)]
    except _Unclosed as fault:
        words = "a quotation mark that opens a cell must close it; write one within as two"
        return [], [Problem(path, *fault.place, words)]
    if not rows:
        return [], [Problem(path, 0, 0, "the table is empty; it must have a line of column names and a line for each state")]
    width = len(rows[0])
    uneven = [Problem(path, row[0].line, 1, _uneven(row, width)) for row in rows if len(row) != width]
    return [row for row in rows if len(row) == width], uneven


class _Unclosed(Exception):
    """A cell whose quotation marks do not pair."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.place = line, column


def _uneven(row: list[Cell], width: int) -> str:
    found = quoted(" | ".join(cell.text for cell in row))
    return f"the line must have {counted(width, 'cell')}, one for each column name; it has {len(row)}: {found}"


def _delimiter(text: str) -> str:
    """What stands most often in the first line, outside quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\n")).split("\n")[0]
    return max(DELIMITERS, key=first.count)


def _rows(text: str, delimiter: str) -> Iterator[list[Cell]]:
    bare = re.compile(rf"[^\n{delimiter}]*")
    row: list[Cell] = []
    position, line, line_start = 0, 1, 0
    while position < len(text) or row:
        column = position - line_start + 1
        match = QUOTED.match(text, position) or bare.match(text, position)
        assert match
        value = match[1].replace('""', '"') if match.re is QUOTED else match[0]
        position, follows = match.end(), text[match.end() : match.end() + 1]
        if follows not in ("", delimiter, "\n") or (match.re is not QUOTED and value.lstrip().startswith('"')):
            raise _Unclosed(line, column)
        row.append(Cell(" ".join(value.split()), line, column))
        line += match[0].count("\n")
        line_start = max(line_start, text.rfind("\n", 0, position) + 1)
        position += 1
        if follows == delimiter:
            continue
        line, line_start = line + 1, position
        yield row
        row = []
