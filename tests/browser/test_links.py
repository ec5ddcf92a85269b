"""Every link, asset and fragment resolves: as files, at the root of a server, below a path, and from `file://`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from .chromium import watch
from .markup import Markup, read
from .pages import html_files, none_of
from .server import serve

Pages = dict[str, Markup]

ANYWHERE = "404.html"
"""A server shows this page at any address, so its links are full paths: those of the address in the settings, a root."""


@pytest.fixture(scope="module")
def pages(built_site: Path) -> Pages:
    return {name: read((built_site / name).read_bytes()) for name in html_files(built_site)}


def is_outside(reference: str) -> bool:
    return urlsplit(reference).scheme in ("http", "https", "mailto")


def broken(name: str, reference: str, site: Path, pages: Pages) -> str | None:
    """What is wrong with a reference from a page, if anything."""
    parts = urlsplit(reference)
    if name == ANYWHERE:
        parts = parts._replace(path=parts.path.removeprefix("/"))
    if not reference.strip() or parts.scheme or parts.netloc or parts.path.startswith("/"):
        return "is not relative"
    target = urlsplit(urljoin(f"//site/{name}", unquote(parts.path))).path.lstrip("/") if parts.path else name
    if parts.path.startswith("../" * (name.count("/") + 1)):
        return "leaves the site"
    if not (site / target).is_file():
        return "leads nowhere"
    if parts.fragment and unquote(parts.fragment) not in pages[target].fragments:
        return "has no such fragment"
    return None


def test_every_reference_of_every_page_resolves(built_site: Path, pages: Pages) -> None:
    def problems() -> Iterator[str]:
        for name, page in pages.items():
            for reference in {*page.links, *page.assets}:
                if not (is_outside(reference) and reference in page.links):
                    fault = broken(name, reference, built_site, pages)
                    if fault:
                        yield f"{name}: {reference!r} {fault}"

    none_of(problems())


def test_styles_refer_to_files_that_are_there(built_site: Path) -> None:
    none_of(
        f"{style.name}: {reference}"
        for style in built_site.rglob("*.css")
        for reference in re.findall(r"url\(\s*[\"']?([^)\"']+)", style.read_text("utf-8"))
        if not (style.parent / urlsplit(reference).path).is_file()
    )


def test_sitemap_and_canonical_addresses_name_pages(built_site: Path, pages: Pages) -> None:
    listed = re.findall("<loc>(.+?)</loc>", (built_site / "sitemap.xml").read_text("utf-8"))
    home = min(listed, key=len)
    canonical = {name: address for name, page in pages.items() for address in page.outside}
    assert len(listed) == len(set(listed))
    none_of(f"{name}: {address}" for name, address in canonical.items() if address != home + name.removesuffix("index.html"))
    meant = {
        name for name, page in pages.items() if page.outside and not page.redirect and not name.endswith("/brief/index.html")
    }
    assert sorted(listed) == sorted(canonical[name] for name in meant)


def test_the_data_package_names_files_that_are_there(built_site: Path) -> None:
    package = built_site / "data" / "datapackage.json"
    resources = json.loads(package.read_text("utf-8"))["resources"]
    paths = [path for each in resources for path in ([each["path"]] if isinstance(each["path"], str) else each["path"])]
    assert paths
    none_of(path for path in paths if not (package.parent / path).is_file())


def crawl(start: str) -> tuple[set[str], list[str]]:
    """Follow every link from an address as a robot would: what was reached below it, and what failed."""
    parts = urlsplit(start)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    waiting, reached, failed = [start], {start}, []
    while waiting:
        here = waiting.pop()
        connection.request("GET", urlsplit(here).path)
        reply = connection.getresponse()
        body = reply.read()
        if reply.status != 200:
            failed.append(f"{reply.status}: {here}")
        elif reply.headers.get_content_type() == "text/html":
            page = read(body)
            found = {urljoin(here, each).partition("#")[0] for each in (*page.links, *page.assets)}
            inside = {each for each in found if urlsplit(each).netloc == parts.netloc} - reached
            waiting += sorted(inside)
            reached |= inside
    connection.close()
    return {each.removeprefix(start) or "index.html" for each in reached}, failed


@pytest.mark.parametrize("prefix", ["/", "/some/where/"])
def test_every_page_is_reached_from_home(built_site: Path, pages: Pages, prefix: str) -> None:
    with serve(built_site, prefix) as start:
        reached, failed = crawl(start)
    none_of(failed)
    unlinked = {name for name, page in pages.items() if page.redirect} | {ANYWHERE}
    none_of(sorted(pages.keys() - reached - unlinked))


def click_through(page: Page, start: str) -> list[str]:
    """Home, then a country, then a treaty: the headings met."""
    page.goto(start)
    headings = [page.inner_text("h1")]
    for link in ("nav.menu a >> nth=0", "table th[scope=row] a >> nth=0", "main table th[scope=row] a >> nth=0"):
        page.click(link)
        page.wait_for_load_state()
        headings.append(page.inner_text("h1"))
    return headings


@pytest.mark.parametrize("prefix", ["/", "/some/where/", "file"])
def test_a_reader_clicks_from_home_to_a_treaty(built_site: Path, new_page: Callable[..., Page], prefix: str) -> None:
    page = new_page()
    wrong = watch(page)
    if prefix == "file":
        headings = click_through(page, (built_site / "index.html").as_uri())
    else:
        with serve(built_site, prefix) as start:
            headings = click_through(page, start)
    assert len(set(headings)) == 4, headings
    assert page.evaluate("getComputedStyle(document.body).borderBlockStartWidth") != "0px", "no style was loaded"
    none_of(wrong)


def test_an_unknown_address_deep_down_has_the_look_and_the_links_of_the_site(
    built_site: Path, new_page: Callable[..., Page]
) -> None:
    lost = (built_site / ANYWHERE).read_bytes()
    page = new_page()
    with serve(built_site) as start:
        page.route("**/no/such/**", lambda route: route.fulfill(status=404, body=lost, content_type="text/html"))
        page.goto(f"{start}no/such/page/")
        assert page.evaluate("getComputedStyle(document.body).borderBlockStartWidth") != "0px", "no style was loaded"
        page.click("main a >> nth=0")
        page.wait_for_load_state()
        assert page.inner_text("h1") == "Countries"
