"""Entries become a library: look-up by reference and code, backlinks, and what is wrong between files."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen import addresses
from sitegen.load import complaint
from sitegen.model import Code, ContentType, Date, Entry, Path, Ref, walk, with_article
from sitegen.problems import Problem, did_you_mean, odd_letter, quoted

AnyEntry = Entry[Any]


@dataclass(frozen=True)
class Library:
    """All entries: by reference, by code, and those that refer to each."""

    entries: Mapping[Ref, AnyEntry]
    codes: Mapping[str, AnyEntry]
    backlinks: Mapping[Ref, tuple[AnyEntry, ...]]
    settings: AnyEntry
    by_type: Mapping[str, tuple[AnyEntry, ...]]

    def of(self, type_name: str) -> tuple[AnyEntry, ...]:
        """The entries of a type in alphabetical order of their titles."""
        return self.by_type.get(type_name, ())

    def __getitem__(self, ref: Ref | Code) -> AnyEntry:
        return self.codes[ref] if isinstance(ref, str) else self.entries[ref]


def alphabetical(title: str) -> tuple[str, str]:
    """A key that sorts titles without regard to accents and case, whatever the locale."""
    bare = unicodedata.normalize("NFKD", title)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold(), title


def link(
    entries: Iterable[AnyEntry],
    settings: AnyEntry,
    types: Sequence[ContentType],
    unread: frozenset[Ref] = frozenset(),
    halves: Iterable[AnyEntry] = (),
    *,
    sound: bool = True,
) -> tuple[Library, list[Problem]]:
    """Resolve every reference; unknown ones, twins and orphans are problems.

    `unread` are entries that exist but could not be read: what refers to them is no further mistake, and while there
    are any, neither an orphan nor an unknown code can be told. `halves` is what can be read of them. Where a file is not
    `sound`, a reference may be lost in its mistake, and no orphan can be told either.
    """
    ranks = {each.name: position for position, each in enumerate(types)}
    ordered = sorted(entries, key=lambda e: (ranks[e.type], alphabetical(e.title), e.slug))
    by_ref = {entry.ref: entry for entry in ordered}
    code_fields = {each.name: each.code for each in types if each.code}
    codes = {str(getattr(e.fields, code_fields[e.type])): e for e in ordered if e.type in code_fields}
    backlinks: dict[Ref, dict[Ref, AnyEntry]] = defaultdict(dict)
    problems: list[Problem] = []
    for entry in [*ordered, settings, *halves]:
        for found in _references(entry, code_fields.get(entry.type, ""), by_ref, codes, unread):
            if isinstance(found, Problem):
                problems.append(found)
            elif found.ref != entry.ref and entry.ref not in unread:
                backlinks[found.ref][entry.ref] = entry
    problems += [p for kind in types for p in _twins(kind, [e for e in ordered if e.type == kind.name])]
    problems += [p for kind in types if kind.above for p in _circles(kind, by_ref)]
    problems += _late(ordered, settings, types)
    problems += addresses.check(ordered, types, not unread)
    if sound and not unread and not problems:
        problems += [p for kind in types if kind.needs_link for p in _orphans(kind, ordered, backlinks)]
    library = Library(
        entries=by_ref,
        codes=codes,
        backlinks={ref: tuple(found.values()) for ref, found in backlinks.items()},
        settings=settings,
        by_type={kind.name: tuple(e for e in ordered if e.type == kind.name) for kind in types},
    )
    return library, problems


def renewed(library: Library, entries: Iterable[AnyEntry]) -> Library:
    """The library with the entries read again, where they differ in bodies alone: fields and references are the same."""
    new = {entry.ref: entry for entry in entries}

    def all_new(before: Iterable[AnyEntry]) -> tuple[AnyEntry, ...]:
        return tuple(new.get(entry.ref, entry) for entry in before)  # the settings refer too, and are no entry

    return Library(
        entries={ref: new[ref] for ref in library.entries},
        codes={code: new[entry.ref] for code, entry in library.codes.items()},
        backlinks={ref: all_new(found) for ref, found in library.backlinks.items()},
        settings=library.settings,
        by_type={name: all_new(found) for name, found in library.by_type.items()},
    )


def _references(
    entry: AnyEntry, own_code: str, by_ref: Mapping[Ref, AnyEntry], codes: Mapping[str, AnyEntry], unread: frozenset[Ref]
) -> Iterator[AnyEntry | Problem]:
    """Each reference of an entry, in its fields and in its body, as the entry it means or as a problem."""
    for path, leaf in walk(entry.fields):
        if isinstance(leaf, Ref):
            if leaf == entry.ref:
                yield complaint(entry, path, f"must not be the {leaf.type} itself")
            elif leaf in by_ref:
                yield by_ref[leaf]
            elif _several(entry, path, leaf.slug, (ref.slug for ref in by_ref if ref.type == leaf.type)):
                yield complaint(entry, path, f"a comma must stand between the slugs; found {quoted(leaf.slug)}")
            elif Ref(leaf.type, leaf.slug.lower()) not in unread:
                yield complaint(entry, path, _unknown(leaf, by_ref, _holder(entry.fields, path)))
        elif isinstance(leaf, Code) and path != (own_code,):
            if leaf in codes:
                yield codes[leaf]
            elif _several(entry, path, leaf, codes):
                yield complaint(entry, path, f"a comma must stand between the codes; found {quoted(leaf)}")
            elif not unread or not re.fullmatch("[A-Z]{3}", leaf):
                yield complaint(entry, path, f"no state has the code {quoted(leaf)}{_state_meant(leaf, codes)}{odd_letter(leaf)}")
    for target, fragment, line, column in entry.body.refs:
        if target not in by_ref and Ref(target.type, target.slug.lower()) not in unread:
            yield Problem(entry.path, line, column, _unknown(target, by_ref))
        elif target in by_ref:
            yield by_ref[target]
            anchors = [heading.anchor for heading in by_ref[target].body.headings]
            if fragment and fragment not in anchors:
                near = did_you_mean(fragment, anchors)
                yield Problem(entry.path, line, column, f"{by_ref[target].path} has no heading #{fragment}{near}")


def _several(entry: AnyEntry, path: Path, text: str, known: Iterable[str]) -> bool:
    """Whether what is written as one item of a list is several."""
    place = path if path in entry.marks else path[:-1]  # an item may be short for a mapping
    words = [word for word in re.findall(r"[\w-]+", text) if word != "and"]
    return len(words) > 1 and isinstance(place[-1], int) and set(words) <= set(known)


def _holder(value: Any, path: Path) -> Any:
    """The mapping of fields that a value stands in, by the path of the value; None where it stands in another."""
    for step in path[:-1]:
        value = getattr(value, step, None) if isinstance(step, str) else (value or ())[step]
    return value


def _unknown(target: Ref, by_ref: Mapping[Ref, AnyEntry], holder: Any = None) -> str:
    """What is said of a reference to nothing; with the key for what is meant, where the mapping it stands in has one."""
    of_type = {ref.slug: entry for ref, entry in by_ref.items() if ref.type == target.type}
    titles = {entry.title.lower(): slug for slug, entry in of_type.items()}
    shorts = {str(getattr(entry.fields, "abbreviation", "")).lower(): slug for slug, entry in of_type.items()}
    codes = {str(getattr(entry.fields, "iso3", "")).lower(): slug for slug, entry in of_type.items()}
    slug = target.slug.removesuffix(".md").lower()
    names = [slug, slug.replace("-", " ")]
    same = next((named[name] for named in (titles, shorts, codes) for name in names if name in named), "")
    other = next((ref.type for ref in by_ref if ref.slug == target.slug), "")
    near = f" (did you mean {same}?)" if same else "" if other else did_you_mean(slug.rpartition(":")[2], of_type)
    what = f"there is no {target.type} {quoted(target.slug)}{near}{odd_letter(target.slug)}"
    key = f", written {{{other}: {target.slug}}}" if other and hasattr(holder, other) else ""
    return what + (f"; it is {with_article(other)}{key}" if other else "")


def _state_meant(code: str, codes: Mapping[str, AnyEntry]) -> str:
    """The state's code that is meant by its name, its slug, another of its codes or a misspelt one."""
    for known, entry in codes.items():
        names = (entry.title, entry.slug, known, str(getattr(entry.fields, "iso2", "")))
        if code.lower() in [name.lower() for name in names]:
            return f" (did you mean {known}?)"
    return did_you_mean(code, codes)


def _twins(kind: ContentType, entries: Sequence[AnyEntry]) -> Iterator[Problem]:
    """Values that may stand once and stand twice, told where they stand again."""
    told: set[tuple[Ref, Ref]] = set()
    for name in kind.unique:
        seen: dict[Any, AnyEntry] = {}
        for entry in sorted(entries, key=lambda e: e.slug):  # a copy comes behind what it was copied from
            value = getattr(entry.fields, name)
            first = seen.setdefault(" ".join(str(value).split()).casefold(), entry) if value else entry
            if first is not entry and (entry.ref, first.ref) not in told:
                told.add((entry.ref, first.ref))  # a copy of an entry is one mistake
                yield complaint(entry, (name,), f"“{value}” must stand once; {first.path} has it too")


MANY = 10
"""More days than these after the site's date mean that the site's date is the mistake."""


def _late(entries: Sequence[AnyEntry], settings: AnyEntry, types: Sequence[ContentType]) -> list[Problem]:
    """Days after the site's date; of very many, the one message that the site's date is before them."""
    as_of, late = settings.fields.as_of, list[Problem]()
    spans = {each.name: each.calendar_span for each in types if each.calendar_span}
    for entry in [*entries, settings] if as_of else ():
        planned = spans[entry.type](entry.fields) if entry.type in spans else None
        late += _after(entry, as_of, planned)
    if len(late) <= MANY:
        return late
    first = min(late)
    words = f"must not be before {len(late)} days in the content, such as {first.path}:{first.line}; it is {as_of}"
    return [complaint(settings, ("as_of",), words)]


def _after(entry: AnyEntry, as_of: datetime.date, planned: Date | None) -> Iterator[Problem]:
    """Days after the site's date: what the site says can't have happened then, but may be `planned` for then."""
    for path, leaf in walk(entry.fields):
        day = leaf.start if isinstance(leaf, Date) else leaf
        if isinstance(day, datetime.date) and day > as_of and leaf != planned:
            yield complaint(entry, path, f"must not be after the site's date ({as_of}, in site.yaml); it is {day}")


def _circles(kind: ContentType, by_ref: Mapping[Ref, AnyEntry]) -> Iterator[Problem]:
    """Entries that belong to themselves by way of others, told once a circle, at its first entry."""
    entries = sorted((entry for ref, entry in by_ref.items() if ref.type == kind.name), key=lambda e: e.slug)
    above = {entry.ref: getattr(entry.fields, kind.above) for entry in entries}
    for entry in entries:
        chain = [entry.ref]
        while (step := above.get(chain[-1])) and step not in chain:
            chain.append(step)
        if step == entry.ref and len(chain) > 1 and entry.ref == min(chain):
            circle = " → ".join(ref.slug for ref in (*chain, step))
            yield complaint(entry, (kind.above,), f"must not lead back to the {kind.name} itself: {circle}")


def _orphans(kind: ContentType, entries: Sequence[AnyEntry], backlinks: Mapping[Ref, Any]) -> Iterator[Problem]:
    for entry in entries:
        if entry.type == kind.name and entry.ref not in backlinks:
            yield Problem(entry.path, 1, 1, f"nothing refers to this {kind.name}; refer to it or remove it")
