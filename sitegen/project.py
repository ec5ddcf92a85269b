"""A project and what is asked of it: its folders, the wishes of a build, and the report of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitegen.problems import Problem
from sitegen.words import counted


@dataclass(frozen=True)
class Paths:
    """The folders of a project."""

    content: Path
    templates: Path
    styles: Path
    static: Path
    output: Path
    cache: Path

    @classmethod
    def below(cls, root: Path) -> Paths:
        """The folders where the project has them."""
        names = ("content", "templates", "styles", "static", "site", ".cache")
        return cls(*(root / name for name in names))

    @property
    def inputs(self) -> tuple[Path, ...]:
        return self.content, self.templates, self.styles, self.static


@dataclass(frozen=True)
class Wishes:
    """What a build is asked for beyond the settings: another day, another address, no cache; to `finish`, which makes the
    search index and the archive of the site too; and to be `strict`, which takes warnings for problems."""

    as_of: date | None = None
    address: str = ""
    use_cache: bool = True
    finish: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Report:
    """What a build did: files made, kept and removed, old trees `left` that would not go; or the problems that stopped it.
    Warnings stand beside either."""

    made: int = 0
    kept: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    left: tuple[Path, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def summary(self) -> str:
        """What was done, in words."""
        return f"{counted(self.made, 'file')} made, {self.kept} kept, {self.removed} removed, no problem"
