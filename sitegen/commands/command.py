"""What a command is to the command line: its words, its arguments, and what it answers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.model import ContentType
from sitegen.problems import Problem, did_you_mean


@dataclass(frozen=True)
class Answer:
    """What a command found: lines for a reader and the same as data for `--json`; or the problems that stopped it."""

    lines: Sequence[str] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    problems: Sequence[Problem] = ()


@dataclass(frozen=True)
class Command:
    """A command. `arguments` declares its own arguments beside those that all have; `run` gets them read, and the project's
    folder. It prints nothing, and what it needs of libraries it imports when it runs, for `--help` loads none."""

    name: str
    help: str
    example: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Path], Answer]


def content_type(text: str) -> ContentType:
    """The content type of a name, or of its folder, as an argument."""
    from sitegen.content_types import CONTENT_TYPES

    for kind in CONTENT_TYPES:
        if text in (kind.name, kind.folder):
            return kind
    names = [kind.name for kind in CONTENT_TYPES]
    raise argparse.ArgumentTypeError(f"there is no type “{text}”{did_you_mean(text, names)}; there are {', '.join(names)}")
