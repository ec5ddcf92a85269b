"""axe-core finds nothing on any page, in light and in dark: in CI on every page, elsewhere on one page of each structure."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import Page

from .axe import check_all
from .chromium import chromium
from .pages import html_files, none_of, of_each_structure

LANES = 2  # browsers side by side
FAINT = """<!doctype html><html lang="en"><title>a</title><style>.x { color: #ccc }
@media (prefers-color-scheme: dark) { .y { color: #fff } }</style>
<main><h1>a</h1><p class="x">both</p><p class="x">again</p><p class="y">dark</p></main>"""


def problems(address: str, names: list[str], seen: set[str]) -> list[str]:
    """What axe finds on some pages, by a browser of their own."""
    with chromium() as browser:
        page, found = browser.new_page(), list[str]()
        for name in names:
            page.goto(address + name)
            found += check_all(page, seen)
        return [each.removeprefix(address) for each in found]


def test_every_page(built_site: Path, address: str) -> None:
    names, seen = html_files(built_site), set[str]()
    if os.environ.get("CI") != "true":
        names = of_each_structure(built_site, names)
    with ThreadPoolExecutor(LANES) as lanes:
        parts = [lanes.submit(problems, address, names[lane::LANES], seen) for lane in range(LANES)]
        faults: dict[str, list[str]] = {}
        for problem in (each for part in parts for each in part.result()):
            name, _, fault = problem.partition(": ")
            faults.setdefault(fault, []).append(name)
    none_of(f"{names[0]} ({len(names)} pages): {fault}" for fault, names in faults.items())
    assert len(seen) > 50, "the pages have more styles than that"


def test_pages_of_one_structure_differ_in_words_alone(tmp_path: Path) -> None:
    same = "<main><h1>a</h1><ul><li>b</li></ul>", "<main><h1>c</h1><ul><li>d</li><li>e</li></ul>"
    other = "<main><h1>a</h1><ul class=x><li>b</ul>", "<main><h2>a</h2><ul><li>b</ul>", "<main><h1>a</h1><ul><li><a>b</a></ul>"
    for number, text in enumerate((*same, *other)):
        (tmp_path / f"{number}.html").write_text(text, "utf-8")
    assert of_each_structure(tmp_path, html_files(tmp_path)) == ["0.html", "2.html", "3.html", "4.html"]


def test_a_fault_of_colour_is_found_once(new_page: Callable[..., Page], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(FAINT, "utf-8")
    page, seen = new_page(), set[str]()
    page.goto((tmp_path / "a.html").as_uri())
    found = [(each.split()[1], each.split()[-1]) for each in check_all(page, seen)]
    assert found == [("color-contrast", "(light)"), ("color-contrast", "(dark)")]
    assert check_all(page, seen) == []
