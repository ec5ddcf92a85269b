"""The addresses that entries have, once had and link to, held against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sitegen.load import complaint, slug_fault
from sitegen.model import ContentType, Entry
from sitegen.problems import Problem, did_you_mean, quoted


def check(entries: Iterable[Entry[Any]], types: Sequence[ContentType], whole: bool) -> Iterator[Problem]:
    """Former addresses that are taken, and links to addresses that no entry has; the latter only where all entries could be
    read (`whole`). What the site computes is known once it is planned: `checks` looks there."""
    ordered = sorted(entries, key=lambda entry: entry.path)
    live = {entry.address: entry.path for entry in ordered} | {f"/{kind.folder}/": "a list of the site" for kind in types}
    yield from _former(ordered, live)
    if whole:
        yield from (problem for entry in ordered for problem in _dead(entry, live, types))


def _former(ordered: Sequence[Entry[Any]], live: dict[str, str]) -> Iterator[Problem]:
    """An address leads to one page: no former one is a present one, and none is that of two entries."""
    seen: dict[str, str] = {}
    for entry in ordered:
        for position, address in enumerate(entry.fields.redirect_from):
            path = ("redirect_from", position)
            fault = any(slug_fault(part) for part in address.strip("/").split("/"))
            if address == entry.address:
                yield complaint(entry, path, f"must not be the address that the entry has; found “{address}”")
            elif address in live:
                yield complaint(entry, path, f"must be an address that is free; “{address}” is that of {live[address]}")
            elif address in seen and seen[address] != entry.path:
                yield complaint(entry, path, f"“{address}” must stand once; {seen[address]} has it too")
            elif fault:
                yield complaint(
                    entry,
                    path,
                    f"must be an address such as /countries/old-name/, whose parts are names that a file may have; found {quoted(address)}",
                )
            seen.setdefault(address, entry.path)


def _dead(entry: Entry[Any], live: dict[str, str], types: Sequence[ContentType]) -> Iterator[Problem]:
    """Links to the place of an entry where there is none, and to a heading that the page does not have."""
    folders = {kind.folder for kind in types}
    for target, line, column in entry.body.links:
        address, _, fragment = target.partition("#")
        parts = address.strip("/").split("/")
        if address and len(parts) <= 2 and parts[0] in folders and address.removesuffix("index.html") not in live:
            near = did_you_mean(f"/{'/'.join(parts)}/", live)
            yield Problem(entry.path, line, column, f"no page has the address {address}{near}")
        elif not address and fragment not in (anchors := [heading.anchor for heading in entry.body.headings]):
            yield Problem(entry.path, line, column, f"the page has no heading #{fragment}{did_you_mean(fragment, anchors)}")


def leads(entries: Iterable[Entry[Any]], pages: Collection[str]) -> dict[str, tuple[str, Entry[Any]]]:
    """Every former address, with the page that it leads to and the entry: an entry's own, and those of the pages below it.
    `pages` are the addresses of all pages; those of another entry below are not led to."""
    found: dict[str, tuple[str, Entry[Any]]] = {}
    owners = {entry.address: entry for entry in entries}
    moved = [entry for entry in owners.values() if entry.fields.redirect_from]
    for entry in moved:
        others = tuple(each for each in owners if each != entry.address and each.startswith(entry.address))
        below = [each for each in pages if each.startswith(entry.address) and each.endswith("/") and not each.startswith(others)]
        for former in entry.fields.redirect_from:
            found |= {former + each.removeprefix(entry.address): (each, entry) for each in sorted(below)}
    return found | {former: (entry.address, entry) for entry in moved for former in entry.fields.redirect_from}


# ---- once the site is made ------------------------------------------------------------------------------------


def taken(entries: Iterable[Entry[Any]], paths: Iterable[str]) -> dict[str, Problem]:
    """Former addresses that a page of the site has too: by the path of the file that would be written twice."""
    count = Counter(paths)
    found = {}
    for entry in entries:
        for position, address in enumerate(entry.fields.redirect_from):
            path = f"{address.strip('/')}/index.html"
            if count[path] > 1:
                words = f"must be an address that is free; the site has a page at “{address}”"
                found[path] = complaint(entry, ("redirect_from", position), words)
    return found


def unmet(entries: Iterable[Entry[Any]], anchors: Mapping[str, Collection[str]]) -> dict[str, Problem]:
    """Links of bodies that lead to no page or to no place of one, by what they lead to; `anchors` has those of every file.
    A fragment alone is looked for on the page of the entry."""
    found: dict[str, Problem] = {}
    for entry in entries:
        for target, line, column in entry.body.links:
            address, _, fragment = target.partition("#")
            file = file_of(address or entry.address)
            if file not in anchors:
                found.setdefault(f"/{file}", Problem(entry.path, line, column, f"no page has the address {address}"))
            elif fragment and fragment not in anchors[file]:
                near = did_you_mean(fragment, anchors[file])
                message = f"the page {address or entry.address} has no place #{fragment}{near}"
                found.setdefault(f"/{file}#{fragment}", Problem(entry.path, line, column, message))
    return found


def file_of(address: str) -> str:
    """The file that a server answers an address of the site with."""
    return address.lstrip("/") + ("index.html" if address.endswith("/") else "")
