"""Changes to files of the content: tried on a copy first, written together or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen import load, pipeline
from sitegen.derive.facts import Facts
from sitegen.model import ContentType, Entry
from sitegen.problems import Problem

Changes = Mapping[str, bytes | None]
"""New bytes by path, as entries have it (`content/countries/nepal.md`); None takes a file away."""


@dataclass(frozen=True)
class Stage:
    """A content folder to be changed."""

    content: Path
    _known: dict[tuple[str, bytes], load.Parsed] = field(default_factory=dict, repr=False)

    def file(self, path: str) -> Path:
        """The file of an entry, by its path."""
        return self.content / path.removeprefix(f"{self.content.name}/")

    def check(self) -> tuple[Facts | None, list[Problem]]:
        """The facts of the content as it is, or its problems."""
        return pipeline.check(self.content, None, self._read)

    def entries(self, kind: ContentType) -> list[Entry[Any]]:
        """The entries of a type that can be read, whatever problems others have."""
        return [entry for entry in pipeline.read(self.content, self._read).entries if entry.type == kind.name]

    def slugs(self, kind: ContentType) -> set[str]:
        """The slugs of a type by its files, which may have problems."""
        return {file.stem for file in (self.content / kind.folder).glob("*.md")}

    def try_out(self, changes: Changes) -> tuple[Facts | None, list[Problem]]:
        """The facts, or the problems, that the content would have with the changes; only changed files are read again."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "copy", self.content.name)
            shutil.copytree(self.content, copy)
            other = Stage(copy, self._known)
            for path, raw in changes.items():
                if raw is None:
                    other.file(path).unlink()
                else:
                    other.file(path).write_bytes(raw)
            return other.check()

    def write(self, changes: Changes) -> list[Problem]:
        """Write the changes; where a file can't be written all stay as they were, and it is told."""
        fresh: dict[str, Path] = {}
        try:
            for path, raw in changes.items():
                if raw is not None:
                    target = self.file(path)
                    fresh[path] = beside = target.with_name(f".{target.name}.tmp")
                    beside.write_bytes(raw)
                    if target.exists():
                        shutil.copymode(target, beside)
            for path, beside in fresh.items():
                os.replace(beside, self.file(path))
            for path, raw in changes.items():
                if raw is None:
                    self.file(path).unlink()
        except OSError as error:
            for beside in fresh.values():
                beside.unlink(missing_ok=True)
            return [Problem(path, 0, 0, f"can't be written: {error.strerror or error}")]
        return []

    def _read(self, path: str, slug: str, raw: bytes, kind: ContentType, types: Sequence[ContentType]) -> load.Parsed:
        """Read an entry, from memory where the same bytes were read before at the same path."""
        if (path, raw) not in self._known:
            self._known[path, raw] = load.read_entry(path, slug, raw, kind, types)
        return self._known[path, raw]
