"""A small site byte for byte: its tables, one JSON, the sitemap, and the words of two pages.

The content is `golden/content/`, the templates are the real ones. Where a change is meant, `python build.py test --renew
tests/test_golden.py` writes what the site gives now into `golden/expected/`; read the difference before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

EXPECTED = Path(__file__).parent / "golden" / "expected"
AS_THEY_ARE = (
    "countries/cambodia/index.json",
    "countries/nepal/feed.atom",
    "treaties/att/calendar.ics",
    "sitemap.xml",
    "robots.txt",
    "data/datapackage.json",
)
IN_WORDS = ("countries/nepal/index.html", "treaties/att/index.html")


class Words(HTMLParser):
    """The text of the main part of a page: a line for each block."""

    INLINE = frozenset(("a", "span", "time", "strong", "em", "code", "small", "br", "b", "i"))

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.lines = False, [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "main"
        if tag not in self.INLINE:
            self.lines.append("")
        elif tag == "br":
            self.lines[-1] += " "

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"
        if tag not in self.INLINE:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.lines[-1] += data


def words(document: str) -> str:
    reader = Words()
    reader.feed(document)
    return "".join(f"{line}\n" for text in reader.lines if (line := " ".join(text.split())))


def chosen(site: Path) -> Iterator[tuple[str, bytes]]:
    """The files that are held byte for byte: their path in `expected/` and their bytes."""
    tables = sorted(path.relative_to(site).as_posix() for path in site.glob("data/*.csv"))
    for path in (*tables, *AS_THEY_ARE):
        yield path, (site / path).read_bytes()
    for path in IN_WORDS:
        yield path.replace(".html", ".txt"), words((site / path).read_text("utf-8")).encode()


def test_the_small_site_is_as_it_was(small_site: Path, request: pytest.FixtureRequest) -> None:
    found = dict(chosen(small_site))
    if request.config.getoption("--renew"):
        for path, content in found.items():
            (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / path).write_bytes(content)
        for file in [file for file in EXPECTED.rglob("*") if file.is_file()]:
            if file.relative_to(EXPECTED).as_posix() not in found:
                file.unlink()
    expected = {file.relative_to(EXPECTED).as_posix(): file.read_bytes() for file in EXPECTED.rglob("*") if file.is_file()}
    assert found.keys() == expected.keys()
    for path, content in found.items():
        assert content.decode().splitlines(keepends=True) == expected[path].decode().splitlines(keepends=True), path


def test_words_of_a_page() -> None:
    page = "<title>x</title><header>y</header><main><h1>A <a>b</a></h1><p>c<br>d &amp; <em>e</em>\n f</p><td></td><td>g</td></main><footer>z</footer>"
    assert words(page) == "A b\nc d & e f\ng\n"
