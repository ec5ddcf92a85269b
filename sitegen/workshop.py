"""What one process keeps between builds: the entries as they were read, the facts, the environment of templates, the memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen import cache, load
from sitegen.config import Config
from sitegen.content_types import CONTENT_TYPES
from sitegen.model import ContentType
from sitegen.reads import Key

if TYPE_CHECKING:
    import jinja2

    from sitegen.derive.facts import Facts


class Known(NamedTuple):
    """An entry as it was read, with digests of its fields (and of what its body leads to) and of its body."""

    parsed: load.Parsed
    fields: str
    body: str


class Workshop:
    """Holds what a build leaves for the next. A single build has one of its own; a preview keeps one as long as it runs.

    `give_up` is asked now and then whether a build is of no use any more; `tell` is told what a build is at.
    """

    def __init__(self, give_up: Callable[[], bool] = lambda: False, tell: Callable[[str], None] = lambda doing: None) -> None:
        self.give_up, self.tell = give_up, tell
        self.code = ""
        self.memory: cache.Memory | None = None
        self.facts: tuple[str, Facts] | None = None
        self.base = ""
        self.bodies: Mapping[Key, str] = {}
        self._entries: dict[tuple[str, str], Known] = {}
        self._unsaved: dict[Path, tuple[str, object]] = {}
        self._env: tuple[object, jinja2.Environment] | None = None

    def keep(self, code: str, memory: cache.Memory, file: Path | None = None) -> None:
        """Keep what a build came to, in `file` too where it is new."""
        self.code, self.memory = code, memory
        if file:
            self._unsaved[file] = code, memory

    def save(self) -> None:
        """Write what is kept for later processes. Apart from the build, as nobody need wait for it."""
        for file, (code, value) in self._unsaved.items():
            cache.save(file, code, value)
        self._unsaved.clear()

    def read(self, content: Path, file: Path, code: str, use_cache: bool) -> load.Read:
        """Read the content; a file whose digest is known, here or in the cache `file`, is not parsed again."""
        known = self._entries or (cache.load(file, code) if use_cache else None) or {}
        fresh: dict[tuple[str, str], Known] = {}

        def remembered(path: str, slug: str, raw: bytes, kind: ContentType, types: Sequence[ContentType]) -> load.Parsed:
            self.tell(f"reading the content, {len(fresh)} files")
            key = (path, cache.digest(raw))
            fresh[key] = known.get(key) or _marked(load.read_entry(path, slug, raw, kind, types))
            return fresh[key].parsed

        found = load.read(content, CONTENT_TYPES, Config, remembered)
        if fresh.keys() != known.keys() and use_cache:
            self._unsaved[file] = code, fresh
        self._entries = fresh
        return found

    def fields_mark(self, found: load.Read) -> str:
        """A digest of all that is derived from: settings, and fields and references of every entry. Noted as `base`, with
        the digests of the `bodies`."""
        entries = [(path, known.fields) for (path, _), known in self._entries.items()]
        self.base = cache.digest(repr((entries, found.settings)).encode("utf-8", "surrogatepass"))
        self.bodies = {
            ("body", known.parsed[0].type, known.parsed[0].slug): known.body
            for known in self._entries.values()
            if known.parsed[0]
        }
        return self.base

    def environment(self, folder: Path, templates: Mapping[str, str]) -> jinja2.Environment:
        """The environment of the templates, as long as they stay the same."""
        from sitegen import render

        if self._env is None or self._env[0] != (folder, templates):
            self._env = (folder, templates), render.environment(folder)
        return self._env[1]


def _marked(parsed: load.Parsed) -> Known:
    entry = parsed[0]
    if entry is None:
        return Known(parsed, "", "")
    refs = sorted({(ref, fragment) for ref, fragment, *_ in entry.body.refs})
    links = sorted({address for address, *_ in entry.body.links})
    parts = repr((entry.fields, refs, links, [heading.anchor for heading in entry.body.headings])), repr(entry.body)
    return Known(parsed, *(cache.digest(part.encode("utf-8", "surrogatepass")) for part in parts))
