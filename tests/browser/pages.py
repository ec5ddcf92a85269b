"""Which pages there are, and a few that stand for all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def html_files(site: Path) -> list[str]:
    """All pages, as paths below the site with forward slashes."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def page_types(site: Path) -> list[str]:
    """The largest and the smallest page of each folder and depth: one of each type, and its extremes."""
    types: dict[tuple[str, int], list[str]] = {}
    for name in html_files(site):
        folder, _, rest = name.partition("/")
        types.setdefault((folder, rest.count("/")), []).append(name)
    sizes = {name: (site / name).stat().st_size for names in types.values() for name in names}
    return sorted({choice(names, key=sizes.__getitem__) for names in types.values() for choice in (max, min)})


class Structure(HTMLParser):
    """What a page is built of: each element with its class, role and the names of its other attributes, and what it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.path: list[str] = []
        self.found: set[tuple[str, ...]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if name in ("class", "role", "type", "scope", "lang", "tabindex")}
        step = f"{tag} {sorted(name for name, _ in attrs)} {sorted(values.items())}"
        step = re.sub(r"\b(row|column)-\d+\b|--\d+", "", step)  # the place in a schematic grid
        self.found.add((*self.path[-2:], step))
        if tag not in VOID:
            self.path.append(step)

    def handle_endtag(self, tag: str) -> None:
        while self.path and self.path.pop().partition(" ")[0] != tag:
            pass  # an end tag that HTML lets one leave out


def of_each_structure(site: Path, names: Iterable[str]) -> list[str]:
    """The first page of each structure: pages left out are built of the same elements in the same places."""
    first: dict[frozenset[tuple[str, ...]], str] = {}
    for name in names:
        reader = Structure()
        reader.feed((site / name).read_text("utf-8"))
        first.setdefault(frozenset(reader.found), name)
    return list(first.values())


def of_folder(site: Path, folder: str, depth: int = 2) -> str:
    """The largest page at some depth below a folder."""
    fitting = [name for name in html_files(site) if name.startswith(f"{folder}/") and name.count("/") == depth]
    return max(fitting, key=lambda name: (site / name).stat().st_size)


def none_of(problems: Iterable[str]) -> None:
    """Fail with the problems, one a line."""
    found = list(problems)
    assert not found, f"{len(found)} found:\n" + "\n".join(found[:60])
