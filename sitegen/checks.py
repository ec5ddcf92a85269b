"""Finished files are checked against each other: clashing addresses, dead links, dead anchors."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import unquote

from sitegen import addresses
from sitegen.cache import Outline, digest
from sitegen.links import Library
from sitegen.problems import Problem, did_you_mean

TARGET = re.compile(r'\s(?:href|src)="([^"]*)"')
ANCHOR = re.compile(r'\sid="([^"]*)"')
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def outline(document: bytes) -> Outline:
    """The links and anchors of an HTML document; links to other sites are left out."""
    text = document.decode()
    targets = {html.unescape(found) for found in TARGET.findall(text)}
    anchors = frozenset(html.unescape(found) for found in ANCHOR.findall(text))
    return Outline(tuple(sorted(t for t in targets if not ELSEWHERE.match(t))), anchors, digest(main_part(text).encode()))


def main_part(document: str) -> str:
    """The `main` element of an HTML document as it is written; nothing where there is none."""
    _, tag, rest = document.partition("<main")
    main, end, _ = rest.partition("</main>")
    return tag + main + end


def faults(
    library: Library,
    paths: Sequence[str],
    outlines: Mapping[str, Outline],
    roots: Mapping[str, str],
    sound: Mapping[str, Outline],
    static: Collection[str] = (),
    templates: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Problem]:
    """All that is wrong between the files of a site, at the line of the content where that is the reason. `paths` are those
    of all files, one as often as it would be written, `static` those that are copied; the others are as `dead_links` takes
    them, and `templates` the texts by name, for what is written in one. Links are looked at where no address is taken twice."""
    entries = library.entries.values()
    taken = addresses.taken(entries, paths)
    twice = [*taken.values(), *clashes(paths, taken, static)]
    yield from twice
    if not twice:
        unmet = addresses.unmet(entries, {path: each.anchors for path, each in outlines.items()})
        yield from unmet.values()
        yield from dead_links(outlines, roots, sound, unmet, templates)


def clashes(paths: Iterable[str], told: Collection[str] = (), static: Collection[str] = ()) -> Iterator[Problem]:
    """Two files at one address, and files where another's folder must be; `paths` are those of all files, `told` those that
    have their message already, `static` those that are copied and can have another name."""
    seen: set[str] = set()
    other_name = "the site has a {} at this address already; give this one another name"
    for path in paths:
        if path in seen and path not in told:
            copied = Problem(f"static/{path}", 0, 0, other_name.format("file"))
            yield copied if path in static else Problem(path, 0, 0, "two pages have this address; check redirect_from")
        seen.add(path)
    folders = {path[:end] for path in seen for end, char in enumerate(path) if char == "/"}
    for path in sorted(seen & folders):
        copied = Problem(f"static/{path}", 0, 0, other_name.format("folder"))
        yield copied if path in static else Problem(path, 0, 0, "is a file and a folder at once")


def dead_links(
    outlines: Mapping[str, Outline],
    roots: Mapping[str, str] = MappingProxyType({}),
    sound: Mapping[str, Outline] | None = None,
    told: Collection[str] = (),
    templates: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Problem]:
    """Links that lead to no file or to no anchor, each told once, on the first page that has it and with the number of
    such pages; `outlines` has every published file by path, `roots` the path of the site on its server for those files
    whose links are full paths. `sound` are the outlines of a site without dead links: what has the same there is not looked
    at again, unless a file or an anchor is gone. `told` is what such links lead to that have their message already.
    A link that is written in one of the `templates`, their texts by name, is told there."""
    known = sound or {}
    if any(path not in outlines or not each.anchors <= outlines[path].anchors for path, each in known.items()):
        known = {}
    pages: dict[tuple[str, str], list[str]] = {}
    for path, found in outlines.items():
        if path in known and (known[path] is found or known[path] == found):
            continue
        root = roots.get(path)
        for target in found.targets if root is None else [each.removeprefix(root) for each in found.targets]:
            address, _, fragment = target.partition("#")
            address = address.partition("?")[0]
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address))) if address else path
            if f"/{file}" in told or f"/{file}#{unquote(fragment)}" in told:
                continue
            if file not in outlines:
                pages.setdefault((f"a link leads nowhere: /{file}", f"/{file}"), []).append(path)
            elif fragment and unquote(fragment) not in outlines[file].anchors:
                near = did_you_mean(fragment, outlines[file].anchors)
                message = f"a link leads to an anchor that is not there: /{file}#{fragment}{near}"
                pages.setdefault((message, f"/{file}#{fragment}"), []).append(path)
    for (message, target), paths in pages.items():
        more = f"; {len(paths)} pages have it" if len(paths) > 1 else ""
        yield Problem(*(_written(target, templates) or (paths[0], 0)), 0, message + more)


def _written(target: str, templates: Mapping[str, str]) -> tuple[str, int] | None:
    """The template, and its line, that has a link as it is written from the site's root; None where it comes from a view."""
    link = re.compile(rf'"{re.escape(target.replace("index.html", ""))}["#?]')
    for name, text in templates.items():
        if found := link.search(text):
            return f"templates/{name}", text.count("\n", 0, found.start()) + 1
    return None
