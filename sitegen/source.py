"""One file of content once read: front matter whose scalars are still text, with their lines, and a body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sitegen import front_matter
from sitegen.document import Fault, Mark, decode, split
from sitegen.model import Path
from sitegen.problems import Problem


@dataclass(frozen=True)
class Source:
    """A file once read: front matter as nested dicts, lists and text (None for `null`), marks and body.

    `marks` gives line and column (from 1) of each value by its path; `key_marks` those of each key. `front` is the front
    matter as it is written, with an empty line for its first dashes.
    """

    path: str
    data: dict[str, Any]
    marks: dict[Path, Mark]
    key_marks: dict[Path, Mark]
    body: str
    body_line: int
    front: str = ""


def read(path: str, raw: bytes) -> tuple[Source | None, list[Problem]]:
    """Split the bytes of one file into front matter and body; a file that can't be read gives one problem."""
    try:
        text = decode(raw)
        front, body, body_line = split(text)
        reader, problems = front_matter.read(path, front)
    except Fault as fault:
        return None, [Problem(path, *fault.at)]
    return Source(path, reader.data, reader.marks, reader.key_marks, body, body_line, front), problems


def read_yaml(path: str, raw: bytes) -> tuple[Source | None, list[Problem]]:
    """Read a file that is YAML from end to end, such as the site's configuration."""
    try:
        reader, problems = front_matter.read(path, "\n" + decode(raw), first_line=0)
    except Fault as fault:
        return None, [Problem(path, *fault.at)]
    return Source(path, reader.data, reader.marks, reader.key_marks, "", 0), problems
