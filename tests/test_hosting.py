"""What README.md has servers say: the two snippets agree with each other and with what is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
KNOWN = {
    "html": "text/html",
    "css": "text/css",
    "js": "application/javascript",
    "json": "application/json",
    "svg": "image/svg+xml",
    "xml": "text/xml",
    "txt": "text/plain",
    "zip": "application/zip",
    "png": "image/png",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "atom": "application/atom+xml",
    "webmanifest": "application/manifest+json",
}
"""Of the `mime.types` that nginx brings, what a site like this has."""


def snippet(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def nginx(name: str) -> list[str]:
    """The words after each directive of a name."""
    return [each.strip() for each in re.findall(rf"^\s*{name}\s+(.*?);\s*$", snippet("nginx"), re.MULTILINE)]


def nginx_types() -> dict[str, str]:
    """The types that the snippet adds, by the ending of a file."""
    (block,) = re.findall(r"types \{(.*?)\}", snippet("nginx"), re.DOTALL)
    lines = [line.split() for line in block.split(";") if line.strip()]
    return {ending: kind for kind, *endings in lines for ending in endings}


def published(site: Path) -> set[str]:
    return {path.name.rpartition(".")[2] for path in site.rglob("*") if path.is_file() and path.name != ".made-by-sitegen"}


@pytest.mark.parametrize("language", ["nginx", "caddyfile"])
def test_braces_are_closed(language: str) -> None:
    assert snippet(language).count("{") == snippet(language).count("}") > 0


def test_both_servers_add_the_same_headers() -> None:
    assert dict(each.removesuffix(" always").split(" ", 1) for each in nginx("add_header")) == HEADERS
    caddy = re.findall(r"^\s*header ([A-Z]\S+) (\S+)$", snippet("caddyfile"), re.MULTILINE)
    assert dict(caddy) == HEADERS


def test_no_server_adds_a_policy_that_would_stop_the_search() -> None:
    assert "Content-Security-Policy" not in snippet("nginx") + snippet("caddyfile")


def test_types_are_added_to_those_that_nginx_brings() -> None:
    """A block of types takes the place of those above it."""
    assert nginx("include") == ["mime.types"]
    assert not nginx_types().keys() & KNOWN.keys()


def test_every_file_that_is_published_has_a_type(finished_site: Path) -> None:
    assert published(finished_site) <= KNOWN.keys() | nginx_types().keys()


def test_text_is_compressed_and_what_is_packed_already_is_not(finished_site: Path) -> None:
    packed = set(nginx("gzip_types")[0].split()) | {"text/html"}
    types = KNOWN | nginx_types()
    text = {"html", "css", "js", "json", "svg", "xml", "csv"}
    assert {types[ending] for ending in text & published(finished_site)} <= packed
    assert not packed & {types[ending] for ending in ("pagefind", "pf_meta", "pf_index", "pf_fragment", "zip", "png")}


def test_what_is_served_as_packed_is_packed(finished_site: Path) -> None:
    """Pagefind unpacks its files itself, so that a server may send them as they are."""
    for ending in ("pagefind", "pf_meta", "pf_index", "pf_fragment"):
        files = list(finished_site.rglob(f"*.{ending}"))
        assert files
        assert all(file.read_bytes()[:2] == b"\x1f\x8b" for file in files)
