"""Finished files are checked against each other: clashing addresses, dead links, dead anchors."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from sitegen import addresses
from sitegen.cache import Made, Outline, digest
from sitegen.links import Library
from sitegen.problems import Problem, did_you_mean
from sitegen.site import Artifact

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
    artifacts: Iterable[Artifact],
    promised: Iterable[str],
    made: Mapping[str, Made],
    broken: bool,
) -> Iterator[Problem]:
    """All that is wrong between the files of a site, at the line of the content where that is the reason. Links are looked at
    where no address is taken twice and no page is `broken`; `promised` are files that are made of the others."""
    written = [*artifacts, *(Artifact(path, "bytes", b"") for path in promised)]
    taken = addresses.taken(library.entries.values(), (artifact.path for artifact in written))
    twice = [*taken.values(), *clashes(written, taken)]
    yield from twice
    if twice or broken:
        return
    outlines = dict.fromkeys(promised, Outline()) | {path: each.outline for path, each in made.items()}
    unmet = addresses.unmet(library.entries.values(), {path: each.anchors for path, each in outlines.items()})
    yield from unmet.values()
    yield from dead_links(outlines, unmet)


def clashes(artifacts: Iterable[Artifact], told: Collection[str] = ()) -> Iterator[Problem]:
    """Two files at one address, and files where another's folder must be; `told` are paths that have their message already."""
    seen: set[str] = set()
    for artifact in artifacts:
        if artifact.path in seen and artifact.path not in told:
            yield Problem(artifact.path, 0, 0, "two pages have this address; check redirect_from")
        seen.add(artifact.path)
    folders = {path[:end] for path in seen for end, char in enumerate(path) if char == "/"}
    yield from (Problem(path, 0, 0, "is a file and a folder at once") for path in sorted(seen & folders))


def dead_links(outlines: Mapping[str, Outline], told: Collection[str] = ()) -> Iterator[Problem]:
    """Links that lead to no file or to no anchor, each told once, on the first page that has it and with the number of
    such pages; `outlines` has every published file by path, `told` what such links lead to that have their message already."""
    pages: dict[str, list[str]] = {}
    for path, found in outlines.items():
        for target in found.targets:
            address, _, fragment = target.partition("#")
            address = address.partition("?")[0]
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address))) if address else path
            if f"/{file}" in told or f"/{file}#{unquote(fragment)}" in told:
                continue
            if file not in outlines:
                pages.setdefault(f"a link leads nowhere: /{file}", []).append(path)
            elif fragment and unquote(fragment) not in outlines[file].anchors:
                near = did_you_mean(fragment, outlines[file].anchors)
                message = f"a link leads to an anchor that is not there: /{file}#{fragment}{near}"
                pages.setdefault(message, []).append(path)
    for message, paths in pages.items():
        more = f"; {len(paths)} pages have it" if len(paths) > 1 else ""
        yield Problem(paths[0], 0, 0, message + more)
