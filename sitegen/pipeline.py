"""The stages in order: read, link, derive, plan, render, check, finish, publish."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import cache, links, load
from sitegen.config import Config
from sitegen.content_types import CONTENT_TYPES
from sitegen.derive import coherence, facts, status_words
from sitegen.links import Library
from sitegen.problems import Problem
from sitegen.project import Paths as Paths
from sitegen.project import Report as Report
from sitegen.project import Wishes as Wishes
from sitegen.workshop import Workshop

if TYPE_CHECKING:
    from sitegen.make import Making

PACKAGE = Path(__file__).parent


# ---- read, link, derive ---------------------------------------------------------------------------------------


def check(
    content: Path, as_of: date | None = None, read_one: load.Reader | None = None
) -> tuple[facts.Facts | None, list[Problem]]:
    """Read, link and derive; facts only where there is no problem. Problems come sorted by file and line."""
    return derive(read(content, read_one), as_of)


def read(content: Path, read_one: load.Reader | None = None) -> load.Read:
    """Read the content folder with the types and settings of this site."""
    return load.read(content, CONTENT_TYPES, Config, read_one)


def derive(found: load.Read, as_of: date | None) -> tuple[facts.Facts | None, list[Problem]]:
    """Link what was read and derive from it."""
    library, problems = link(found)
    if library is None or problems:
        return None, problems
    return facts.derive(library, as_of or library.settings.fields.as_of), []


def link(found: load.Read) -> tuple[Library | None, list[Problem]]:
    """Link what was read; a library, perhaps with holes, wherever the settings can be read, and all problems."""
    return coherence.link(found, CONTENT_TYPES)


def warnings(found: load.Read, library: Library | None) -> tuple[Problem, ...]:
    """What is to be said of the wording of the entries that can be read, sorted by file and line. Words of status are held
    against the register, and so only where there is a library without problems."""
    told = {warning for entry in found.entries for warning in entry.warnings}
    return tuple(sorted({*told, *(status_words.warnings(library, library.settings.fields.as_of) if library else ())}))


# ---- plan, render, check, finish, publish -----------------------------------------------------------------------------


def build(
    paths: Paths, wishes: Wishes, workshop: Workshop | None = None, early: Callable[[Making], None] | None = None
) -> Report:
    """Make the output folder hold the site of the content; where there is a problem, it stays as it was.

    `workshop` keeps between the builds of one process what would else be read from the cache, and may give a build up, by
    `make.Superseded`; who brings it saves it. `early` is called once the content is sound, before the whole site is made.
    """
    shop = workshop or Workshop()
    try:
        return _build(paths, wishes, shop, early)
    finally:
        if not workshop:
            shop.save()


def _build(paths: Paths, wishes: Wishes, shop: Workshop, early: Callable[[Making], None] | None) -> Report:
    from sitegen import publish

    code = shop.code or cache.code_digest(PACKAGE)
    memory_file = _memory_file(paths)
    memory = shop.memory or (cache.load(memory_file, code) if wishes.use_cache else None) or cache.Memory()
    inputs = cache.scan(paths.inputs, memory.inputs)
    digests = sorted((path, each) for path, (_, each) in inputs.items())
    key = cache.digest(repr((code, wishes.as_of, wishes.address, wishes.finish, digests)).encode())
    if key == memory.key and publish.unchanged(paths.output, memory.stamps):
        shop.keep(code, memory)
        return _told(Report(kept=len(memory.made)), memory.warnings, wishes)
    from sitegen import assemble  # not before: a run with nothing to do loads no library

    content = shop.read(paths.content, paths.cache / "entries.memory", code, wishes.use_cache)
    found, problems = _derive_again(content, wishes.as_of, shop)
    said = warnings(content, found.library if found else None)
    if found is None or (said and wishes.strict):
        return _told(Report(problems=tuple(problems)), said, wishes)
    try:
        made, problems = assemble.make(
            found, paths, wishes, assemble.Given(shop, memory, _changed(paths, memory.inputs, inputs), early)
        )
        if problems:
            return Report(problems=tuple(problems), warnings=said)
        shop.tell("putting the site in its place")
        done = publish.publish(paths.output, made.files, spare=memory_file.with_suffix(".spare"))
    except publish.PublishError as error:
        fault = str(error).removeprefix(f"{paths.output.absolute()}: ")
        return Report(problems=(Problem(str(paths.output), 0, 0, fault),), warnings=said)
    stamps = publish.stamps(paths.output)
    memory = cache.Memory(key, inputs, made.made, stamps, said, made.base, made.units, made.reasons, made.frame)
    shop.keep(code, memory, memory_file)
    return Report(done.made, done.kept, done.removed, left=done.left, warnings=said)


def recall(paths: Paths) -> cache.Memory | None:
    """What is remembered of the last build of an output folder; None where nothing is."""
    found: cache.Memory | None = cache.load(_memory_file(paths), cache.code_digest(PACKAGE))
    return found


def _memory_file(paths: Paths) -> Path:
    return paths.cache / f"{cache.digest(str(paths.output.resolve()).encode())}.memory"


def _told(report: Report, said: tuple[Problem, ...], wishes: Wishes) -> Report:
    """A report with its warnings, which are problems where the wish is to be strict."""
    if wishes.strict and said:
        return Report(problems=(*report.problems, *said))
    return dataclasses.replace(report, warnings=said)


def _derive_again(content: load.Read, as_of: date | None, shop: Workshop) -> tuple[facts.Facts | None, list[Problem]]:
    """Derive, unless nothing but bodies changed since this process derived last: then only these are replaced."""
    mark = cache.digest(repr((as_of, shop.fields_mark(content))).encode())
    if shop.facts and shop.facts[0] == mark and not content.problems:
        library = links.renewed(shop.facts[1].library, content.entries)
        found: facts.Facts | None = facts.renewed(shop.facts[1], library)
        problems: list[Problem] = []
    else:
        found, problems = derive(content, as_of)
    shop.facts = (mark, found) if found else None
    return found, problems


def _changed(paths: Paths, before: Mapping[str, tuple[object, str]], now: Mapping[str, tuple[object, str]]) -> tuple[str, ...]:
    """The input files that came, went or changed, by their names in the project: `content/countries/nepal.md`."""
    different = [path for path in before.keys() | now.keys() if before.get(path, ("", ""))[1] != now.get(path, ("", ""))[1]]
    names = (
        (folder.name, Path(path).relative_to(folder))
        for path in different
        for folder in paths.inputs
        if Path(path).is_relative_to(folder)
    )
    return tuple(sorted(f"{name}/{rest.as_posix()}" for name, rest in names))
