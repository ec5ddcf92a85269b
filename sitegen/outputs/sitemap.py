"""The list of pages for search engines, and the word that they may read them."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.site import Artifact, Site


def plan(site: Site) -> Iterator[Artifact]:
    """`sitemap.xml` (sitemaps.org protocol 0.9) and `robots.txt` (RFC 9309)."""
    base = site.frame.address.rstrip("/")
    addresses = tuple(sorted(base + address for address in site.listed))
    yield Artifact("sitemap.xml", "template", addresses, "feeds/sitemap.xml")
    yield Artifact("robots.txt", "bytes", f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n".encode())
