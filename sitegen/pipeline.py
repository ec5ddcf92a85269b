"""The stages in order: read, link, derive, plan, render, check, finish, publish."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import cache, load
from sitegen.config import Config
from sitegen.content_types import CONTENT_TYPES
from sitegen.derive import coherence, facts, status_words
from sitegen.links import Library
from sitegen.model import ContentType
from sitegen.problems import Problem

if TYPE_CHECKING:
    from sitegen.site import Artifact, Frame, Site

PACKAGE = Path(__file__).parent


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


def build(paths: Paths, wishes: Wishes) -> Report:
    """Make the output folder hold the site of the content; where there is a problem, it stays as it was."""
    from sitegen import publish

    code = cache.code_digest(PACKAGE)
    digest = cache.digest(str(paths.output.resolve()).encode())
    memory_file = paths.cache / f"{digest}.memory"
    memory = (cache.load(memory_file, code) if wishes.use_cache else None) or cache.Memory()
    inputs = cache.scan(paths.inputs, memory.inputs)
    digests = sorted((path, each) for path, (_, each) in inputs.items())
    key = cache.digest(repr((code, wishes.as_of, wishes.address, wishes.finish, digests)).encode())
    if key == memory.key and publish.unchanged(paths.output, memory.stamps):
        return _told(Report(kept=len(memory.made)), memory.warnings, wishes)
    content = _read_with_memory(paths, code, wishes.use_cache)
    found, problems = derive(content, wishes.as_of)
    said = warnings(content, found.library if found else None)
    if found is None or (said and wishes.strict):
        return _told(Report(problems=tuple(problems)), said, wishes)
    try:
        made, files, problems = _make(found, paths, wishes, memory)
        if problems:
            return Report(problems=tuple(problems), warnings=said)
        done = publish.publish(paths.output, files, spare=paths.cache / f"{digest}.spare")
    except publish.PublishError as error:
        return Report(problems=(Problem(str(paths.output), 0, 0, str(error)),), warnings=said)
    cache.save(memory_file, code, cache.Memory(key, inputs, made, publish.stamps(paths.output), said))
    return Report(done.made, done.kept, done.removed, left=done.left, warnings=said)


def _told(report: Report, said: tuple[Problem, ...], wishes: Wishes) -> Report:
    """A report with its warnings, which are problems where the wish is to be strict."""
    if wishes.strict and said:
        return Report(problems=(*report.problems, *said))
    return dataclasses.replace(report, warnings=said)


def _read_with_memory(paths: Paths, code: str, use_cache: bool) -> load.Read:
    """Read the content; a file whose digest is known is not parsed again."""
    file = paths.cache / "entries.memory"
    known: dict[tuple[str, str], load.Parsed] = (cache.load(file, code) if use_cache else None) or {}
    fresh: dict[tuple[str, str], load.Parsed] = {}

    def remembered(path: str, slug: str, raw: bytes, kind: ContentType, types: Sequence[ContentType]) -> load.Parsed:
        key = (path, cache.digest(raw))
        fresh[key] = known.get(key) or load.read_entry(path, slug, raw, kind, types)
        return fresh[key]

    found = load.read(paths.content, CONTENT_TYPES, Config, remembered)
    if fresh.keys() != known.keys():
        cache.save(file, code, fresh)
    return found


Output = tuple[dict[str, cache.Made], dict[str, bytes | None], list[Problem]]
"""By path what was made, and its bytes or None where it is kept; and the problems."""


def _make(found: facts.Facts, paths: Paths, wishes: Wishes, memory: cache.Memory) -> Output:
    """Plan the site, write what is not there yet, and check it all."""
    from sitegen import checks, finish, publish
    from sitegen.outputs import OUTPUTS

    templates, problems = _texts(paths.templates)
    styles, faults = _texts(paths.styles)
    if problems or faults:
        return {}, {}, problems + faults
    site = _plan(found, paths, wishes, styles)
    artifacts = [artifact for output in OUTPUTS for artifact in output(site)]
    stamps = publish.stamps(paths.output)
    untouched = {path for path, stamp in memory.stamps.items() if stamps.get(path) == stamp}
    before = {path: each for path, each in memory.made.items() if path in untouched}
    made, files, problems = _write(artifacts, site.frame, paths.templates, templates, before)

    def read(path: str) -> bytes:
        content = files.get(path)
        return (paths.output / path).read_bytes() if content is None else content

    problems += checks.faults(found.library, artifacts, finish.promised() if wishes.finish else (), made, bool(problems))
    if problems or not wishes.finish:
        return made, files, sorted(set(problems))
    more, more_files, problems = finish.finish(finish.Finished(site, made, read), memory.made, before)
    return made | more, files | more_files, problems


def _write(
    artifacts: Sequence[Artifact], frame: Frame, folder: Path, templates: Mapping[str, str], before: Mapping[str, cache.Made]
) -> Output:
    """The bytes of every artifact, or None where what was made `before` is the same."""
    from sitegen import checks, render, writers

    env = render.environment(folder)
    made: dict[str, cache.Made] = {}
    files: dict[str, bytes | None] = {}
    broken: dict[Problem, list[str]] = {}
    for artifact in artifacts:
        path, mark = artifact.path, writers.fingerprint(artifact, frame, templates)
        if path in before and before[path].fingerprint == mark:
            made[path], files[path] = before[path], None
            continue
        try:
            files[path] = content = writers.write(artifact, frame, env)
        except render.TemplateFault as fault:
            broken.setdefault(fault.problem, []).append(path)
            continue
        made[path] = cache.Made(mark, checks.outline(content) if path.endswith(".html") else cache.Outline())
    return made, files, [_for_pages(problem, pages) for problem, pages in broken.items()]


def _for_pages(problem: Problem, pages: Sequence[str]) -> Problem:
    """A template's problem with the first page that it was met for, and the number of such pages."""
    more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
    return dataclasses.replace(problem, message=f"{problem.message}, for {pages[0]}{more}")


def _plan(found: facts.Facts, paths: Paths, wishes: Wishes, styles: Mapping[str, str]) -> Site:
    """The whole site as values."""
    from sitegen.pages import PAGES
    from sitegen.site import MENU, Frame, Site

    config = found.config
    frame = Frame(
        name=config.title,
        tagline=config.tagline,
        as_of=found.as_of,
        address=wishes.address or config.address,
        repository=config.repository.rstrip("/"),
        branch=config.branch,
        language=config.languages[0],
        menu=MENU,
        finished=wishes.finish,
    )
    pages = tuple(page for plan in PAGES for page in plan(found))
    static = {path.relative_to(paths.static).as_posix(): path.read_bytes() for path in _all_files(paths.static)}
    return Site(found, frame, pages, styles, static)


def _texts(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """The text of every file below a folder by its path in it, and the files that can't be read as text."""
    found, problems = {}, []
    for path in _all_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            found[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(f"{folder.name}/{name}", 0, 0, f"can't be read as text in UTF-8: {error}"))
    return found, problems


def _all_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
