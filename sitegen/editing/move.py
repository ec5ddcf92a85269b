"""An entry gets another slug: what refers to it follows, and its old address stays as a redirect."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sitegen import markdown
from sitegen.editing import edit
from sitegen.editing.places import CanNotEdit
from sitegen.links import AnyEntry, Library
from sitegen.model import ContentType, Path, Ref, walk
from sitegen.problems import Problem, did_you_mean

HREF = re.compile(r'href="[^"]*"')


@dataclass(frozen=True)
class Move:
    """The files that change (None takes one away) and how many references were rewritten in each, by path."""

    changes: Mapping[str, bytes | None] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def unknown(kind: ContentType, old: str, slugs: Iterable[str]) -> str:
    """What to say of a slug that no entry has."""
    return f"there is no {kind.name} “{old}”{did_you_mean(old, slugs)}"


def refusal(kind: ContentType, old: str, new: str, library: Library) -> str:
    """Why an entry can't get the slug, or nothing. A slug that once led to another entry is never used again."""
    if Ref(kind.name, old) not in library.entries:
        return unknown(kind, old, [ref.slug for ref in library.entries if ref.type == kind.name])
    if old == new:
        return f"“{new}” is the slug that it has"
    address = kind.address_of(new)
    for entry in library.entries.values():
        if entry.ref == Ref(kind.name, new):
            return "is there already; choose another slug"
        if address in entry.fields.redirect_from and entry.ref != Ref(kind.name, old):
            return f"{address} once led to {entry.path} and still does; a slug is never used again"
    return ""


def move(
    kind: ContentType, old: str, new: str, library: Library, read: Callable[[str], bytes], *, is_published: bool = True
) -> Move:
    """All changes that another slug asks for; `read` gives the bytes of a file by its path. The entry must be there. An
    address that was never published (`is_published`) leaves no redirect."""
    entry = library.entries[Ref(kind.name, old)]
    changes: dict[str, bytes | None] = {}
    counts: dict[str, int] = {}
    problems = []
    work = _Rewriting(entry, new, kind.address_of(new), library)
    for each in (*library.entries.values(), library.settings):
        try:
            raw, count = work.file(each, read(each.path))
            if each is entry:
                changes[f"{each.path.rpartition('/')[0]}/{new}.md"] = _redirected(raw, entry, kind.address_of(new), is_published)
                changes[each.path] = None
            elif count:
                changes[each.path] = raw
            if count:
                counts[each.path] = count
        except CanNotEdit as error:
            words = f"what refers to the {kind.name} “{old}” can't be changed in place, {error}; change it by hand first"
            problems.append(Problem(each.path, 1, 1, words))
    return Move(changes, counts, tuple(problems)) if not problems else Move(problems=tuple(problems))


def _redirected(raw: bytes, entry: AnyEntry, address: str, is_published: bool) -> bytes:
    """The entry's file with its address, if it was published, among the former ones; one that it takes up again is none."""
    former = entry.fields.redirect_from
    if address in former and is_published:
        return edit.set_value(raw, ("redirect_from", former.index(address)), entry.address)
    if address in former:
        only = former == (address,)
        return edit.remove(raw, ("redirect_from",) if only else ("redirect_from", former.index(address)))
    if not is_published:
        return raw
    if ("redirect_from",) in entry.marks:
        return edit.append(raw, ("redirect_from",), entry.address)
    return edit.add(raw, ("redirect_from",), [entry.address])


class _Rewriting:
    """Rewrites the references to one entry in other files, and in its own."""

    def __init__(self, entry: AnyEntry, new: str, address: str, library: Library) -> None:
        self.entry, self.new, self.address = entry, new, address
        self.library = library
        old = re.escape(f"{entry.type}:{entry.slug}")
        self.link = re.compile(rf"(?<=[(<\s]){old}(?![\w-])|(?<=[(<\s]){re.escape(entry.address)}(?P<below>[a-z0-9./-]*)")

    def file(self, other: AnyEntry, raw: bytes) -> tuple[bytes, int]:
        """The file of an entry or of the settings with its references rewritten, and how many there were."""
        whole = other.type == "site"
        places = sorted(self._places(other, raw, whole), key=lambda place: -len(place[0]))
        for path, is_key in places:
            change = edit.rename_key if is_key else edit.set_value
            raw = change(raw, path, self.new, whole=whole)
        if whole or not self.link.search(edit.body(raw)):
            return raw, len(places)
        text, count = self._body(edit.body(raw))
        return (edit.set_body(raw, text) if count else raw), len(places) + count

    def _places(self, other: AnyEntry, raw: bytes, whole: bool) -> Iterator[tuple[Path, bool]]:
        """Where the front matter refers to the entry, and whether a key does; otherwise a text that is its slug."""
        found = [path for path, leaf in walk(other.fields) if leaf == self.entry.ref]
        texts = edit.texts(raw, whole=whole) if found else {}
        for path in found:
            written = [each for each in (path, path[:-1]) if texts.get(each) == self.entry.slug]
            if not written and path[-1] != self.entry.slug:
                raise CanNotEdit(f"{'.'.join(map(str, path))} is not written as its slug")
            yield (written[0], False) if written else (path, True)

    def _body(self, text: str) -> tuple[str, int]:
        """A body with the links rewritten. What looks like a link and is none, as in a line of code, stays: a link is what
        changes an address on the page and nothing else."""
        count = position = 0
        while match := self.link.search(text, position):
            position = match.end()
            if self._of_another(match):
                continue
            new = f"{self.entry.type}:{self.new}" if match["below"] is None else f"{self.address}{match['below']}"
            other = f"{text[: match.start()]}{new}{text[match.end() :]}"
            if self._but_for_addresses(other) == self._but_for_addresses(text) and self._html(other) != self._html(text):
                text, count, position = other, count + 1, match.start() + len(new)
        return text, count

    def _of_another(self, match: re.Match[str]) -> bool:
        """Whether an address belongs to an entry whose pages stand below this one's."""
        whole = match[0] if match["below"] is not None else ""
        return any(whole.startswith(e.address) for e in self.library.entries.values() if len(e.address) > len(self.entry.address))

    def _html(self, text: str) -> str:
        return markdown.render("", text, 1, lambda ref: f"/{ref.type}/{ref.slug}/")[0].html

    def _but_for_addresses(self, text: str) -> str:
        return HREF.sub("href", self._html(text))
