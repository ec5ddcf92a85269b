"""The first view of a page is light: `4-quality.md` has the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, Request

from .markup import read
from .pages import html_files, none_of, page_types
from .server import packed

KIB = 1024
LISTINGS = {
    "compare/index.html",
    "countries/index.html",
    "treaties/index.html",
    "groupings/world/index.html",
    "search/index.html",
}


def size(path: Path) -> int:
    """A file's size on the wire."""
    return len(packed(path))


def test_html_of_every_page(built_site: Path) -> None:
    def problems() -> Iterator[str]:
        for name in html_files(built_site):
            most = 40 if name in LISTINGS else 14
            if size(built_site / name) > most * KIB:
                yield f"{name}: {size(built_site / name) / KIB:.1f} KiB, at most {most}"

    none_of(problems())


def fetched(page: Page, address: str, name: str) -> set[str]:
    """The files that the first view of a page asks for; its icon counts too."""
    asked: set[str] = set()

    def note(request: Request) -> None:
        asked.add(request.url)

    page.on("request", note)
    page.goto(address + name)
    page.remove_listener("request", note)
    icons = page.eval_on_selector_all("link[rel~=icon]", "links => links.map((link) => link.href)")
    return {url.removeprefix(address) for url in (*asked, *icons)}


def test_first_view_of_every_type_of_page(built_site: Path, address: str, new_page: Callable[..., Page]) -> None:
    def problems() -> Iterator[str]:
        page = new_page()
        for name in page_types(built_site):
            files = fetched(page, address, name)
            weight = sum(size(built_site / each) for each in files)
            if weight > 50 * KIB or len(files) > 6:
                yield f"{name}: {weight / KIB:.1f} KiB in {len(files)} requests: {', '.join(sorted(files))}"

    none_of(problems())


def test_own_scripts_of_every_page(built_site: Path) -> None:
    def problems() -> Iterator[str]:
        for name in html_files(built_site):
            here = (built_site / name).parent
            scripts = [here / each for each in read((built_site / name).read_bytes()).assets if each.endswith(".js")]
            weight = sum(path.stat().st_size for path in scripts)
            if weight > 10 * KIB:
                yield f"{name}: {weight / KIB:.1f} KiB"

    none_of(problems())
