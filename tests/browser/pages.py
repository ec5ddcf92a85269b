"""Which pages there are, and a few that stand for all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


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


def of_folder(site: Path, folder: str, depth: int = 2) -> str:
    """The largest page at some depth below a folder."""
    fitting = [name for name in html_files(site) if name.startswith(f"{folder}/") and name.count("/") == depth]
    return max(fitting, key=lambda name: (site / name).stat().st_size)


def none_of(problems: Iterable[str]) -> None:
    """Fail with the problems, one a line."""
    found = list(problems)
    assert not found, f"{len(found)} found:\n" + "\n".join(found[:60])
