"""The content folder becomes entries: which files there are, each read, typed and rendered on its own."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitegen.model import SLUG, ContentType, Entry, Fields, Ref, changes_in_order, with_article
from sitegen.problems import Problem, did_you_mean, printable, quoted

RESERVED = {"index", "404", "con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
SETTINGS = "site.yaml"
MAX_SLUG = 100
FORBIDDEN = "can't be read; its permissions forbid it"
Parsed = tuple[Entry[Fields] | None, tuple[Problem, ...]]


@dataclass(frozen=True)
class Read:
    """What a content folder holds: entries, settings (None if they can't be read), and the entries that can't be."""

    entries: tuple[Entry[Any], ...]
    settings: Entry[Any] | None
    unread: frozenset[Ref]
    problems: tuple[Problem, ...]
    halves: tuple[Entry[Any], ...] = ()
    """What can be read of entries and settings that can't be as a whole: their references are looked at all the same."""


Reader = Callable[[str, str, bytes, ContentType, Sequence[ContentType]], Parsed]


def read(content: Path, types: Sequence[ContentType], settings: type[Fields], read_one: Reader | None = None) -> Read:
    """Read every file of a content folder, each on its own. `settings` is the class of the site's settings; `read_one` reads
    one entry, perhaps from memory, and is `read_entry` where it is not given."""
    found, problems = find(content, types)
    folders = (content, *(folder for each in types if (folder := content / each.folder).is_dir()))
    if not all(os.access(folder, os.R_OK | os.X_OK) for folder in folders):
        return Read((), None, frozenset(), tuple(problems))
    entries, halves, unread = [], [], misnamed(problems, types)
    for name, kind in found.items():
        file = content / name
        path, raw = f"{content.name}/{name}", _bytes(file)
        if raw is None:
            problems.append(Problem(path, 0, 0, "can't be read; it went away meanwhile, or its disk has a fault"))
            unread.add(Ref(kind.name, file.stem))
            continue
        entry, faults = (read_one or read_entry)(path, file.stem, raw, kind, types)
        problems += faults
        if entry:
            entries.append(entry)
        else:
            halves.append(half_of(path, file.stem, raw, kind, types))
            unread.add(Ref(kind.name, file.stem))
    site, faults = _settings(content, settings)
    if not site:
        halves.append(half_settings(content, settings))
    return Read(tuple(entries), site, frozenset(unread), (*problems, *faults), tuple(half for half in halves if half))


def _bytes(file: Path) -> bytes | None:
    """What is in a file; None where it can't be read, though it could be listed."""
    with suppress(OSError):
        return file.read_bytes()
    return None


def _settings(content: Path, settings: type[Fields]) -> Parsed:
    file = content / SETTINGS
    name = f"{content.name}/{SETTINGS}"
    if file.exists() and not os.access(file, os.R_OK):
        return None, (Problem(name, 0, 0, FORBIDDEN),)
    return read_settings(name, file.read_bytes() if file.is_file() else b"", settings)


def find(content: Path, types: Sequence[ContentType]) -> tuple[dict[str, ContentType], list[Problem]]:
    """List the files of a content folder: path below it, with forward slashes, to content type."""
    if not content.is_dir():
        missing = "the content folder is missing; run the command where it stands or name it with --content"
        return {}, [Problem(content.name, 0, 0, missing)]
    if not os.access(content, os.R_OK | os.X_OK):
        return {}, [Problem(content.name, 0, 0, FORBIDDEN)]
    folders = {each.folder: each for each in types}
    found: dict[str, ContentType] = {}
    problems: list[Problem] = []
    for item in sorted(os.scandir(content), key=lambda item: item.name):
        if passed_over(item.name):
            continue
        path = f"{content.name}/{printable(item.name)}"
        if fault := _top_fault(item, folders):
            problems.append(Problem(path, 0, 0, fault))
        elif item.name != SETTINGS:
            for name, fault in _files(Path(item.path)):
                if fault:
                    problems.append(Problem(f"{path}/{printable(name)}", 0, 0, fault))
                else:
                    found[f"{item.name}/{name}"] = folders[item.name]
    return found, problems


def _top_fault(item: os.DirEntry[str], folders: Iterable[str]) -> str:
    """What is wrong with something that stands in the content folder itself."""
    if item.name == SETTINGS:
        return "must be a file of its own, not a link" if item.is_symlink() else ""
    if item.name not in folders:
        return f"no content type has this name{did_you_mean(item.name, [*folders, SETTINGS])}; there are {', '.join(sorted(folders))}"
    if not item.is_dir(follow_symlinks=False):
        return "must be a folder of its own, not a file or a link"
    return "" if os.access(item, os.R_OK | os.X_OK) else FORBIDDEN


def misnamed(problems: Iterable[Problem], types: Sequence[ContentType]) -> set[Ref]:
    """The entries that the files with a wrong name were meant for: what refers to them is no further mistake."""
    names = {each.folder: each.name for each in types}
    parts = [problem.path.split("/")[1:] for problem in problems]
    return {Ref(names[part[0]], Path(part[1]).stem.lower()) for part in parts if len(part) == 2 and part[0] in names}


def passed_over(name: str) -> bool:
    """Editors' swap files and what systems leave behind."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp", ".bak"))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each file name of a type's folder with what is wrong with it, or nothing."""
    items = sorted(os.scandir(folder), key=lambda item: item.name)
    names = {item.name for item in items}
    for item in items:
        if not passed_over(item.name):
            yield item.name, _fault(item, names)


def _fault(item: os.DirEntry[str], names: Iterable[str]) -> str:
    """What is wrong with a file before it is opened, or nothing. `names` are those of its folder."""
    if item.is_symlink():
        return "must be a file of its own, not a link"
    if not stat.S_ISREG(item.stat(follow_symlinks=False).st_mode):
        return "must be a file; an entry's folder has no folders in it"
    if not os.access(item, os.R_OK):
        return FORBIDDEN
    slug, dot, ending = item.name.rpartition(".")
    if not dot or ending != "md":
        return "must end in .md"
    if item.name != (lower := item.name.lower()) and lower in names:
        return f"differs from {lower} in case only, and many systems take the two for one"
    return slug_fault(slug)


def slug_fault(slug: str) -> str:
    """What is wrong with a slug, or nothing."""
    if not re.fullmatch(SLUG, slug):
        return "the file name is the slug: lower-case letters a to z, digits and hyphens"
    if len(slug) > MAX_SLUG:
        return f"the file name must not be longer than {MAX_SLUG} characters before .md; it has {len(slug)}"
    return f"{quoted(slug)} is a name that systems keep for themselves; choose another" if slug in RESERVED else ""


def read_entry(path: str, slug: str, raw: bytes, kind: ContentType, types: Sequence[ContentType]) -> Parsed:
    """Read one entry without looking at any other file; its problems come with it."""
    from sitegen import markdown, prose, schema, source

    text, problems = source.read(path, raw)
    if text is None:
        return None, tuple(problems)
    fields, faults = schema.parse(text, kind.fields)
    body, body_faults = markdown.render(path, text.body, text.body_line, addresses(types), [each.name for each in types])
    if fields is None and (meant := _type_of(text.data, kind, types)):
        words = f"looks like {with_article(meant.name)}; move it to {path.split('/')[0]}/{meant.folder}/"
        return None, (Problem(path, 0, 0, words),)
    if fields is None:
        return None, (*_first_told(problems, faults), *body_faults)
    entry = Entry(kind.name, slug, path, fields, body, kind.address_of(slug), text.marks, *prose.remarks(text))
    complaints = [complaint(entry, *found) for rule in (changes_in_order, *kind.rules) for found in rule(entry)]
    return entry, (*_first_told(problems, [*faults, *complaints]), *body_faults)


def _type_of(data: Mapping[str, Any], kind: ContentType, types: Sequence[ContentType]) -> ContentType | None:
    """The only type that has all keys of some front matter and needs no others, where that of its folder has not."""
    from sitegen.declared import declared

    keys = {each: {key.key: key.required for key in declared(each.fields)} for each in types}
    fits = [each for each, known in keys.items() if {key for key, must in known.items() if must} <= set(data) <= set(known)]
    return fits[0] if len(fits) == 1 and not set(data) <= set(keys[kind]) else None


def half_of(path: str, slug: str, raw: bytes, kind: ContentType, types: Sequence[ContentType]) -> Entry[Any] | None:
    """What can be read of an entry that has a mistake: its sound fields and its body; None where nothing can."""
    from sitegen import markdown, schema, source

    text, _ = source.read(path, raw)
    if text is None:
        return None
    fields = schema.parse_half(text, kind.fields)
    body, _ = markdown.render(path, text.body, text.body_line, addresses(types))
    return Entry(kind.name, slug, path, fields, body, kind.address_of(slug), text.marks)


def half_settings(content: Path, settings: type[Fields]) -> Entry[Any]:
    """What can be read of settings that have a mistake."""
    from sitegen import schema, source
    from sitegen.model import Body

    file, name = content / SETTINGS, f"{content.name}/{SETTINGS}"
    text, _ = source.read_yaml(name, file.read_bytes()) if file.is_file() and os.access(file, os.R_OK) else (None, [])
    text = text or source.Source(name, {}, {}, {}, "", 0)
    return Entry("site", "site", name, schema.parse_half(text, settings), Body(), "/", text.marks)


def _first_told(first: list[Problem], then: list[Problem]) -> Iterator[Problem]:
    """All problems but those of a value that has one already: one mistake makes one message."""
    told = {(problem.line, problem.column) for problem in first}
    yield from first
    yield from (problem for problem in then if (problem.line, problem.column) not in told)


def read_settings(path: str, raw: bytes, fields: type[Fields]) -> Parsed:
    """Read the site's settings as an entry of the type `site`."""
    from sitegen import schema, source
    from sitegen.model import Body

    if not raw.strip():
        return None, (Problem(path, 0, 0, "the site's settings are missing; this file must have at least a title"),)
    text, problems = source.read_yaml(path, raw)
    if text is None:
        return None, tuple(problems)
    settings, faults = schema.parse(text, fields)
    entry = Entry("site", "site", path, settings, Body(), "/", text.marks) if settings else None
    return entry, tuple(_first_told(problems, faults))


def complaint(entry: Entry[Any], path: tuple[str | int, ...], message: str) -> Problem:
    """A rule's complaint at the line of the value it is about, or of what is written around it."""
    from sitegen.words import dotted

    while path and path not in entry.marks:
        path = path[:-1]
    return Problem(entry.path, *entry.mark(path), message, dotted(path))


def addresses(types: Sequence[ContentType]) -> Callable[[Ref], str | None]:
    """A function from a reference to the address of the entry, None where there is no such type."""
    by_name: Mapping[str, ContentType] = {each.name: each for each in types}
    return lambda ref: by_name[ref.type].address_of(ref.slug) if ref.type in by_name else None
