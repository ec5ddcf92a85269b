"""Where an entry is, where it is referred to, and what a document consists of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sitegen.lsp.desk import KINDS, Snapshot
from sitegen.lsp.text import Span, Text
from sitegen.model import Code, Entry, Ref, walk

Place = tuple[str, Span]
"""A file's name and a stretch of it."""


def definition(ref: Ref | None, known: Snapshot) -> str:
    """The name of the file of an entry; nothing where there is none."""
    return known.entries[ref].path if ref in known.entries and ref else ""


def references(target: Ref, known: Snapshot, text_of: Callable[[str], Text]) -> list[Place]:
    """Every place that refers to an entry, by file and line. `text_of` gives the text of a file by its name."""
    found = {place for entry in known.entries.values() for place in _in_entry(entry, target, known, text_of)}
    return sorted(found, key=lambda place: (place[0], place[1].line, place[1].start))


def _in_entry(entry: Entry[Any], target: Ref, known: Snapshot, text_of: Callable[[str], Text]) -> Iterator[Place]:
    own_code = KINDS[entry.type].code
    for path, leaf in walk(entry.fields):
        coded = isinstance(leaf, Code) and leaf in known.codes and known.codes[leaf].ref == target and path != (own_code,)
        if leaf == target or coded:
            line, column = entry.mark(path)
            word = str(leaf) if coded else target.slug
            yield entry.path, _span(text_of(entry.path), line - 1, column - 1, word)
    for ref, _, line, _ in entry.body.refs:
        if ref == target:
            yield entry.path, _span(text_of(entry.path), line - 1, 0, f"{target.type}:{target.slug}")


def _span(text: Text, line: int, column: int, word: str) -> Span:
    """The stretch of a word at a place. The mark of a key that is a reference is its value's, which may stand below it."""
    for number in (line, line - 1):
        start = text.line(number).find(word, column if number == line else 0)
        start = start if start >= 0 else text.line(number).find(word)
        if start >= 0:
            return Span(number, start, start + len(word))
    return Span(line, column, column)
