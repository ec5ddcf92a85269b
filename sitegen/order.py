"""What a build has to make, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen import cache
from sitegen.cache import Made, Reason, Unit
from sitegen.derive.facts import Facts
from sitegen.problems import Problem
from sitegen.reads import Key
from sitegen.site import Frame

if TYPE_CHECKING:
    import jinja2

Files = dict[str, bytes | None]


class Superseded(Exception):
    """The work was given up, because its inputs changed meanwhile."""


@dataclass(frozen=True)
class Order:
    """What to make: the facts, the frame and the texts of templates, sheets and static files; `base` and `bodies` are
    digests of all fields and of each body. `before` is what the last build made and is on disk as it was left; `changed`
    names the input files that changed since. `give_up` is asked now and then, and `tell` told how far it is."""

    facts: Facts
    frame: Frame
    templates: Mapping[str, str]
    styles: Mapping[str, str]
    static: Mapping[str, bytes]
    base: str
    bodies: Mapping[Key, str]
    memory: cache.Memory
    before: Mapping[str, Made]
    changed: tuple[str, ...]
    env: jinja2.Environment
    give_up: Callable[[], bool]
    tell: Callable[[str], None]


@dataclass
class Result:
    """By path what was made, its bytes (None where it is kept) and why it was made; each piece, by the digest `base`; the
    paths of all files, the faults of templates with theirs, and the frame."""

    base: str = ""
    made: dict[str, Made] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    reasons: dict[str, tuple[Reason, ...]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    broken: dict[Problem, list[str]] = field(default_factory=dict)
    frame: Frame | None = None
