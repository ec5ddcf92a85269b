"""Where in a file's text the keys, the values and the comments of its front matter stand."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sitegen import front_matter, source
from sitegen.document import Mark
from sitegen.model import Path
from sitegen.words import dotted

LINE_END = re.compile(r"\r\n|\r|\n")
COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\r\n]*", re.MULTILINE)


class CanNotEdit(Exception):
    """The change can't be made without touching something else."""


@dataclass(frozen=True)
class Place:
    """A span as positions in the text."""

    start: int
    end: int
    manner: str


Piece = tuple[int, int, str]
"""From where to where text is replaced, and by what."""


class File:
    """The text of a file with its own line ends, and where its keys and values stand in it."""

    def __init__(self, raw: bytes, whole: bool) -> None:
        self.raw, self.whole = raw, whole
        self.text = raw.decode("utf-8")
        self.values, self.keys, self.body_line = front_matter.spans(raw, whole)
        starts = [0, *(match.end() for match in LINE_END.finditer(self.text))]
        starts[0] = int(self.text.startswith("\ufeff"))
        self.starts = starts

    @cached_property
    def newline(self) -> str:
        found = LINE_END.search(self.text)
        return found[0] if found else "\n"

    @property
    def body_start(self) -> int:
        return self.starts[self.body_line - 1] if self.body_line <= len(self.starts) else len(self.text)

    def _position(self, mark: Mark) -> int:
        return self.starts[mark[0] - 1] + mark[1] - 1 if mark[0] <= len(self.starts) else len(self.text)

    def _placed(self, span: front_matter.Span) -> Place:
        start, end = self._position(span.start), self._position(span.end)
        while span.manner in ("text", "block") and end > start and self.text[end - 1].isspace():
            end -= 1
        return Place(start, end, span.manner)

    def value(self, path: Path) -> Place:
        if path not in self.values:
            raise CanNotEdit(f"there is no {dotted(path)}")
        return self._placed(self.values[path])

    def key(self, path: Path) -> Place:
        if path not in self.keys:
            raise CanNotEdit(f"there is no key {dotted(path)}")
        return self._placed(self.keys[path])

    def start(self, path: Path) -> int:
        """Where a key with its value, or an item, starts."""
        return self.key(path).start if path in self.keys else self.value(path).start

    def children(self, path: Path) -> list[str | int]:
        """The keys or positions directly below a path, as they are written."""
        return sorted(
            (each[-1] for each in self.values if len(each) == len(path) + 1 and each[:-1] == path),
            key=lambda step: self.start((*path, step)),
        )

    def column(self, position: int) -> int:
        """How many characters stand before a position on its line."""
        return position - max(start for start in self.starts if start <= position)

    def line_start(self, position: int) -> int:
        return max(start for start in self.starts if start <= position)

    def line_end(self, position: int) -> int:
        """The end of the line that a position stands on, before its line break."""
        found = LINE_END.search(self.text, position)
        return found.start() if found else len(self.text)

    def comments(self, start: int, end: int) -> Iterator[str]:
        """The comments that start between two positions; what looks like one within a text is none."""
        texts = [self._placed(s) for s in (*self.values.values(), *self.keys.values()) if s.manner not in ("flow", "block")]
        while match := COMMENT.search(self.text, start, end):
            within = max((text.end for text in texts if text.start <= match.start() < text.end), default=0)
            if not within:
                yield match[0].rstrip()
            start = within or match.end()

    def data(self, raw: bytes) -> dict[str, Any]:
        found, problems = (source.read_yaml if self.whole else source.read)("", raw)
        if found is None or problems:
            raise CanNotEdit("the way it is written does not allow it")
        return found.data

    def changed(self, pieces: Sequence[Piece], meant: Callable[[Any], object]) -> bytes:
        """The file with pieces of its text replaced, once it is sure that it says what was meant."""
        text = self.text
        for start, end, new in sorted(pieces, reverse=True):
            text = text[:start] + new + text[end:]
        expected = copy.deepcopy(self.data(self.raw))
        meant(expected)
        if self.data(text.encode()) != expected:
            raise CanNotEdit("the way it is written does not allow it")
        return text.encode()
