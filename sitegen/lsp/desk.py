"""The content as it is on the disk with what is open and unsaved laid over it: what answers are taken from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sitegen import cache, load, pipeline
from sitegen.config import Config
from sitegen.content_types import CONTENT_TYPES
from sitegen.links import Library
from sitegen.model import ContentType, Entry, Ref
from sitegen.problems import Problem

KINDS: Mapping[str, ContentType] = {kind.name: kind for kind in CONTENT_TYPES}
FOLDERS: Mapping[str, ContentType] = {kind.folder: kind for kind in CONTENT_TYPES}
SETTINGS = ContentType("site", "", Config)


@dataclass(frozen=True)
class Snapshot:
    """The content at one moment: entries by reference and states by code, of each file as it could last be read; the
    problems and warnings of each file by its name below the content folder's parent."""

    entries: Mapping[Ref, Entry[Any]] = field(default_factory=dict)
    codes: Mapping[str, Entry[Any]] = field(default_factory=dict)
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    as_of: date = date.min

    def of(self, kind: str) -> list[Entry[Any]]:
        return sorted((e for e in self.entries.values() if e.type == kind), key=lambda e: (e.title, e.slug))


class Desk:
    """Reads a content folder again and again; a file whose bytes are known is not parsed again."""

    def __init__(self, content: Path) -> None:
        self.content = content.absolute()
        self._known: dict[tuple[str, str], load.Parsed] = {}
        self._good: dict[str, Entry[Any]] = {}
        self._as_of = date.min

    def name_of(self, file: Path) -> str:
        """A file's name as problems have it, `content/countries/nepal.md`; nothing for a file that is none of the content's."""
        content = self.content
        if not file.is_relative_to(content):  # an editor may call a folder by another of its names
            file, content = file.resolve(), content.resolve()
        if not file.is_relative_to(content):
            return ""
        inner = file.relative_to(content)
        known = inner.parts[0] in FOLDERS and len(inner.parts) == 2 and inner.suffix == ".md"
        return f"{self.content.name}/{inner.as_posix()}" if known or inner.as_posix() == load.SETTINGS else ""

    def file_of(self, name: str) -> Path:
        return self.content.parent / name

    def look(self, open_texts: Mapping[str, str]) -> Snapshot:
        """Read what changed and link all of it. `open_texts` has the text of each open file by its name.

        The problems are those of `build.py check` with these texts in the place of the files.
        """
        found = self._read({name: text.encode("utf-8", "surrogatepass") for name, text in open_texts.items()})
        library, problems = pipeline.link(found)
        warnings = pipeline.warnings(found, None if problems else library)
        by_file: dict[str, list[Problem]] = defaultdict(list)
        for problem in (*problems, *warnings):
            by_file[problem.path].append(problem)
        return self._snapshot(library, found, {name: tuple(each) for name, each in by_file.items()})

    def _read(self, opened: Mapping[str, bytes]) -> load.Read:
        fresh: dict[tuple[str, str], load.Parsed] = {}
        seen: set[str] = set()

        def read_one(path: str, slug: str, raw: bytes, kind: ContentType, types: Sequence[ContentType]) -> load.Parsed:
            seen.add(path)
            raw = opened.get(path, raw)
            key = (path, cache.digest(raw))
            fresh[key] = self._known.get(key) or load.read_entry(path, slug, raw, kind, types)
            return fresh[key]

        found = load.read(self.content, CONTENT_TYPES, Config, read_one)
        settings = f"{self.content.name}/{load.SETTINGS}"
        if settings in opened:
            site, faults = load.read_settings(settings, opened[settings], Config)
            others = tuple(problem for problem in found.problems if problem.path != settings)
            found = replace(found, settings=site, problems=(*others, *faults))
        for name, raw in opened.items():
            if name not in seen and name != settings:
                found = _with(found, name, raw, read_one)
        self._known = fresh
        return found

    def _snapshot(self, library: Library | None, found: load.Read, problems: Mapping[str, tuple[Problem, ...]]) -> Snapshot:
        self._good = {
            entry.path: entry for ref in found.unread for entry in self._good.values() if entry.ref == ref
        } | {entry.path: entry for entry in found.entries}  # fmt: skip
        entries = {entry.ref: entry for entry in self._good.values()}
        codes = {entry.fields.iso3: entry for entry in entries.values() if entry.type == "country"}
        if library:
            self._as_of = library.settings.fields.as_of
        return Snapshot(entries, codes, problems, self._as_of)


def _with(found: load.Read, name: str, raw: bytes, read_one: load.Reader) -> load.Read:
    """What was read, and a file that is open and not yet saved for the first time."""
    _, folder, file = name.split("/")
    entry, faults = read_one(name, Path(file).stem, raw, FOLDERS[folder], CONTENT_TYPES)
    if entry:
        return replace(found, entries=(*found.entries, entry), problems=(*found.problems, *faults))
    unread = found.unread | {Ref(FOLDERS[folder].name, Path(file).stem)}
    return replace(found, unread=unread, problems=(*found.problems, *faults))
