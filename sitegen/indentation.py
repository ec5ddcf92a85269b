"""The line of a block of YAML that starts in another column than its siblings: the keys, or the dashes, of the block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

START = re.compile(r"( *)(- +)?(?:[\w-]+:(?=\s|$))?")
ROW = re.compile(r"( *)(- +)?(?:([\w-]+):(?=\s|$))?\s*(.*)")
NO_DASH = "a dash must start this line, as those of its list do"
ODD_DASH = "the dash must be left out; the lines beside it are keys"
KEY, DASH = "key", "dash"


def odd_one(here: int, stumbled: int, lines: Sequence[str]) -> tuple[str, int, int] | None:
    """What must be, line and column (from 0) of the line that is off, where YAML stumbles over the start of the line `here` or
    over the colon of its key: that line, or the one above where more siblings start with `here`; of as many, the one that
    starts with an odd number of spaces. None where none is off."""
    if first := _first_too_deep(here, lines):
        return first
    kind, column = next(iter(_starts(lines[here]).items()), ("", 0))
    if stumbled not in (_depth(lines[here]), _match(lines[here]).end() - 1):
        return None
    above = next(((n, at) for n, at in _siblings(range(here - 1, 0, -1), kind, column - 1, lines) if at <= column + 1), None)
    if not kind or above is None or above[1] == column:
        return None
    low = min(column, above[1])
    below = [at for _, at in _siblings(range(here + 1, len(lines)), kind, low, lines)]
    before = [at for _, at in _siblings(range(here - 1, 0, -1), kind, low, lines)]
    alike, others = [column, *before, *below].count(column), [*before, *below].count(above[1])
    if (alike, column % 2 == 0) > (others, above[1] % 2 == 0) and _depth(lines[above[0]]) == above[1]:
        return _words([column], above[1]), *above
    outer = next((at for n in range(above[0], 0, -1) if (at := _starts(lines[n]).get(kind, column)) < column), column)
    unsure = above[1] not in below and outer == column - 1 < above[1]
    return _words([outer, above[1]] if unsure else [above[1]], column), here, column


def odd_dash(here: int, lines: Sequence[str]) -> tuple[str, int, int] | None:
    """A line that has a dash among keys, or none among the items of a list, where YAML stumbles over the line `here`: a list
    has items without a key, or one key again and again. None where neither can be told."""
    depth, (dash, key, rest) = _depth(lines[here]), _row(lines[here])
    above = {}
    for number in range(here - 1, 0, -1):
        if _depth(lines[number]) < depth and lines[number].strip():
            break
        if _depth(lines[number]) == depth and not lines[number].lstrip().startswith("#"):
            above[number] = _row(lines[number])
    others = {number: row for number, row in above.items() if bool(row[0]) != bool(dash)}
    if not others:
        return None
    nearest, (_, other, value) = next(iter(others.items()))
    if again := [number for number, row in others.items() if row[1] == key or (dash and not row[1])]:
        return NO_DASH, again[0] if dash else here, depth
    if not dash and not key:
        return NO_DASH, here, depth
    if key and (dash or (other and rest[:1] == value[:1] == "{")):
        return ODD_DASH, here if dash else nearest, depth
    return None


def _row(line: str) -> tuple[str, str, str]:
    """The dash of a line, its key and what comes after; each may be empty."""
    found = ROW.match(line)
    assert found  # nothing in it must be there
    return found[2] or "", found[3] or "", found[4]


def _first_too_deep(here: int, lines: Sequence[str]) -> tuple[str, int, int] | None:
    """The first line of all, where it alone does not start where a key of the front matter must."""
    first = next((number for number, line in enumerate(lines) if line.strip()), here)
    if first < here and (depth := _depth(lines[first])) and not _depth(lines[here]):
        return _words([0], depth), first, depth
    return None


def _starts(line: str) -> dict[str, int]:
    """Where a line starts: the column of its dash, that of its key, or of both."""
    found = _match(line)
    at = {DASH: len(found[1])} if found[2] or line.strip() == "-" else {}
    return {**at, KEY: found.end(2) if found[2] else found.end(1)} if found[0].endswith(":") else at


def _siblings(numbers: Iterable[int], kind: str, depth: int, lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The lines of a kind among some, each with its column, up to one that is less deep and so ends the block."""
    for number in numbers:
        if lines[number].strip():
            starts = _starts(lines[number])
            if kind in starts:
                yield number, starts[kind]
            if _depth(lines[number]) < depth:
                return


def _match(line: str) -> re.Match[str]:
    found = START.match(line)
    assert found  # nothing in it must be there
    return found


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _words(right: Sequence[int], wrong: int) -> str:
    counts = {0: "no space", 1: "1 space"}
    must = " or ".join(counts.get(each, f"{each} spaces") for each in right)
    return f"this line must start with {must}, as the lines beside it do; it starts with {counts.get(wrong, wrong)}"
